"""How does ink come onto the pad while it is written, smoothly and without a wait?"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from core.image.drawing import MORE, PEN_MM

_EDGE_PX = 2.0
Point = tuple[QPointF, float]
"""A place in widget pixels, and the width of the line there."""


def line_px(pressure: float, *, px_per_mm: float) -> float:
    """How wide the line is drawn, as on the page that is judged; `pressure` in [0, 1], or NaN."""
    pressed = 0.0 if math.isnan(pressure) else 2.0 * pressure - 1.0
    return PEN_MM * px_per_mm * (1.0 + MORE * pressed)


class PenInk:
    """A layer of ink. Each step draws its own bit of curve, and tells which part of the pad is another."""

    def __init__(self) -> None:
        self.layer = QPixmap()
        self._colour = QColor()
        self._strokes: list[list[Point]] = []

    def fit(self, size: QSize, *, ratio: float, colour: QColor) -> None:
        """Draw all of it anew, for a pad of `size` logical pixels on a screen of this device pixel ratio."""
        self._colour = colour
        self.layer = QPixmap(size * ratio)
        self.layer.setDevicePixelRatio(ratio)
        self._draw_all()

    def begin(self, at: QPointF, *, width_px: float) -> QRectF:
        """Put the pen down; returns what has changed."""
        self._strokes.append([(at, width_px)])
        return self._draw(_dot((at, width_px)))

    def go_on(self, to: QPointF, *, width_px: float) -> QRectF:
        """Draw the curve up to half-way to the new place, where the next one will join it."""
        stroke = self._strokes[-1]
        stroke.append((to, width_px))
        return self._draw(_bend(stroke[-3:]))

    def end(self) -> QRectF:
        """Lift the pen: draw the last half of a step."""
        return self._draw(_tail(self._strokes[-1]))

    def take_back(self) -> None:
        """Wipe the last stroke out."""
        if self._strokes:
            self._strokes.pop()
            self._draw_all()

    def clear(self) -> None:
        """Wipe everything out."""
        self._strokes.clear()
        self._draw_all()

    def _draw_all(self) -> None:
        self.layer.fill(Qt.GlobalColor.transparent)
        for stroke in self._strokes:
            self._draw(_dot(stroke[0]))
            for end in range(2, len(stroke) + 1):
                self._draw(_bend(stroke[max(0, end - 3) : end]))
            self._draw(_tail(stroke))

    def _draw(self, piece: tuple[QPainterPath, float]) -> QRectF:
        path, width = piece
        if self.layer.isNull():
            return QRectF()
        painter = QPainter(self.layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(
                self._colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            )
        )
        painter.drawPath(path)
        painter.end()
        reach = width / 2 + _EDGE_PX
        return path.controlPointRect().adjusted(-reach, -reach, reach, reach)


def _dot(point: Point) -> tuple[QPainterPath, float]:
    return _line(point, point)


def _line(start: Point, end: Point) -> tuple[QPainterPath, float]:
    path = QPainterPath(start[0])
    path.lineTo(end[0] if end[0] != start[0] else end[0] + QPointF(0.01, 0.0))  # Qt draws no line to itself
    return path, (start[1] + end[1]) / 2


def _bend(points: list[Point]) -> tuple[QPainterPath, float]:
    """The curve between the middles of two steps, around the place where they meet."""
    if len(points) < 3:
        return _line(points[0], (_middle(points[0], points[1]), points[1][1]))
    first, corner, last = points
    path = QPainterPath(_middle(first, corner))
    path.quadTo(corner[0], _middle(corner, last))
    return path, corner[1]


def _tail(stroke: list[Point]) -> tuple[QPainterPath, float]:
    if len(stroke) < 2:
        return _dot(stroke[0])
    before, last = stroke[-2:]
    return _line((_middle(before, last), before[1]), last)


def _middle(one: Point, other: Point) -> QPointF:
    return (one[0] + other[0]) / 2
