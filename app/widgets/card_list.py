"""What have all lists of cards in common: how they scroll and select, and which cards are in sight?"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = Qt.ItemDataRole.UserRole


class CardList(QListView):
    """Cards of one size, drawn by a delegate; each has a `key`. Delete asks to take out what is selected."""

    removal_pressed = Signal()
    looked_closer = Signal(object)  # the key of a card: Enter, or two clicks
    in_sight = Signal(list)  # keys, in the order shown, so that only their pictures need be made

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = 1
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("kind", "plain")
        self.activated.connect(self._on_activated)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self.look_round)
            bar.rangeChanged.connect(self.look_round)

    def chosen_rows(self) -> list[int]:
        """The rows that are selected, in their order."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def chosen_keys(self) -> list[Any]:
        """The keys of the cards that are selected, in their order."""
        return self._keys(self.chosen_rows())

    def rows_in_sight(self) -> range:
        """The rows that are in sight, whole or in part; counted, because there may be thousands."""
        count = self.model().rowCount()
        if not count:
            return range(0)
        cell, room = self.sizeHintForIndex(self.model().index(0, 0)), self.viewport().size()
        if self.flow() is QListView.Flow.LeftToRight and not self.isWrapping():
            start, seen, step = self.horizontalScrollBar().value(), room.width(), cell.width()
        else:
            start, seen, step = self.verticalScrollBar().value(), room.height(), cell.height()
        first, last = start // step, (start + seen) // step
        return range(first * self.columns, min((last + 1) * self.columns, count))

    @Slot()
    def look_round(self) -> None:
        """Say what is in sight now."""
        if self.isVisible() and self.model() is not None:
            self.in_sight.emit(self._keys(self.rows_in_sight()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_round()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.look_round()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())  # on macOS Enter would start editing instead
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.chosen_rows():
            self.removal_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _keys(self, rows: list[int] | range) -> list[Any]:
        return [self.model().index(row, 0).data(CARD_ROLE).key for row in rows]

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.looked_closer.emit(index.data(CARD_ROLE).key)
