"""How is one series of a plot told apart from the next? By its colour, its line and its symbol together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen, QPolygonF

from app.theme.tokens import Tokens

LINE_PX = 2.0
BAND_OPACITY = 0.16
"""Faint enough that two bands, a line and the grid can lie over one another."""


@dataclass(frozen=True)
class Look:
    """A series as it is drawn: `colour` is the name of a token, `symbol` is empty, disc or diamond."""

    colour: str
    line: Qt.PenStyle = Qt.PenStyle.SolidLine
    symbol: str = ""
    is_band: bool = False


FIRST = Look("accent", symbol="disc")
SECOND = Look("second", Qt.PenStyle.DashLine, "diamond")
THIRD = Look("muted", Qt.PenStyle.DotLine, "disc")


def without_symbol(look: Look) -> Look:
    """The same line, where single points are not marked."""
    return replace(look, symbol="")


def shape(symbol: str) -> QPainterPath:
    """A symbol about the origin, one unit wide."""
    path = QPainterPath()
    if symbol == "diamond":
        corners = [QPointF(0, -0.6), QPointF(0.6, 0), QPointF(0, 0.6), QPointF(-0.6, 0)]
        path.addPolygon(QPolygonF([*corners, corners[0]]))
    elif symbol:
        path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
    return path


def line_pen(look: Look, tokens: Tokens, *, width_px: float = LINE_PX) -> QPen:
    """The pen of a line; as wide on the screen however far the plot reaches."""
    pen = QPen(QColor(getattr(tokens, look.colour)), width_px, look.line)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCosmetic(True)
    return pen


def rim_pen(tokens: Tokens) -> QPen:
    """Around a symbol, so that it stands off the line under it."""
    pen = QPen(QColor(tokens.surface), 1)
    pen.setCosmetic(True)
    return pen


def fill_brush(look: Look, tokens: Tokens) -> QBrush:
    """The inside of a symbol."""
    return QBrush(QColor(getattr(tokens, look.colour)))


def band_brush(look: Look, tokens: Tokens) -> QBrush:
    """The inside of a band, or the area under a line."""
    colour = QColor(getattr(tokens, look.colour))
    colour.setAlphaF(BAND_OPACITY)
    return QBrush(colour)
