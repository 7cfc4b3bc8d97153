"""How does a clerk get to anything by typing a few letters? The sheet behind Ctrl+K."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from app.models.found_model import FOUND_ROLE, Found, FoundKind, FoundModel
from app.presenters.finder import Finder
from app.views.found_delegate import ROW_PX, FoundDelegate
from app.widgets.sheet import Sheet
from app.workplace import Workplace

_MOST_ROWS = 10
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS,
    Qt.Key.Key_PageUp: -_MOST_ROWS,
}


class Palette(Sheet):
    """One line to type in, and what was found below it: signatories, customers, commands."""

    signatory_chosen = Signal(int)
    customer_chosen = Signal(int)
    command_chosen = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(workplace.theme, width_px=600, parent=parent)
        self.setAccessibleName("Find anything")
        self._page = ""
        self._finder = Finder(workplace, self)
        self._model = FoundModel(workplace.theme, self)
        self._build()
        self._text.textChanged.connect(self._on_text_changed)
        self._list.clicked.connect(self._on_row_chosen)
        self._finder.found.connect(self._on_found)

    def _build(self) -> None:
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(8)
        self._text = QLineEdit(self.card)
        self._text.setProperty("kind", "palette")
        self._text.setPlaceholderText("Customer, account, signatory or command")
        self._text.setAccessibleName("Find anything")
        self._text.installEventFilter(self)
        line = QFrame(self.card)
        line.setProperty("kind", "line")
        self._list = QListView(self.card)
        self._list.setProperty("kind", "plain")
        self._list.setModel(self._model)
        self._list.setItemDelegate(FoundDelegate(self._theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Found")
        self._list.setUniformItemSizes(True)
        self._none = QLabel("Nothing in the bank or the program has these words in it.", self.card)
        self._none.setProperty("kind", "muted")
        self._none.setContentsMargins(20, 8, 20, 8)
        for widget in (self._text, line, self._list, self._none):
            layout.addWidget(widget)

    def start(self, page: str) -> None:
        """Open with an empty line; commands are those of this page and those of every page."""
        self._page = page
        self._text.clear()
        self._finder.find("", page=page)
        self.open(self._text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_row_chosen(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        count = self._model.rowCount()
        if count:
            row = self._list.currentIndex().row() + step
            row = row % count if abs(step) == 1 else min(max(row, 0), count - 1)
            self._list.setCurrentIndex(self._model.index(row))

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._finder.find(text, page=self._page)

    @Slot(object)
    def _on_found(self, found: list[Found]) -> None:
        self._model.set_found(found)
        self._list.setCurrentIndex(self._model.index(0))
        self._list.setFixedHeight(min(len(found), _MOST_ROWS) * ROW_PX + 2)
        self._list.setVisible(bool(found))
        self._none.setVisible(not found)

    @Slot(QModelIndex)
    def _on_row_chosen(self, index: QModelIndex) -> None:
        found: Found | None = index.data(FOUND_ROLE)
        if found is None:
            return
        self.dismiss()
        if found.kind is FoundKind.SIGNATORY:
            self.signatory_chosen.emit(found.id)
        elif found.kind is FoundKind.CUSTOMER:
            self.customer_chosen.emit(found.id)
        else:
            self.command_chosen.emit(found.command)
