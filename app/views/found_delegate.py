"""How is one thing found drawn: its icon, its name, what else is known of it, and what Enter would open?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.found_model import DETAIL_ROLE, OPENS_ROLE
from app.theme.theme import SMALL, Theme
from app.theme.tokens import ICON_PX

ROW_PX = 40
_SIDE_PX = 12
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FoundDelegate(QStyledItemDelegate):
    """One line: icon, title, muted detail, and at the right what it opens."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(8, 1, -8, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(rect, 6, 6)
        sign: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        place = QRect(rect.left() + _SIDE_PX, rect.center().y() - ICON_PX // 2 + 1, ICON_PX, ICON_PX)
        sign.paint(painter, place)
        words = rect.adjusted(2 * _SIDE_PX + ICON_PX, 0, -_SIDE_PX, 0)
        small = self._theme.font(SMALL)
        opens = index.data(OPENS_ROLE)
        words = self._right(painter, words, opens, font=small, colour=tokens.muted)
        title = index.data(Qt.ItemDataRole.DisplayRole)
        words = self._left(painter, words, title, font=self._theme.font(), colour=tokens.text)
        detail = index.data(DETAIL_ROLE)
        if opens:
            self._left(painter, words, detail, font=small, colour=tokens.muted)
        else:
            self._right(painter, words, detail, font=small, colour=tokens.muted)
        painter.restore()

    @staticmethod
    def _left(painter: QPainter, room: QRect, text: str, *, font: QFont, colour: str) -> QRect:
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(room, _LEFT, shown)
        return room.adjusted(metrics.horizontalAdvance(shown) + _SIDE_PX, 0, 0, 0)

    @staticmethod
    def _right(painter: QPainter, room: QRect, text: str, *, font: QFont, colour: str) -> QRect:
        width = QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return room.adjusted(0, 0, -width - _SIDE_PX, 0)
