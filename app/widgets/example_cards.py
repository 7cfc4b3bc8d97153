"""How do collected signatures look: on a wall, thousands of them, and the specimens in a row above?"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QWidget

from app.widgets.cards import Lines
from app.widgets.picture_wall import CardShape, PictureCards, PicturedCard, PictureWall

WALL = CardShape(narrowest_px=168, gap_px=8, lines=4)
STRIP = CardShape(narrowest_px=144, gap_px=8, lines=1)


class LabelledCard(PicturedCard, Protocol):
    """What the model's CARD_ROLE holds; `sign` is an icon, or nothing."""

    @property
    def label(self) -> str: ...
    @property
    def sign(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def odd(self) -> str: ...


class ExampleWall(PictureWall):
    """The presented signatures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Presented signatures", shape=WALL, draw_words=_draw_label, parent=parent)


class SpecimenRow(PictureCards):
    """The specimens in one row, to be compared with by eye."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Specimens", shape=STRIP, draw_words=_draw_date, parent=parent)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.setFixedHeight(self.cell.height() + bar)


def _draw_date(painter: QPainter, room: QRectF, card: LabelledCard, font: QFont) -> None:
    Lines(painter, room, font).say(card.date, is_muted=True, sign=card.sign)


def _draw_label(painter: QPainter, room: QRectF, card: LabelledCard, font: QFont) -> None:
    lines = Lines(painter, room, font)
    lines.say(card.label, is_strong=True, sign=card.sign)
    lines.say(card.source, is_muted=True)
    lines.say(card.date, is_muted=True)
    if card.odd:
        lines.say(card.odd, is_strong=True, sign="warning")
