"""What has the bank collected to learn from, and is it labelled right? The pairs page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.presenters.pairs import PairsPresenter
from app.presenters.pairs_filters import PairFilters
from app.presenters.pairs_words import pairs_text, summary
from app.views.pairs_files import PairFiles
from app.views.pairs_label_bar import LabelBar
from app.views.pairs_labelling import PairLabelling
from app.views.pairs_look import PairLook
from app.views.pairs_wall import PairWall
from app.views.pairs_writers import PairWriters
from app.widgets.action_button import ActionTool
from app.widgets.empty import EmptyPage
from app.workplace import Workplace
from core.store.learning_records import Label

_TOOLS = ("check", "import_folder", "import_table", "export")


class PairsPage(QWidget):
    """On the left the people, on the right the signatures of one; at the foot what is about to be said."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.presenter = PairsPresenter(workplace, self)
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
        self.files = PairFiles(self._workplace, self.presenter, self)
        layout.addWidget(self.files)
        self._stack = QStackedWidget(self)
        for page in (QWidget(self), self._build_body(), self._build_empty()):
            self._stack.addWidget(page)
        layout.addWidget(self._stack, 1)
        self.bar = LabelBar(self)
        layout.addWidget(self.bar)
        self.look = PairLook(self._workplace.theme, self)
        self._labelling = PairLabelling(self._workplace, self.presenter, wall=self.wall, bar=self.bar)

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

    def _build_empty(self) -> EmptyPage:
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
        return self._nothing

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.listed.connect(self._on_listed)
        presenter.closer_read.connect(self.look.show_closer)
        presenter.pictures.pictured.connect(self.look.show_picture)
        presenter.check.busy_changed.connect(self._enable)
        self.writers.changed.connect(presenter.filter)
        self.writers.chosen.connect(presenter.choose)
        self.writers.entered.connect(self.wall.first_focus)
        self.wall.in_sight.connect(presenter.pictures.want)
        self.wall.selection_changed.connect(self._enable)
        self.wall.looked_closer.connect(presenter.look_closer)
        self._labelling.asked.connect(self.look.dismiss)
        self.look.wanted.connect(self._on_look_wanted)
        self.look.closed.connect(self.wall.look_round)

    def _connect_actions(self) -> None:
        slots = {
            "find": self.first_focus,
            "clear": self._on_clear_triggered,
            "look": self._on_look_triggered,
            "ink": self.wall.turn_picture,
            "check": self.presenter.check.start,
        }
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
    def _on_look_wanted(self, keys: list[int]) -> None:
        self.presenter.pictures.want(keys)
        for key in keys:
            if (picture := self.presenter.pictures.known(key)) is not None:
                self.look.show_picture(key, picture)

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
