"""Which page is shown, and how do pages send a clerk to one another?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.actions import Actions
from app.presenters.samples import SampleBank, Trial
from app.settings import Settings
from app.theme.theme import Theme
from app.views.calibration_page import CalibrationPage
from app.views.customers_page import CustomersPage
from app.views.history_page import HistoryPage
from app.views.models_page import ModelsPage
from app.views.pairs_page import PairsPage
from app.views.sample_tray import SampleTray
from app.views.settings_page import SettingsPage
from app.views.training_page import TrainingPage
from app.views.verify_page import VerifyPage
from app.views.welcome import Welcome
from app.widgets.empty import EmptyPage
from app.workplace import Workplace

TITLES = {
    "verify": "Verify",
    "customers": "Customers",
    "history": "History",
    "pairs": "Pairs",
    "training": "Training",
    "calibration": "Calibration",
    "models": "Models",
    "settings": "Settings",
    "welcome": "Welcome",
    "refused": "No records",
}

LearningPage = PairsPage | TrainingPage | CalibrationPage | ModelsPage
MakePage = Callable[[Workplace, QWidget], LearningPage]
_LEARNING: dict[str, MakePage] = {
    "pairs": PairsPage,
    "training": TrainingPage,
    "calibration": CalibrationPage,
    "models": ModelsPage,
}


class Pages(QStackedWidget):
    """The settings from the start; the pages of work as soon as there is a desk to work at."""

    shown = Signal(str)  # the page's name

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: dict[str, QWidget] = {}
        self._first_focus: dict[str, Callable[[], None]] = {}
        self._later: dict[str, Callable[[], None]] = {}
        self.addWidget(QWidget(self))  # until the records are open
        settings_page = SettingsPage(settings, theme, self)
        self._add("settings", settings_page, settings_page.first_focus)

    @property
    def page(self) -> str:
        """The name of the page that is shown; empty while the records are being opened."""
        shown = self.currentWidget()
        return next((name for name, widget in self._pages.items() if widget is shown), "")

    def has(self, name: str) -> bool:
        """Whether this page can be shown now."""
        return name in self._pages or name in self._later

    def show_page(self, name: str) -> None:
        """Show a page, built now if it is one of learning, and put the cursor where one would type."""
        if build := self._later.pop(name, None):
            build()
        self.setCurrentWidget(self._pages[name])
        self.shown.emit(name)
        self._first_focus[name]()

    def refuse(self, sentence: str, *, settings_action: QAction) -> None:
        """Say why there is nothing to work with; the settings can still be changed."""
        page = EmptyPage(
            "failed",
            "The records cannot be opened",
            sentence,
            action=settings_action,
            button="Open the settings",
            theme=self._theme,
            parent=self,
        )
        self._add("refused", page, page.button.setFocus)
        self.show_page("refused")

    def open_desk(self, workplace: Workplace) -> None:
        """Build the pages of work and show the first."""
        self.verify = VerifyPage(workplace, self)
        self.customers = CustomersPage(workplace, self)
        self.history = HistoryPage(workplace, self)
        self._samples = SampleBank(workplace, self)
        self._welcome = Welcome(workplace.actions, workplace.theme, self)
        self._tray = SampleTray(workplace.theme, self)
        self._add("verify", _below(self._tray, self.verify), self.verify.first_focus)
        self._add("customers", self.customers, self.customers.first_focus)
        self._add("history", self.history, self.history.first_focus)
        self._add("welcome", self._welcome, self._welcome.first_focus)
        for name, make in _LEARNING.items():
            self._later[name] = partial(self._build, name, make, workplace)
        self._connect(workplace.actions)
        self._samples.look()

    def _build(self, name: str, make: MakePage, workplace: Workplace) -> None:
        page = make(workplace, self)
        self._add(name, page, page.first_focus)
        if isinstance(page, TrainingPage):
            page.compare_requested.connect(self.compare_model)

    @Slot(str)
    def compare_model(self, digest: str) -> None:
        """Go to how this model compares with the one in use."""
        self.show_page("models")
        page = self._pages["models"]
        assert isinstance(page, ModelsPage)
        page.show_model(digest)

    def _add(self, name: str, page: QWidget, first_focus: Callable[[], None]) -> None:
        self._pages[name] = page
        self._first_focus[name] = first_focus
        self.addWidget(page)

    def _connect(self, actions: Actions) -> None:
        self.customers.verify_requested.connect(self.verify_signatory)
        self.verify.enrol_requested.connect(self.show_customer)
        self.history.open_requested.connect(self.open_verification)
        self._tray.chosen.connect(self._on_trial_chosen)
        self._samples.looked.connect(self._on_bank_looked_at)
        self._samples.settled.connect(self._on_samples_settled)
        self._samples.filled.connect(self._on_samples_filled)
        actions.get("desk.sample_bank").triggered.connect(self._on_samples_wanted)

    @Slot(int)
    def verify_signatory(self, signatory_id: int) -> None:
        """Go to the verify page with this signatory chosen."""
        self.show_page("verify")
        self.verify.choose_signatory(signatory_id)

    @Slot(int)
    def show_customer(self, customer_id: int) -> None:
        """Go to this customer."""
        self.show_page("customers")
        self.customers.show_customer(customer_id)

    @Slot(int)
    def open_verification(self, verification_id: int) -> None:
        """Go to a verification as it was."""
        self.show_page("verify")
        self.verify.show_verification(verification_id)

    @Slot(bool)
    def _on_bank_looked_at(self, is_empty: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not self.page:
            self.show_page("welcome" if is_empty else "verify")

    @Slot()
    def _on_samples_wanted(self) -> None:
        self._samples.fill()
        self._welcome.set_busy(True)

    @Slot()
    def _on_samples_settled(self) -> None:
        self._welcome.set_busy(False)

    @Slot(object)
    def _on_samples_filled(self, trials: list[Trial]) -> None:
        self._tray.offer(trials)
        self.show_page("verify")
        if trials:
            self.verify.choose_signatory(trials[0].signatory_id)

    @Slot(int, Path)
    def _on_trial_chosen(self, signatory_id: int, scan: Path) -> None:
        self.verify.choose_signatory(signatory_id)
        self.verify.present(scan)


def _below(tray: SampleTray, page: VerifyPage) -> QWidget:
    both = QWidget()
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(tray)
    layout.addWidget(page, 1)
    return both
