"""How is a signature shown on which champion and challenger disagree?"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.theme.theme import Theme
from app.widgets.card_list import CARD_ROLE, CardList
from app.widgets.cards import Pictured, draw_card, draw_line, draw_picture, line_px, plain_palette, strong

Index = QModelIndex | QPersistentModelIndex

PICTURE_PX = 176
PADDING_PX = 8
GAP_PX = 8
LINES = 4
SETTLED_AFTER_MS = 60
"""While a clerk scrolls on, no pictures are asked for."""


class TurnedCard(Protocol):
    """What the model's CARD_ROLE holds."""

    @property
    def champion(self) -> str: ...
    @property
    def challenger(self) -> str: ...
    @property
    def champion_llr(self) -> float: ...
    @property
    def challenger_llr(self) -> float: ...
    @property
    def label(self) -> str: ...
    @property
    def whose(self) -> str: ...
    @property
    def is_better(self) -> bool: ...
    @property
    def is_gone(self) -> bool: ...
    @property
    def thumbnail(self) -> Pictured | None: ...


class TurnedList(CardList):
    """One card under the other; says which rows are in sight, so that only their pictures are made."""

    seen = Signal(list)  # rows, from the top

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Signatures that changed sides", parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_CardDelegate(theme, self))
        self.viewport().setAutoFillBackground(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self.verticalScrollBar().valueChanged.connect(self._on_moved)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_moved()

    def rows_in_sight(self) -> list[int]:
        """The rows that can be seen now, from the top."""
        view, model = self.viewport().rect(), self.model()
        if not self.isVisible():
            return []
        rows = range(model.rowCount())
        return [row for row in rows if self.visualRect(model.index(row, 0)).intersects(view)]

    @Slot()
    def look(self) -> None:
        """Say which rows are in sight."""
        self._timer.stop()
        self.seen.emit(self.rows_in_sight())

    @Slot()
    def _on_moved(self) -> None:
        self._timer.start(SETTLED_AFTER_MS)


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(320, LINES * line_px(option.font) + 2 * PADDING_PX + GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: TurnedCard = index.data(CARD_ROLE)
        state, palette, rect = option.state, plain_palette(), option.rect
        frame = QRectF(rect.left() + 1, rect.top() + 1, rect.width() - 2, rect.height() - GAP_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        draw_card(painter, frame, palette, is_chosen=is_chosen, has_focus=has_focus)
        inside = frame.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        picture = QRectF(inside.left(), inside.top(), PICTURE_PX, inside.height())
        draw_picture(painter, picture, card.thumbnail, palette, as_ink=False)
        self._draw_words(painter, inside.adjusted(PICTURE_PX + 2 * PADDING_PX, 0, 0, 0), card, option)
        painter.restore()

    def _draw_words(
        self, painter: QPainter, room: QRectF, card: TurnedCard, option: QStyleOptionViewItem
    ) -> None:
        font, palette = option.font, plain_palette()
        text, muted = (
            palette.color(QPalette.ColorRole.Text),
            palette.color(QPalette.ColorRole.PlaceholderText),
        )
        line = QRectF(room.left(), room.top(), room.width(), line_px(font))
        draw_line(painter, line, card.label, font=strong(font), colour=text)
        better = "Nearer to its label" if card.is_better else "Further from its label"
        width = QFontMetrics(font).horizontalAdvance(better) + 40
        right = line.adjusted(max(0.0, line.width() - width), 0, 0, 0)
        sign = "done" if card.is_better else "warning"
        draw_line(painter, right, better, font=font, colour=muted, sign=sign)
        sides = (
            ("Champion", card.champion, card.champion_llr),
            ("Challenger", card.challenger, card.challenger_llr),
        )
        named = QFontMetrics(font).horizontalAdvance("Challenger") + 2 * PADDING_PX
        for name, verdict, llr in sides:
            line.translate(0, line.height())
            draw_line(painter, line, name, font=font, colour=muted)
            colour = QColor(self._theme.tokens.verdict(verdict))
            said = f"{verdict.capitalize()}, LLR {llr:+.1f}".replace("-", "\N{MINUS SIGN}")
            draw_line(painter, line.adjusted(named, 0, 0, 0), said, font=font, colour=colour, sign=verdict)
        line.translate(0, line.height())
        whose = "Its picture is no longer there" if card.is_gone else card.whose
        draw_line(painter, line, whose, font=font, colour=muted, elide=Qt.TextElideMode.ElideMiddle)
