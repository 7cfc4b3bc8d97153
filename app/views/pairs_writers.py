"""Whose collected signatures are looked at? A line to type in, a filter, and the list of people."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.assets import icon
from app.models.writers_model import WritersModel
from app.presenters.customer_words import counted
from app.presenters.pairs_filters import ALL, ATTENTION, PairFilters
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
    """The keys that move in a list work while typing, so that the hands stay on the search line."""

    changed = Signal(object)  # PairFilters
    chosen = Signal(str)  # whose signatures
    entered = Signal()  # Enter: on to the signatures

    def __init__(self, workplace: Workplace, model: WritersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._model = workplace.theme, model
        self.setFixedWidth(WIDTH_PX)
        self._build()
        self._tint()
        self._theme.changed.connect(self._tint)
        self.line.textChanged.connect(self._on_touched)
        self.combo.currentIndexChanged.connect(self._on_touched)
        self.line.returnPressed.connect(self.entered)
        self.list.activated.connect(self.entered)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)

    def _build(self) -> None:
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("Name, customer or import")
        self.line.setAccessibleName("Search the pairs")
        self.line.setAcceptDrops(False)  # a folder dropped here is an import, not its address
        self.line.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.line.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.line.installEventFilter(self)
        self.combo = QComboBox(self)
        self.combo.setAccessibleName("Which signatures")
        for value, text in _SHOWN:
            self.combo.addItem(text, value)
        self.list = TwoLineList(second_line=WritersModel.SECOND_LINE, name="People", parent=self)
        self.list.setModel(self._model)
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
        row = self._model.row_of(owner)
        selection = self.list.selectionModel()
        was_blocked = selection.blockSignals(True)
        self.list.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        selection.blockSignals(was_blocked)
        self.list.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            page = self.list.rows_per_page()
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: page,
                Qt.Key.Key_PageUp: -page,
            }
            if (step := steps.get(Qt.Key(event.key()))) is not None:
                self.list.step(step)
                return True
            if event.key() == Qt.Key.Key_Escape and self.line.text():
                self.line.clear()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_touched(self) -> None:
        self.changed.emit(self.filters())

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        owner = self._model.owner_at(current.row())
        if owner:
            self.chosen.emit(owner)

    @Slot()
    def _tint(self) -> None:
        tokens = self._theme.tokens
        self._glass.setIcon(icon("search", tokens, colour=tokens.muted))
