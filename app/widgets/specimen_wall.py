"""How do the specimens of a signatory look side by side, as scanned or as ink?"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.widgets.card_list import CARD_ROLE, CardList
from app.widgets.cards import (
    WITHDRAWN_OPACITY,
    Pictured,
    draw_card,
    draw_line,
    draw_picture,
    line_px,
    plain_palette,
    strong,
)

Index = QModelIndex | QPersistentModelIndex

NARROWEST_PX = 232
GAP_PX = 16
END_PX = 32
"""What lies right of the last card: the gap, and the room that the view keeps for its scroll bar."""
PADDING_PX = 8
PICTURE_SHARE = 0.46
"""The picture's height as a share of its width: signatures are about twice as wide as high."""
WORD_LINES = 4


class WallCard(Protocol):
    """What the model's CARD_ROLE holds."""

    @property
    def date(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def agreement(self) -> str: ...
    @property
    def distance(self) -> str: ...
    @property
    def findings(self) -> tuple[str, ...]: ...
    @property
    def is_odd(self) -> bool: ...
    @property
    def is_withdrawn(self) -> bool: ...
    @property
    def thumbnail(self) -> Pictured | None: ...


class SpecimenWall(CardList):
    """Cards in rows that fill the width. Delete withdraws what is chosen; Enter or two clicks look closer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Specimens", parent)
        self._delegate = _CardDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.viewport().setAutoFillBackground(False)

    @property
    def shows_ink(self) -> bool:
        return self._delegate.shows_ink

    def show_ink(self, *, is_on: bool) -> None:
        """Draw the ink as the network sees it, or the scan as it came."""
        self._delegate.shows_ink = is_on
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Share the width out among as many cards as have room in a row."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        width = self.maximumViewportSize().width() - bar - 2  # the view itself leaves room for the bar
        columns = max(1, width // (NARROWEST_PX + GAP_PX))
        cell = width // columns
        self._delegate.cell = QSize(cell, card_height(cell - GAP_PX, self.font()) + GAP_PX)
        self.setGridSize(self._delegate.cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def card_height(width: int, font: QFont) -> int:
    """How high a card of this width is: its picture and its lines of words."""
    picture = round((width - 2 * PADDING_PX) * PICTURE_SHARE)
    return 3 * PADDING_PX + picture + WORD_LINES * line_px(font)


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shows_ink = False
        self.cell = QSize(NARROWEST_PX + GAP_PX, 240)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: WallCard = index.data(CARD_ROLE)
        state = option.state
        palette = plain_palette()
        rect = option.rect
        font = option.font
        frame = QRectF(rect.left() + 1, rect.top() + 1, rect.width() - GAP_PX, rect.height() - GAP_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        draw_card(painter, frame, palette, is_chosen=is_chosen, has_focus=has_focus)
        inside = frame.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        picture = QRectF(inside.topLeft(), inside.size())
        picture.setHeight(round(inside.width() * PICTURE_SHARE))
        painter.setOpacity(WITHDRAWN_OPACITY if card.is_withdrawn else 1.0)
        draw_picture(painter, picture, card.thumbnail, palette, as_ink=self.shows_ink)
        painter.setOpacity(1.0)
        _draw_words(painter, inside.adjusted(0, picture.height() + PADDING_PX, 0, 0), card, palette, font)
        painter.restore()


def _draw_words(painter: QPainter, room: QRectF, card: WallCard, palette: QPalette, font: QFont) -> None:
    text, muted = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)
    line = QRectF(room.left(), room.top(), room.width(), line_px(font))
    step = line.height()
    draw_line(painter, line, card.date, font=strong(font), colour=muted if card.is_withdrawn else text)
    line.translate(0, step)
    if card.is_withdrawn:
        draw_line(painter, line, "Withdrawn", font=strong(font), colour=text, sign="withdraw")
    elif card.is_odd:
        draw_line(painter, line, card.agreement, font=strong(font), colour=text, sign="warning")
    else:
        draw_line(painter, line, card.agreement, font=font, colour=text)
        used = QFontMetrics(font).horizontalAdvance(card.agreement + "  ")
        if used + QFontMetrics(font).horizontalAdvance(card.distance) <= line.width():
            draw_line(painter, line.adjusted(used, 0, 0, 0), card.distance, font=font, colour=muted)
    line.translate(0, step)
    draw_line(painter, line, card.source, font=font, colour=muted, elide=Qt.TextElideMode.ElideMiddle)
    line.translate(0, step)
    if card.findings:
        draw_line(painter, line, " · ".join(card.findings), font=font, colour=muted, sign="warning")
