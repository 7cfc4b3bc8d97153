"""How does a list look whose rows are a name and a line about it?"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.widgets.card_list import CARD_ROLE, Index
from app.widgets.cards import Lines, line_px, plain_palette

PADDING_PX = 8
BAR_PX = 3


class TwoLineCard(Protocol):
    """What the model's CARD_ROLE holds."""

    @property
    def key(self) -> int | str: ...
    @property
    def name(self) -> str: ...
    @property
    def line(self) -> str: ...


class TwoLineList(QListView):
    """One row is chosen at a time; its place is marked by tint and by a bar."""

    chosen = Signal(object)  # the key of a card

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setProperty("kind", "plain")

    def step(self, rows: int) -> None:
        """Choose the row so many places down, stopping at the ends."""
        count = self.model().rowCount()
        if count:
            row = max(0, min(count - 1, self.currentIndex().row() + rows))
            self.setCurrentIndex(self.model().index(row, 0))

    def mark(self, row: int) -> bool:
        """Mark a row, none for -1, without choosing it anew; False where none is marked."""
        selection = self.selectionModel()
        was_blocked = selection.blockSignals(True)
        self.setCurrentIndex(self.model().index(row, 0) if row >= 0 else QModelIndex())
        selection.blockSignals(was_blocked)
        self.viewport().update()
        return row >= 0

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(CARD_ROLE).key)

    def rows_per_page(self) -> int:
        """How many rows can be seen at once."""
        return max(1, self.viewport().height() // max(1, self.sizeHintForRow(0)))


class _RowDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(160, 2 * line_px(option.font) + 2 * PADDING_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: TwoLineCard = index.data(CARD_ROLE)
        row = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_row(painter, row, option.state, plain_palette())
        words = row.adjusted(2 * PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        lines = Lines(painter, words, option.font)
        lines.say(card.name, is_strong=True)
        lines.say(card.line, is_muted=True)
        painter.restore()


def _draw_row(painter: QPainter, row: QRectF, state: QStyle.StateFlag, palette: QPalette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 6, 6)
        painter.setBrush(palette.color(QPalette.ColorRole.Accent))
        painter.drawRoundedRect(QRectF(row.left() + 2, row.top() + 10, BAR_PX, row.height() - 20), 1.5, 1.5)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 6, 6)
