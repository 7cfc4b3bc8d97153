"""What has the bank collected to learn from, and is it labelled right? The pairs page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.models.thumbnails import Thumbnail
from app.presenters.pairs import PairsPresenter
from app.presenters.pairs_cards import Closer
from app.presenters.pairs_filters import PairFilters
from app.presenters.pairs_words import ask_text, pairs_text, summary, unreadable_text
from app.views.pairs_label_bar import LabelBar
from app.views.pairs_look import PairLook
from app.views.pairs_wall import PairWall
from app.views.pairs_writers import PairWriters
from app.widgets.action_button import ActionTool
from app.widgets.drop_zone import DropCover, ScanIntake
from app.widgets.empty import EmptyPage
from app.workplace import Workplace
from core.store.learning_records import Label, LabelSource

_LABELS = {
    "genuine": Label.GENUINE,
    "forged": Label.FORGED,
    "unknown": Label.UNKNOWN,
    "exclude": Label.EXCLUDED,
    "confirm": None,
}
_TOOLS = ("check", "import_folder", "import_table", "export")


class PairsPage(QWidget):
    """On the left the people, on the right the signatures of one; at the foot what is about to be said."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.presenter = PairsPresenter(workplace, self)
        self._intake = ScanIntake(self)
        self._label: Label | None = None
        self._asked: list[int] = []
        self._build()
        self._connect()
        self._connect_actions()
        self._enable()

    # building

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(self._heading())
        layout.addWidget(self._build_banner())
        self._stack = QStackedWidget(self)
        for page in (QWidget(self), self._build_body(), *self._build_empty()):
            self._stack.addWidget(page)
        layout.addWidget(self._stack, 1)
        self.bar = LabelBar(self)
        layout.addWidget(self.bar)
        self._cover = DropCover(self._workplace.theme, self)
        self.look = PairLook(self._workplace.theme, self)

    def _heading(self) -> QVBoxLayout:
        title = QLabel("Pairs", self)
        title.setProperty("kind", "title")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(title)
        row.addStretch(1)
        for name in _TOOLS:
            action = self._workplace.actions.get(f"pairs.{name}")
            row.addWidget(ActionTool(action, text=action.iconText(), parent=self))
        self._summary = QLabel(self)
        self._pairs = QLabel(self)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addLayout(row)
        for label in (self._summary, self._pairs):
            label.setProperty("kind", "muted")
            label.setWordWrap(True)
            both.addWidget(label)
        return both

    def _build_banner(self) -> QFrame:
        self.banner = QFrame(self)
        self.banner.setProperty("kind", "card")
        self.unreadable = QLabel(self.banner)
        self.unreadable.setWordWrap(True)
        self.unreadable.setTextFormat(Qt.TextFormat.PlainText)
        close = QPushButton("Dismiss", self.banner)
        close.setProperty("kind", "quiet")
        close.setAccessibleName("Dismiss the files that could not be read")
        close.clicked.connect(self.banner.hide)
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(16, 8, 8, 8)
        row.addWidget(self.unreadable, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.banner.hide()
        return self.banner

    def _build_body(self) -> QWidget:
        self._body = QWidget(self)
        self.writers = PairWriters(self._workplace, self.presenter.writers, self._body)
        self.wall = PairWall(self._workplace, self.presenter, self._body)
        self._nobody = EmptyPage(
            "filter",
            "Nothing matches",
            "No signature has this label and these words.",
            action=self._workplace.actions.get("pairs.clear"),
            button="Clear the filters",
            theme=self._workplace.theme,
            parent=self._body,
        )
        self._right = QStackedWidget(self._body)
        self._right.addWidget(self.wall)
        self._right.addWidget(self._nobody)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.writers)
        row.addWidget(self._right, 1)
        self.writers.show_filters(self.presenter.filters)
        return self._body

    def _build_empty(self) -> tuple[QWidget, ...]:
        self._nothing = EmptyPage(
            "signature",
            "Nothing collected yet",
            "Every decision on the Verify page is collected here to learn from. Signatures that are labelled "
            "already can be imported: a folder with genuine and forged for each writer, or a CSV table.",
            action=self._workplace.actions.get("pairs.import_folder"),
            button="Import a folder",
            theme=self._workplace.theme,
            parent=self,
        )
        return (self._nothing,)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.listed.connect(self._on_listed)
        presenter.shown.connect(self._on_shown)
        presenter.closer_read.connect(self._on_closer_read)
        presenter.pictures.pictured.connect(self._on_pictured)
        presenter.exchange.unreadable.connect(self._on_unreadable)
        presenter.check.busy_changed.connect(self._enable)
        self.writers.changed.connect(presenter.filter)
        self.writers.chosen.connect(presenter.choose)
        self.writers.entered.connect(self.wall.first_focus)
        self.wall.in_sight.connect(presenter.pictures.want)
        self.wall.selection_changed.connect(self._enable)
        self.wall.looked_closer.connect(presenter.look_closer)
        self.bar.saved.connect(self._on_bar_saved)
        self.bar.left.connect(self._leave_bar)
        self.look.wanted.connect(self._on_look_wanted)
        self.look.closed.connect(self.wall.look_round)
        self._intake.given.connect(presenter.exchange.take_in)
        self._intake.refused.connect(self._workplace.notices.warn)
        self._intake.hovered.connect(self._on_hovered)

    def _connect_actions(self) -> None:
        slots = {
            "find": self.first_focus,
            "clear": self._on_clear_triggered,
            "look": self._on_look_triggered,
            "ink": self.wall.turn_picture,
            "check": self.presenter.check.start,
            "import_folder": self._on_import_folder_triggered,
            "import_table": self._on_import_table_triggered,
            "remove_import": self._on_remove_import_triggered,
            "export": self._on_export_triggered,
        }
        slots.update(dict.fromkeys(_LABELS, self._on_label_triggered))
        for name, slot in slots.items():
            self._workplace.actions.get(f"pairs.{name}").triggered.connect(slot)

    # what others ask of the page

    @Slot()
    def first_focus(self) -> None:
        """Put the cursor into the search line; where there is nothing to search, on what to do."""
        if self._stack.currentWidget() is self._nothing:
            self._nothing.button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.writers.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.writers.line.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """Others may have decided meanwhile."""
        super().showEvent(event)
        self.presenter.collect()

    # showing

    @Slot()
    def _on_listed(self) -> None:
        holdings = self.presenter.holdings
        is_empty = not holdings.writers
        self._stack.setCurrentWidget(self._nothing if is_empty else self._body)
        self._summary.setText("" if is_empty else summary(holdings))
        self._pairs.setText("" if is_empty else pairs_text(holdings.pairs))
        for label in (self._summary, self._pairs):
            label.setVisible(not is_empty)
        writer = self.presenter.writer
        self.writers.show_listed(owner=writer.owner if writer else "", odd=self.presenter.odd_count())
        self._right.setCurrentWidget(self.wall if writer else self._nobody)
        self._enable()

    @Slot(list)
    def _on_unreadable(self, names: list[str]) -> None:
        self.unreadable.setText(unreadable_text(names) if names else "")
        self.unreadable.setToolTip("\n".join(names))
        self.banner.setVisible(bool(names))

    @Slot(bool)
    def _on_hovered(self, is_over: bool) -> None:  # noqa: FBT001 - a signal's argument
        if is_over:
            self._cover.offer("Drop a folder or a CSV table to import it")
        else:
            self._cover.hide()

    @Slot(object)
    def _on_closer_read(self, closer: Closer) -> None:
        self.look.show_closer(closer)

    @Slot(list)
    def _on_look_wanted(self, keys: list[int]) -> None:
        self.presenter.pictures.want(keys)
        for key in keys:
            if (picture := self.presenter.pictures.known(key)) is not None:
                self.look.show_picture(key, picture)

    @Slot(int, object)
    def _on_pictured(self, key: int, picture: Thumbnail) -> None:
        self.look.show_picture(key, picture)

    # labelling

    @Slot()
    def _on_label_triggered(self) -> None:
        self._asked = self.wall.chosen_keys()
        if self._asked:
            self.look.dismiss()
            self._label = _LABELS[self.sender().objectName().removeprefix("pairs.")]
            question = ask_text(self._label, count=len(self._asked))
            self.bar.ask(question, reason=self.presenter.labels.last_reason)

    @Slot(LabelSource, str)
    def _on_bar_saved(self, source: LabelSource, reason: str) -> None:
        if self.presenter.relabel(self._asked, label=self._label, source=source, reason=reason):
            self._leave_bar()

    @Slot()
    def _on_shown(self) -> None:
        """What is no longer in sight is not labelled."""
        if any(self.presenter.examples.row_of(key) < 0 for key in self._asked):
            self._asked = []
            self.bar.hide()

    @Slot()
    def _leave_bar(self) -> None:
        self._asked = []
        self.bar.hide()
        self.wall.first_focus()

    # what the actions do

    @Slot()
    def _on_clear_triggered(self) -> None:
        self.writers.show_filters(PairFilters())
        self.presenter.filter(PairFilters())

    @Slot()
    def _on_look_triggered(self) -> None:
        key = self.wall.closer_key()
        if key is not None:
            self.presenter.look_closer(key)

    @Slot()
    def _on_import_folder_triggered(self) -> None:
        self._import(QFileDialog.getExistingDirectory(self, "Import a folder of labelled signatures"))

    @Slot()
    def _on_import_table_triggered(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Import a table of labelled signatures", "", "CSV table (*.csv)"
        )
        self._import(chosen)

    def _import(self, chosen: str) -> None:
        if chosen:
            self.presenter.exchange.take_in([Path(chosen)])

    @Slot()
    def _on_remove_import_triggered(self) -> None:
        writer = self.presenter.writer
        if writer is not None and writer.batch:
            self.presenter.exchange.remove_import(writer.batch)

    @Slot()
    def _on_export_triggered(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Export into a new folder in this one")
        if chosen:
            self.presenter.exchange.export(Path(chosen))

    @Slot()
    def _enable(self) -> None:
        holdings, writer = self.presenter.holdings, self.presenter.writer
        chosen = self.presenter.chosen(self.wall.chosen_keys())
        can = {
            **dict.fromkeys(("genuine", "forged", "unknown", "exclude", "look"), bool(chosen)),
            "confirm": any(example.label is not Label.UNKNOWN for example in chosen),
            "check": bool(holdings.writers) and not self.presenter.check.is_busy,
            "export": bool(holdings.writers),
            "remove_import": writer is not None and bool(writer.batch),
            "clear": not self.presenter.filters.is_any,
        }
        for name, is_possible in can.items():
            self._workplace.actions.get(f"pairs.{name}").setEnabled(is_possible)
