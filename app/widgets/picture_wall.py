"""How do cards with a picture above a few words stand side by side, as scanned or as ink?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.widgets.card_list import CARD_ROLE, CardList, Index
from app.widgets.card_picture import Pictured, draw_picture
from app.widgets.cards import card_surface, line_px

PADDING_PX = 8
PICTURE_SHARE = 0.46
"""The picture's height as a share of its width: signatures are about twice as wide as high."""
FADED_OPACITY = 0.35

DrawWords = Callable[[QPainter, QRectF, Any, QFont], None]
"""Draws the words of a card into the room below its picture."""


class PicturedCard(Protocol):
    """What of a card is drawn here; a faded one does not count any more."""

    @property
    def thumbnail(self) -> Pictured | None: ...
    @property
    def is_faded(self) -> bool: ...


@dataclass(frozen=True)
class CardShape:
    """How wide a card is at least, the gap beside and below it, and its lines of words."""

    narrowest_px: int
    gap_px: int
    lines: int

    def cell(self, width_px: int, font: QFont) -> QSize:
        """The room of one card with its gaps."""
        picture = round((width_px - self.gap_px - 2 * PADDING_PX) * PICTURE_SHARE)
        return QSize(width_px, 3 * PADDING_PX + picture + self.lines * line_px(font) + self.gap_px)


class PictureCards(CardList):
    """Cards on the ground of the page, all of them as scanned or all as ink."""

    def __init__(
        self, name: str, *, shape: CardShape, draw_words: DrawWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self.shape = shape
        self._delegate = _CardDelegate(shape, draw_words, self)
        self.setItemDelegate(self._delegate)
        self.setMovement(QListView.Movement.Static)
        self.viewport().setAutoFillBackground(False)
        self.set_card_width(shape.narrowest_px + shape.gap_px)

    @property
    def cell(self) -> QSize:
        """The room of one card with its gaps."""
        return self._delegate.cell

    def set_card_width(self, width_px: int) -> None:
        """Give each card with its gap so much room."""
        self._delegate.cell = self.shape.cell(width_px, self.font())

    @property
    def shows_ink(self) -> bool:
        return self._delegate.shows_ink

    def show_ink(self, *, is_on: bool) -> None:
        """Draw the ink as the network sees it, or the scan as it came."""
        self._delegate.shows_ink = is_on
        self.viewport().update()


class PictureWall(PictureCards):
    """Rows of cards that fill the width."""

    def __init__(
        self, name: str, *, shape: CardShape, draw_words: DrawWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, shape=shape, draw_words=draw_words, parent=parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)  # the mode has just let cards be moved

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
        self.columns = max(1, width // (self.shape.narrowest_px + self.shape.gap_px))
        self.set_card_width(width // self.columns)
        self.setGridSize(self.cell)


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, shape: CardShape, draw_words: DrawWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._gap = (shape.gap_px, shape.gap_px)
        self._draw_words = draw_words
        self.shows_ink = False
        self.cell = QSize()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: PicturedCard = index.data(CARD_ROLE)
        with card_surface(painter, option, gap=self._gap) as frame:
            inside = frame.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
            picture = QRectF(inside.topLeft(), inside.size())
            picture.setHeight(round(inside.width() * PICTURE_SHARE))
            painter.setOpacity(FADED_OPACITY if card.is_faded else 1.0)
            draw_picture(painter, picture, card.thumbnail, as_ink=self.shows_ink)
            painter.setOpacity(1.0)
            words = inside.adjusted(0, picture.height() + PADDING_PX, 0, 0)
            self._draw_words(painter, words, card, option.font)
