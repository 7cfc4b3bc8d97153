"""How do the specimens of a signatory look side by side?"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from app.widgets.cards import Lines, draw_line, plain_palette
from app.widgets.picture_wall import CardShape, PicturedCard, PictureWall

SHAPE = CardShape(narrowest_px=232, gap_px=16, lines=4)
END_PX = 32
"""What lies right of the last card: the gap, and the room that the view keeps for its scroll bar."""


class WallCard(PicturedCard, Protocol):
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


class SpecimenWall(PictureWall):
    """Delete withdraws what is chosen; Enter or two clicks look closer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Specimens", shape=SHAPE, draw_words=_draw_words, parent=parent)


def _draw_words(painter: QPainter, room: QRectF, card: WallCard, font: QFont) -> None:
    lines = Lines(painter, room, font)
    lines.say(card.date, is_strong=True, is_muted=card.is_withdrawn)
    if card.is_withdrawn:
        lines.say("Withdrawn", is_strong=True, sign="withdraw")
    elif card.is_odd:
        lines.say(card.agreement, is_strong=True, sign="warning")
    else:
        _draw_distance(painter, lines.line, card, font)
        lines.say(card.agreement)
    lines.say(card.source, is_muted=True, elide=Qt.TextElideMode.ElideMiddle)
    if card.findings:
        lines.say(" · ".join(card.findings), is_muted=True, sign="warning")


def _draw_distance(painter: QPainter, line: QRectF, card: WallCard, font: QFont) -> None:
    """Right of the agreement, where there is room for all of it."""
    used = QFontMetrics(font).horizontalAdvance(card.agreement + "  ")
    if used + QFontMetrics(font).horizontalAdvance(card.distance) <= line.width():
        muted = plain_palette().color(QPalette.ColorRole.PlaceholderText)
        draw_line(painter, line.adjusted(used, 0, 0, 0), card.distance, font=font, colour=muted)
