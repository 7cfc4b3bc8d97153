"""How does a list look whose rows are a name and a line about it?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.widgets.cards import draw_line, line_px, plain_palette, strong

Index = QModelIndex | QPersistentModelIndex

PADDING_PX = 8
BAR_PX = 3


class TwoLineList(QListView):
    """One row is chosen at a time; its place is marked by tint and by a bar."""

    def __init__(self, *, second_line: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_RowDelegate(second_line, self))
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

    def rows_per_page(self) -> int:
        """How many rows can be seen at once."""
        return max(1, self.viewport().height() // max(1, self.sizeHintForRow(0)))


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, second_line: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._second_line = second_line

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        font = option.font
        return QSize(160, 2 * line_px(font) + 2 * PADDING_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state = option.state
        palette = plain_palette()
        rect = option.rect
        font = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_row(painter, QRectF(rect), state, palette)
        words = QRectF(rect).adjusted(2 * PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        line = QRectF(words.left(), words.top(), words.width(), words.height() / 2)
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        draw_line(painter, line, name, font=strong(font), colour=palette.color(QPalette.ColorRole.Text))
        line.translate(0, line.height())
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        draw_line(painter, line, str(index.data(self._second_line)), font=font, colour=muted)
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
