"""Where are the parts of a scan that waits, and how are they drawn?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen

from app.widgets.card_picture import Pictured, Plane, draw_picture
from app.widgets.cards import Lines, draw_line, line_px, plain_palette, strong

GAP_PX = 8
PADDING_PX = 12
CHECK_PX = 20
NARROWEST_PICTURE_PX, WIDEST_PICTURE_PX = 120, 232
WORDS_PX = 340
WORD_LINES = 6
LEFT_OUT_OPACITY = 0.45
MARK_TEXT = "Mark each signature"


class WaitingCard(Protocol):
    """What the model's CARD_ROLE holds."""

    @property
    def name(self) -> str: ...
    @property
    def size(self) -> str: ...
    @property
    def picture(self) -> Plane: ...
    @property
    def paper(self) -> int: ...
    @property
    def thumbnail(self) -> Pictured | None: ...
    @property
    def findings(self) -> tuple[str, ...]: ...
    @property
    def is_fit(self) -> bool: ...
    @property
    def is_chosen(self) -> bool: ...
    @property
    def has_several(self) -> bool: ...
    def state(self) -> str: ...


@dataclass(frozen=True, eq=False)
class _AsDropped:
    """The whole page as the scan, and the ink of the signature once it is known."""

    scan: Plane
    ink: Plane
    paper: int


@dataclass(frozen=True)
class Places:
    """Where the parts of one card lie; `mark` offers to mark the signatures on its page."""

    check: QRect
    scan: QRectF
    ink: QRectF
    words: QRectF
    mark: QRectF


def places_in(frame: QRectF, font: QFont) -> Places:
    """The parts of a card from left to right; the pictures take what the words leave."""
    left = int(frame.left()) + PADDING_PX
    check = QRect(left, int(frame.center().y()) - CHECK_PX // 2, CHECK_PX, CHECK_PX)
    spare = (frame.width() - 4 * PADDING_PX - CHECK_PX - WORDS_PX) / 2
    width = max(NARROWEST_PICTURE_PX, min(WIDEST_PICTURE_PX, spare))
    top, height = frame.top() + PADDING_PX, frame.height() - 2 * PADDING_PX
    scan = QRectF(check.right() + PADDING_PX, top, width, height)
    ink = QRectF(scan.right() + GAP_PX, top, width, height)
    words_left = ink.right() + 2 * GAP_PX
    words = QRectF(words_left, top, frame.right() - PADDING_PX - words_left, height)
    high = line_px(font)
    wide = QFontMetrics(strong(font)).horizontalAdvance(MARK_TEXT) + 2 * high
    mark = QRectF(words.left(), words.bottom() - high, min(words.width(), wide), high)
    return Places(check, scan, ink, words, mark)


def draw_parts(painter: QPainter, frame: QRectF, card: WaitingCard, font: QFont) -> None:
    """Draw all that lies on the surface of a card."""
    places = places_in(frame, font)
    if card.is_fit:
        _draw_check(painter, places.check, is_on=card.is_chosen)
    ink = card.thumbnail.ink if card.thumbnail else card.picture
    dropped = _AsDropped(scan=card.picture, ink=ink, paper=card.paper)
    is_left_out = card.is_fit and not card.is_chosen
    painter.setOpacity(LEFT_OUT_OPACITY if is_left_out else 1.0)
    draw_picture(painter, places.scan, dropped, as_ink=False)
    draw_picture(painter, places.ink, dropped if card.thumbnail else None, as_ink=True)
    painter.setOpacity(1.0)
    _draw_words(painter, places, card, font)


def _draw_check(painter: QPainter, room: QRect, *, is_on: bool) -> None:
    palette = plain_palette()
    box = QRectF(room).adjusted(1, 1, -1, -1)
    edge = palette.color(QPalette.ColorRole.Accent if is_on else QPalette.ColorRole.Dark)
    painter.setPen(QPen(edge, 1.5))
    painter.setBrush(edge if is_on else palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(box, 4, 4)
    if is_on:
        tick = (QPointF(0.25, 0.52), QPointF(0.43, 0.70), QPointF(0.75, 0.32))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 2))
        painter.drawPolyline(
            [box.topLeft() + QPointF(p.x() * box.width(), p.y() * box.height()) for p in tick]
        )


def _draw_words(painter: QPainter, places: Places, card: WaitingCard, font: QFont) -> None:
    palette, lines = plain_palette(), Lines(painter, places.words, font)
    lines.say(card.name, is_strong=True, elide=Qt.TextElideMode.ElideMiddle)
    sign = "" if card.is_fit or card.thumbnail is None else "warning"
    lines.say(card.state(), is_strong=bool(sign), sign=sign)
    if card.findings:
        line = lines.line
        below = QRectF(line.left(), line.top(), line.width(), places.mark.top() - line.top())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(below, flags, " ".join(card.findings))
    else:
        lines.say(card.size, is_muted=True)
    if card.has_several:
        accent = palette.color(QPalette.ColorRole.Accent)
        draw_line(painter, places.mark, MARK_TEXT, font=strong(font), colour=accent, sign="crop")
