"""How are the surface of a card, and lines of words on it, drawn?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.assets import icon_pixmap

RADIUS_PX = 6


def plain_palette() -> QPalette:
    """The palette of the desk; that of a view whose background is see-through has no paper of its own."""
    return QGuiApplication.palette()


def card_frame(room: QRect, *, gap: tuple[int, int]) -> QRectF:
    """Where a card lies in its room; of the gap beside and below it, one pixel is above and to the left."""
    beside, below = gap
    return QRectF(room.left() + 1, room.top() + 1, room.width() - beside, room.height() - below)


@contextmanager
def card_surface(
    painter: QPainter, option: QStyleOptionViewItem, *, gap: tuple[int, int]
) -> Iterator[QRectF]:
    """The surface of a card, to be drawn on; a chosen one is tinted, and rimmed where the keys go to it."""
    state, colours = option.state, plain_palette().color
    is_chosen = bool(state & QStyle.StateFlag.State_Selected)
    has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
    edge = colours(QPalette.ColorRole.Accent if is_chosen else QPalette.ColorRole.Mid)
    inside = colours(QPalette.ColorRole.Highlight if is_chosen else QPalette.ColorRole.Base)
    frame = card_frame(option.rect, gap=gap)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 2 if is_chosen and has_focus else 1))
    painter.setBrush(inside)
    painter.drawRoundedRect(frame, RADIUS_PX, RADIUS_PX)
    yield frame
    painter.restore()


class Lines:
    """Lines of words one under the other, from the top of a room; `line` is the room of the next."""

    def __init__(self, painter: QPainter, room: QRectF, font: QFont) -> None:
        self._painter, self._font = painter, font
        self.line = QRectF(room.left(), room.top(), room.width(), line_px(font))

    def say(
        self,
        words: str,
        *,
        is_strong: bool = False,
        is_muted: bool = False,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        sign: str = "",
    ) -> None:
        """Draw these words, and go on to the next line."""
        font = strong(self._font) if is_strong else self._font
        role = QPalette.ColorRole.PlaceholderText if is_muted else QPalette.ColorRole.Text
        colour = plain_palette().color(role)
        draw_line(self._painter, self.line, words, font=font, colour=colour, elide=elide, sign=sign)
        self.line.translate(0, self.line.height())


def draw_line(
    painter: QPainter,
    room: QRectF,
    text: str,
    *,
    font: QFont,
    colour: QColor,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    sign: str = "",
) -> None:
    """One line of words that is cut where it does not fit; `sign` is an icon before it."""
    if sign:
        side = QFontMetrics(font).ascent() + 2
        ratio = painter.device().devicePixelRatioF()
        pixmap = icon_pixmap(sign, colour=colour.name(), size_px=side, ratio=ratio)
        painter.drawPixmap(QRect(int(room.left()), int(room.center().y() - side / 2), side, side), pixmap)
        room = room.adjusted(side + 6, 0, 0, 0)
    painter.setFont(font)
    painter.setPen(colour)
    cut = QFontMetrics(font).elidedText(text, elide, int(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)


def strong(font: QFont) -> QFont:
    """The same font, half bold."""
    result = QFont(font)
    result.setWeight(QFont.Weight.DemiBold)
    return result


def line_px(font: QFont) -> int:
    """The height of one line of words with its air."""
    return QFontMetrics(font).height() + 4
