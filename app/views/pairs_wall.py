"""Which signatures of one person were collected, beside their specimens, and what can be said of them?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.presenters.customer_words import counted
from app.presenters.pairs import PairsPresenter
from app.widgets.action_button import ActionTool
from app.widgets.choice import Choice
from app.widgets.elided import ElidedLabel
from app.widgets.example_cards import ExampleWall, SpecimenRow
from app.workplace import Workplace

SCAN, INK = 0, 1
_LABELLING = ("genuine", "forged", "unknown", "exclude", "confirm")


class PairWall(QWidget):
    """The specimens in a row, the presented signatures below."""

    in_sight = Signal(list)  # keys: the pictures to be made
    selection_changed = Signal()
    looked_closer = Signal(object)

    def __init__(
        self, workplace: Workplace, presenter: PairsPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._kept = 0  # the row that was chosen before the cards changed
        self._actions = workplace.actions
        self.specimens, self.wall = SpecimenRow(self), ExampleWall(self)
        self.specimens.setModel(presenter.specimens)
        self.wall.setModel(presenter.examples)
        self._seen: dict[ExampleWall | SpecimenRow, list[int]] = {self.specimens: [], self.wall: []}
        self._build()
        self._connect()
        if workplace.settings.show_ink_first:
            self.choice.choose(INK)

    def _build(self) -> None:
        self._name = ElidedLabel(kind="heading", parent=self)
        self._detail = ElidedLabel(kind="muted", parent=self)
        self.remove = ActionTool(self._actions.get("pairs.remove_import"), text="Remove import", parent=self)
        self.choice = Choice(("Scan", "Ink"), name="Show signatures as", parent=self)
        self._count = QLabel(self)
        self._count.setProperty("kind", "small")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._detail, 1)
        head.addWidget(self._count)
        head.addWidget(self.remove)
        head.addWidget(self.choice)
        self._above = QLabel("Specimens", self)
        self._above.setProperty("kind", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._above)
        layout.addWidget(self.specimens)
        layout.addLayout(self._tools())
        layout.addWidget(self.wall, 1)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        for name in _LABELLING:
            action = self._actions.get(f"pairs.{name}")
            row.addWidget(ActionTool(action, text=action.iconText(), parent=self))
        row.addStretch(1)
        row.addWidget(ActionTool(self._actions.get("pairs.look"), parent=self))
        return row

    def _connect(self) -> None:
        self._presenter.examples.modelAboutToBeReset.connect(self._on_about_to_change)
        self._presenter.shown.connect(self._on_shown)
        self.choice.chosen.connect(self._on_choice_chosen)
        self.wall.selectionModel().selectionChanged.connect(self.selection_changed)
        self.wall.in_sight.connect(self._on_examples_in_sight)
        self.specimens.in_sight.connect(self._on_specimens_in_sight)
        self.wall.looked_closer.connect(self.looked_closer)
        self.specimens.looked_closer.connect(self.looked_closer)

    def chosen_keys(self) -> list[int]:
        """The presented signatures that are selected."""
        return self.wall.chosen_keys()

    def closer_key(self) -> int | None:
        """The signature that is looked at closely: of the specimens where the focus is there."""
        view = self.specimens if self.specimens.hasFocus() else self.wall
        keys = view.chosen_keys()
        return keys[0] if keys else None

    def first_focus(self) -> None:
        """Put the keys on the cards, on the first where none is selected."""
        self.wall.setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(max(0, self.wall.currentIndex().row()))

    @Slot()
    def turn_picture(self) -> None:
        """Switch between scan and ink."""
        self.choice.choose(SCAN if self.choice.current == INK else INK)

    @Slot()
    def look_round(self) -> None:
        """Ask for the pictures in sight."""
        self.specimens.look_round()
        self.wall.look_round()

    @Slot()
    def _on_about_to_change(self) -> None:
        self._kept = max(0, self.wall.currentIndex().row())

    @Slot()
    def _on_shown(self) -> None:
        writer = self._presenter.writer
        shown = self._presenter.examples.rowCount()
        total = len(writer.examples) if writer else 0
        self._name.setText(writer.name if writer else "")
        self._detail.setText(writer.detail if writer else "")
        self.remove.setVisible(bool(writer and writer.batch))
        has_specimens = bool(writer and writer.specimens)
        self._above.setVisible(has_specimens)
        self.specimens.setVisible(has_specimens)
        self._count.setText(counted(total, "signature") if shown == total else f"{shown:,} of {total:,}")
        if shown and not self.wall.currentIndex().isValid():
            self._choose(min(self._kept, shown - 1))
        self.look_round()
        self.selection_changed.emit()

    def _choose(self, row: int) -> None:
        if row < self._presenter.examples.rowCount():
            self.wall.setCurrentIndex(self._presenter.examples.index(row))

    @Slot(list)
    def _on_examples_in_sight(self, keys: list[int]) -> None:
        self._see(self.wall, keys)

    @Slot(list)
    def _on_specimens_in_sight(self, keys: list[int]) -> None:
        self._see(self.specimens, keys)

    def _see(self, view: ExampleWall | SpecimenRow, keys: list[int]) -> None:
        if not self.specimens.isVisible():
            self._seen[self.specimens] = []
        self._seen[view] = keys
        self.in_sight.emit([*self._seen[self.specimens], *self._seen[self.wall]])

    @Slot(int)
    def _on_choice_chosen(self, place: int) -> None:
        self.wall.show_ink(is_on=place == INK)
        self.specimens.show_ink(is_on=place == INK)
