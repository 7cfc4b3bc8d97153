"""Whose collected signatures are looked at? A line to type in, a filter, and the list of people."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from app.models.cards_model import CardsModel
from app.models.name_card import NameCard
from app.presenters.customer_words import counted
from app.presenters.pairs_filters import ALL, ATTENTION, PairFilters
from app.widgets.search_line import SearchLine
from app.widgets.two_line_list import TwoLineList
from app.workplace import Workplace

WIDTH_PX = 264
_SHOWN = (
    (ALL, "All labels"),
    (ATTENTION, "Needs attention"),
    ("unknown", "Unknown"),
    ("forged", "Forged"),
    ("genuine", "Genuine"),
    ("excluded", "Excluded"),
)


class PairWriters(QWidget):
    """`changed` comes with every key and choice that narrows the list."""

    changed = Signal(object)  # PairFilters
    chosen = Signal(object)  # whose signatures
    entered = Signal()  # Enter: on to the signatures

    def __init__(
        self, workplace: Workplace, model: CardsModel[NameCard], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.setFixedWidth(WIDTH_PX)
        self._build(workplace)
        self.line.textChanged.connect(self._on_touched)
        self.combo.currentIndexChanged.connect(self._on_touched)
        self.line.returnPressed.connect(self.entered)
        self.list.activated.connect(self.entered)
        self.list.chosen.connect(self.chosen)

    def _build(self, workplace: Workplace) -> None:
        self.list = TwoLineList("People", self)
        self.list.setModel(self._model)
        self.line = SearchLine(
            self.list,
            name="Search the pairs",
            placeholder="Name, customer or import",
            theme=workplace.theme,
            parent=self,
        )
        self.combo = QComboBox(self)
        self.combo.setAccessibleName("Which signatures")
        for value, text in _SHOWN:
            self.combo.addItem(text, value)
        QWidget.setTabOrder(self.combo, self.list)
        self._count = QLabel(self)
        self._count.setProperty("kind", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        layout.addWidget(self.combo)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._count)

    def filters(self) -> PairFilters:
        """What is asked for now."""
        return PairFilters(self.line.text(), str(self.combo.currentData()))

    def show_filters(self, filters: PairFilters) -> None:
        """Set both controls; `changed` does not come."""
        blockers = [QSignalBlocker(self.line), QSignalBlocker(self.combo)]
        self.line.setText(filters.text)
        self.combo.setCurrentIndex(max(0, self.combo.findData(filters.show)))
        del blockers

    def show_listed(self, *, owner: str, odd: int) -> None:
        """Mark the person who is looked at, and say how many need attention."""
        people = self._model.rowCount()
        self._count.setText(counted(people, "person").replace("persons", "people"))
        place = self.combo.findData(ATTENTION)
        self.combo.setItemText(place, f"Needs attention ({odd:,})" if odd else "Needs attention")
        self.list.mark(self._model.row_of(owner))

    @Slot()
    def _on_touched(self) -> None:
        self.changed.emit(self.filters())
