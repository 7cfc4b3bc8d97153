"""How do boxes drawn on a page move, grow, shrink and stay on the page? Geometry only, without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Flag

from core.image.page import Box

SHORTEST_SIDE_PX = 16


class Grip(Flag):
    """What a hand holds of a box: its inside (moves it), or one or two of its edges (resizes it)."""

    INSIDE = 0
    LEFT = 1
    TOP = 2
    RIGHT = 4
    BOTTOM = 8


class Sheet:
    """The page that boxes must stay on; every method returns a new box that lies on it, in whole pixels."""

    def __init__(self, width_px: int, height_px: int) -> None:
        self.width_px = width_px
        self.height_px = height_px

    def between(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The box with these opposite corners, whichever way it was drawn."""
        left, right = sorted((_clamp(x0, 0, self.width_px), _clamp(x1, 0, self.width_px)))
        top, bottom = sorted((_clamp(y0, 0, self.height_px), _clamp(y1, 0, self.height_px)))
        return Box(left, top, right - left, bottom - top)

    def moved(self, box: Box, dx: float, dy: float) -> Box:
        """The box pushed by (dx, dy), stopped by the edge of the page; its size is kept."""
        left = _clamp(box.left + dx, 0, self.width_px - box.width)
        top = _clamp(box.top + dy, 0, self.height_px - box.height)
        return Box(left, top, box.width, box.height)

    def resized(self, box: Box, grip: Grip, dx: float, dy: float) -> Box:
        """The box with the gripped edges pulled by (dx, dy); never thinner than SHORTEST_SIDE_PX."""
        left, top, right, bottom = box.left, box.top, box.left + box.width, box.top + box.height
        if Grip.LEFT in grip:
            left = _clamp(left + dx, 0, max(0, right - SHORTEST_SIDE_PX))
        if Grip.RIGHT in grip:
            right = _clamp(right + dx, min(self.width_px, left + SHORTEST_SIDE_PX), self.width_px)
        if Grip.TOP in grip:
            top = _clamp(top + dy, 0, max(0, bottom - SHORTEST_SIDE_PX))
        if Grip.BOTTOM in grip:
            bottom = _clamp(bottom + dy, min(self.height_px, top + SHORTEST_SIDE_PX), self.height_px)
        return Box(left, top, right - left, bottom - top)

    def centred(self, x: float, y: float) -> Box:
        """A new box of a signature's usual proportions around a point."""
        width = max(SHORTEST_SIDE_PX, round(self.width_px * 0.3))
        height = max(SHORTEST_SIDE_PX, min(self.height_px, round(width * 0.4)))
        return self.moved(Box(0, 0, min(width, self.width_px), height), x - width / 2, y - height / 2)


def is_drawn(box: Box) -> bool:
    """Whether a dragged box is large enough to be meant, and not a slip of the hand."""
    return min(box.width, box.height) >= SHORTEST_SIDE_PX


def grip_at(boxes: Sequence[Box], x: float, y: float, *, reach: float) -> tuple[int, Grip] | None:
    """Which box is under a point, and what of it; `reach` is how near an edge counts as on it.

    Later boxes lie above earlier ones. Edges win over insides, so that a box inside another can be resized.
    """
    inside: tuple[int, Grip] | None = None
    for index in reversed(range(len(boxes))):
        grip = _grip_of(boxes[index], x, y, reach)
        if grip is None:
            continue
        if grip != Grip.INSIDE:
            return index, grip
        inside = inside or (index, grip)
    return inside


def _grip_of(box: Box, x: float, y: float, reach: float) -> Grip | None:
    right, bottom = box.left + box.width, box.top + box.height
    if not (box.left - reach <= x <= right + reach and box.top - reach <= y <= bottom + reach):
        return None
    grip = Grip.INSIDE
    if abs(x - box.left) <= reach:
        grip |= Grip.LEFT
    elif abs(x - right) <= reach:
        grip |= Grip.RIGHT
    if abs(y - box.top) <= reach:
        grip |= Grip.TOP
    elif abs(y - bottom) <= reach:
        grip |= Grip.BOTTOM
    return grip


def _clamp(value: float, low: int, high: int) -> int:
    return max(low, min(high, round(value)))
