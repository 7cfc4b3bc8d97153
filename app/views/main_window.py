"""What does the window hold? The rail, the pages, the foot, and the sheets that lie over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QSize, Qt, Slot
from PySide6.QtGui import QActionGroup, QCloseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.actions import Actions
from app.notices import Notices
from app.settings import Settings
from app.theme.theme import Theme
from app.views.about_sheet import AboutSheet
from app.views.keys_sheet import KeysSheet
from app.views.menus import Menus
from app.views.notice_bar import NoticeBar
from app.views.pages import TITLES, Pages
from app.views.palette import Palette
from app.views.rail import Rail
from app.views.status_line import StatusLine
from app.views.tab_order import move_focus
from app.views.work_bar import WorkBar
from app.widgets.sheet import Sheet
from app.workplace import Workplace

_WORK = (
    "go.verify", "go.customers", "go.history",
    "go.pairs", "go.training", "go.calibration", "go.models",
)  # fmt: skip
_PLACES = (*_WORK, "go.settings")
_NEED_RECORDS = (*_WORK, "desk.find", "desk.sample_bank")
_GEOMETRY = "window.geometry"
_FOOT_PX = 48
Facts = Sequence[tuple[str, str]]


class MainWindow(QMainWindow):
    """Usable at once; the pages of work come when the records are open."""

    def __init__(self, *, settings: Settings, actions: Actions, notices: Notices, theme: Theme) -> None:
        super().__init__()
        self._settings, self._actions, self._theme = settings, actions, theme
        self._facts: Callable[[], Facts] = tuple
        self._palette: Palette | None = None
        self.setWindowTitle("Specimen")
        self.setMinimumSize(960, 640)
        # not self.screen(): PySide 6.11 then deletes the screen together with the window
        room = QApplication.primaryScreen().availableSize()
        self.resize(QSize(1280, 800).boundedTo(room))
        self._menus = Menus(self, actions)
        self._build(notices)
        self._keys = KeysSheet(actions, theme, self._centre)
        self._about = AboutSheet(theme, self._centre)
        for sheet in (self._keys, self._about):
            self._watch(sheet)
        self._connect()
        self._restore()

    def _build(self, notices: Notices) -> None:
        for name in _PLACES:
            self._actions.get(name).setCheckable(True)
        for name in _NEED_RECORDS:
            self._actions.get(name).setEnabled(False)
        places = QActionGroup(self)
        for name in _PLACES:
            places.addAction(self._actions.get(name))
        centre = self._centre = QWidget(self)
        self.pages = Pages(self._settings, self._theme, centre)
        head = ["desk.find", *_WORK]
        self._rail = Rail(self._actions, head=head, foot=["go.settings"], parent=centre)
        self._foot = self._build_foot(notices, centre)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self.pages, 1)
        layout.addLayout(row, 1)
        layout.addWidget(self._foot)
        self.setCentralWidget(centre)

    def _build_foot(self, notices: Notices, centre: QWidget) -> QFrame:
        foot = QFrame(centre)
        foot.setProperty("kind", "foot")
        foot.setFixedHeight(_FOOT_PX)
        self.notice_bar = NoticeBar(notices, self._actions, self._theme, foot)
        self.work_bar = WorkBar(notices, self._actions, foot)
        self.status_line = StatusLine(foot)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(16)
        row.addWidget(self.work_bar)
        row.addWidget(self.notice_bar, 1)
        row.addWidget(self.status_line)
        return foot

    def _connect(self) -> None:
        self.pages.shown.connect(self._on_page_shown)
        for name in _PLACES:
            self._actions.get(name).triggered.connect(self._on_place_triggered)
        self._actions.get("desk.keys").triggered.connect(self._on_keys_triggered)
        self._actions.get("desk.about").triggered.connect(self._on_about_triggered)
        self._actions.get("desk.find").triggered.connect(self._on_find_triggered)
        self._actions.get("desk.quit").triggered.connect(self.close)

    def open_desk(self, workplace: Workplace, *, facts: Callable[[], Facts]) -> None:
        """Build the pages of work; `facts` is what the about sheet tells."""
        self._facts = facts
        for name in _NEED_RECORDS:
            self._actions.get(name).setEnabled(True)
        self.pages.open_desk(workplace)
        self.pages.verify.measured.connect(self.status_line.show_speed)
        workplace.retraining.told.connect(self.status_line.show_training)
        for sheet in (self.pages.verify.pad_sheet, self.pages.customers.pad_sheet):
            self._watch(sheet)
        self._palette = Palette(workplace, self._centre)
        self._watch(self._palette)
        for found in (self._palette.signatory_chosen, self._palette.customer_chosen):
            found.connect(self._dismiss_sheets)
        self._palette.signatory_chosen.connect(self.pages.verify_signatory)
        self._palette.customer_chosen.connect(self.pages.show_customer)
        self._palette.command_chosen.connect(self._on_command_chosen)

    def refuse(self, sentence: str, *, facts: Callable[[], Facts]) -> None:
        """Say why the records cannot be opened; the settings still can."""
        self._facts = facts
        self.pages.refuse(sentence, settings_action=self._actions.get("go.settings"))

    def _watch(self, sheet: Sheet) -> None:
        sheet.opened.connect(self._on_sheet_opened)
        sheet.closed.connect(self._on_sheet_closed)

    @Slot()
    def _on_sheet_opened(self) -> None:
        self._menus.show_page(None, title="")  # a page's keys do nothing under a sheet

    @Slot()
    def _on_sheet_closed(self) -> None:
        if not any(sheet.isVisible() for sheet in self.findChildren(Sheet)):
            self._show_menu(self.pages.page)

    @Slot()
    def _dismiss_sheets(self) -> None:
        """Close what lies over the pages: it belongs to whom or what was looked at until now."""
        for sheet in self.findChildren(Sheet):
            sheet.dismiss()

    @Slot()
    def _on_place_triggered(self) -> None:
        self._dismiss_sheets()
        self.pages.show_page(self.sender().objectName().removeprefix("go."))

    @Slot(str)
    def _on_page_shown(self, name: str) -> None:
        self._show_menu(name)
        self.setWindowTitle(f"{TITLES[name]} – Specimen")
        for place in _PLACES:
            self._actions.get(place).setChecked(place == f"go.{name}")

    def _show_menu(self, name: str) -> None:
        self._menus.show_page(name or None, title=TITLES.get(name, ""))

    @Slot()
    def _on_keys_triggered(self) -> None:
        page = self.pages.page
        self._keys.show_page(page, title=TITLES.get(page, ""))

    @Slot()
    def _on_about_triggered(self) -> None:
        self._about.show_facts(self._facts())

    @Slot()
    def _on_find_triggered(self) -> None:
        if self._palette is not None:
            self._palette.start(self.pages.page)

    @Slot(str)
    def _on_command_chosen(self, name: str) -> None:
        if not name.startswith("desk."):  # those of a page act on what lies under the sheet
            self._dismiss_sheets()
        self._actions.get(name).trigger()

    def _restore(self) -> None:
        kept = self._settings.recall(_GEOMETRY)
        if isinstance(kept, str):
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        behaviour = QApplication.styleHints().tabFocusBehavior()
        if behaviour != Qt.TabFocusBehavior.TabFocusAllControls:  # as macOS may be set to
            return super().focusNextPrevChild(next)
        return move_focus((self._rail, self.pages, self._foot), forwards=next)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.keep(_GEOMETRY, self.saveGeometry().toBase64().toStdString())
        super().closeEvent(event)
