"""Which thresholds follow from the bank's own signatures? The calibration page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.presenters.calibration import CalibrationPresenter
from app.presenters.calibration_state import CalibrationState, Phase
from app.presenters.calibration_words import lacking_text
from app.theme.tokens import SPACE_PX
from app.views.calibration_outcome import EvidenceCard, OutcomeCard
from app.views.calibration_plots import PlotsCard
from app.views.calibration_policy import PolicyCard
from app.views.calibration_told import ToldCard
from app.widgets.empty import EmptyPage
from app.workplace import Workplace

POLICY_PX = 336
MOST_PX = 1280
_MEASURING = "Measuring the bank's own pairs. This is done once, and takes seconds to minutes."


class CalibrationPage(QWidget):
    """On the left what the bank asks, on the right what follows from it."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.presenter = CalibrationPresenter(workplace, self)
        self._lacking = ""
        self._build()
        self._connect()
        self._render()

    def first_focus(self) -> None:
        """Put the cursor into the first share, or onto the one button there is."""
        shown = self.body.currentWidget()
        if isinstance(shown, EmptyPage):
            shown.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.policy.bands.rows:
            rate = self.policy.bands.rows[-1].rate
            rate.setFocus(Qt.FocusReason.ShortcutFocusReason)
            rate.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.presenter.refresh()

    # how it is put together

    def _build(self) -> None:
        title = QLabel("Calibration", self)
        title.setProperty("kind", "title")
        about = QLabel("Thresholds from the bank's own signatures", self)
        about.setProperty("kind", "muted")
        about.setContentsMargins(SPACE_PX, 5, 0, 0)  # on the line of the title
        head = QHBoxLayout()
        head.setContentsMargins(3 * SPACE_PX, 0, 3 * SPACE_PX, 0)
        head.addWidget(title)
        head.addWidget(about)
        head.addStretch(1)
        waiting = QLabel(_MEASURING, self)
        waiting.setProperty("kind", "muted")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting = waiting
        self._stopped = self._empty(
            "refresh",
            "Not measured",
            "The bank's own signatures have not been measured, so nothing can be said about thresholds.",
            action=self._workplace.actions.get("calibration.refresh"),
            button="Measure",
        )
        self._scarce: EmptyPage | None = None
        self.area = self._build_scroll()
        self.body = QStackedWidget(self)
        for widget in (waiting, self._stopped, self.area):
            self.body.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * SPACE_PX, 0, 0)
        layout.setSpacing(SPACE_PX)
        layout.addLayout(head)
        layout.addWidget(self.body, 1)

    def _build_scroll(self) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget(scroll)
        self.policy = PolicyCard(self._workplace, holder)
        self.policy.setFixedWidth(POLICY_PX)
        self.outcome = OutcomeCard(holder)
        self.plots = PlotsCard(self._workplace.theme, holder)
        self.evidence = EvidenceCard(holder)
        self.told = ToldCard(self._workplace, holder)
        right = QVBoxLayout()
        right.setSpacing(2 * SPACE_PX)
        for card in (self.outcome, self.plots, self.evidence, self.told):
            right.addWidget(card)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.policy)
        left.addStretch(1)
        row = QHBoxLayout(holder)
        row.setContentsMargins(3 * SPACE_PX, SPACE_PX, 3 * SPACE_PX, 3 * SPACE_PX)
        row.setSpacing(2 * SPACE_PX)
        row.addLayout(left)
        row.addLayout(right, 1)
        holder.setMaximumWidth(MOST_PX)
        scroll.setWidget(holder)
        return scroll

    def _empty(self, drawing: str, title: str, text: str, *, action: QAction, button: str) -> EmptyPage:
        theme = self._workplace.theme
        return EmptyPage(drawing, title, text, action=action, button=button, theme=theme, parent=self)

    def _connect(self) -> None:
        presenter, actions = self.presenter, self._workplace.actions
        presenter.changed.connect(self._render)
        presenter.adopted.connect(self.policy.close_form)
        self.policy.changed.connect(presenter.ask)
        self.policy.use_submitted.connect(self._on_use_submitted)
        actions.get("calibration.what_if").triggered.connect(presenter.tell)
        actions.get("calibration.refresh").triggered.connect(presenter.refresh)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    # drawing

    @Slot()
    def _render(self) -> None:
        state = self.presenter.state
        for part in (self.policy, self.outcome, self.plots, self.evidence, self.told):
            part.show_state(state)
        before = self.body.currentWidget()
        self.body.setCurrentWidget(self._shown(state))
        is_ready = state.phase is Phase.READY
        self._workplace.actions.get("calibration.add_band").setEnabled(is_ready)
        if before is not self.body.currentWidget() and self.isVisible():
            self.first_focus()

    def _shown(self, state: CalibrationState) -> QWidget:
        match state.phase:
            case Phase.WAITING:
                return self._waiting
            case Phase.STOPPED:
                return self._stopped
            case Phase.LACKING if state.measured is not None:
                return self._scarcity(lacking_text(state.measured.supply))
        return self.area if state.tried is not None else self._waiting

    def _scarcity(self, words: str) -> EmptyPage:
        """The page that says what is missing, made anew where that has changed."""
        if self._scarce is None or words != self._lacking:
            if self._scarce is not None:
                self.body.removeWidget(self._scarce)
                self._scarce.deleteLater()
            self._lacking = words
            self._scarce = self._empty(
                "signature",
                "Too little to calibrate on",
                words,
                action=self._workplace.actions.get("go.pairs"),
                button="Go to the pairs",
            )
            self.body.addWidget(self._scarce)
        return self._scarce

    @Slot(str, str)
    def _on_use_submitted(self, officer: str, reason: str) -> None:
        self.presenter.use(officer=officer, reason=reason)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring into sight what Tab has come to."""
        if now is not None and self.area.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, 2 * SPACE_PX)
