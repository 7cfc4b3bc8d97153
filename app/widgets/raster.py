"""How is a picture kept so that it is sharp at every zoom and cheap to draw?

A plane of bytes with halved copies of itself, made once and off the GUI thread. What a byte means is said by
a table of 256 colours when it is drawn, so ink, overlay and difference follow the theme without new pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, qRgb

from core.image.page import Box

Plane = NDArray[np.uint8]
Table = tuple[int, ...]

SMALLEST_SIDE_PX = 160
STEPS = 16
"""A pair of inks is kept in one byte, 16 steps of coverage each."""


@dataclass(frozen=True, eq=False)
class Raster:
    """`levels[k]` (H / 2**k, W / 2**k) uint8; `focus` is the part worth looking at, in pixels of level 0."""

    levels: tuple[Plane, ...]
    dpi: float | None
    focus: Box

    @property
    def width_px(self) -> int:
        return int(self.levels[0].shape[1])

    @property
    def height_px(self) -> int:
        return int(self.levels[0].shape[0])

    def level_for(self, scale: float) -> int:
        """The coarsest level that still has a pixel of its own for every device pixel at this scale."""
        level = 0
        while level + 1 < len(self.levels) and scale * 2 ** (level + 1) <= 1.0:
            level += 1
        return level

    def image(self, *, level: int, part: QRect, table: Table) -> QImage:
        """A part of a level in colour; `part` lies within the level."""
        plane = np.ascontiguousarray(
            self.levels[level][part.top() : part.bottom() + 1, part.left() : part.right() + 1]
        )
        height, width = plane.shape
        image = QImage(plane.data, width, height, width, QImage.Format.Format_Indexed8)
        image.setColorTable(table)
        return image.convertToFormat(QImage.Format.Format_RGB32)


def grey_raster(grey: Plane, *, dpi: float | None, focus: Box | None = None) -> Raster:
    """A scan as it is, 0 black to 255 white."""
    levels = _halved(grey)
    height, width = grey.shape
    return Raster(levels=levels, dpi=dpi, focus=focus or Box(0, 0, int(width), int(height)))


def ink_raster(mask: NDArray[np.bool_], *, dpi: float | None, focus: Box | None = None) -> Raster:
    """Ink alone, 0 paper to 255 ink."""
    return grey_raster(mask.astype(np.uint8) * np.uint8(255), dpi=dpi, focus=focus)


def pair_raster(presented: Plane, specimen: Plane, *, dpi: float | None) -> Raster:
    """Two inks of one shape in one byte: the high half is the presented one, the low half the specimen."""
    levels = tuple(
        (high >> np.uint8(4)) * np.uint8(STEPS) + (low >> np.uint8(4))
        for high, low in zip(_halved(presented), _halved(specimen), strict=True)
    )
    height, width = presented.shape
    return Raster(levels=levels, dpi=dpi, focus=Box(0, 0, int(width), int(height)))


def around(box: Box, *, width_px: int, height_px: int, share: float = 0.08) -> Box | None:
    """A box with air around it that stays on the page; None for an empty box."""
    if box.width == 0 or box.height == 0:
        return None
    air = round(share * max(box.width, box.height))
    left, top = max(0, box.left - air), max(0, box.top - air)
    right, bottom = min(width_px, box.left + box.width + air), min(height_px, box.top + box.height + air)
    return Box(left, top, right - left, bottom - top)


GREY_TABLE: Table = tuple(qRgb(value, value, value) for value in range(256))


def ink_table(*, paper: QColor, ink: QColor) -> Table:
    """Colours of an ink raster."""
    return tuple(_mixed(paper, ink, value / 255) for value in range(256))


def pair_table(*, paper: QColor, presented: QColor, specimen: QColor, both: QColor) -> Table:
    """Colours of a pair raster: where only the presented ink is, only the specimen's, or both."""
    return tuple(
        _blend(
            (paper, presented, specimen, both),
            high=(value // STEPS) / (STEPS - 1),
            low=(value % STEPS) / (STEPS - 1),
        )
        for value in range(256)
    )


def _blend(corners: Sequence[QColor], *, high: float, low: float) -> int:
    weights = ((1 - high) * (1 - low), high * (1 - low), (1 - high) * low, high * low)
    red, green, blue = (
        round(sum(w * channel(c) for w, c in zip(weights, corners, strict=True)))
        for channel in (QColor.red, QColor.green, QColor.blue)
    )
    return qRgb(red, green, blue)


def _mixed(start: QColor, end: QColor, share: float) -> int:
    return _blend((start, end, start, end), high=share, low=0.0)


def _halved(plane: Plane) -> tuple[Plane, ...]:
    levels = [np.ascontiguousarray(plane)]
    while min(levels[-1].shape) >= 2 * SMALLEST_SIDE_PX:
        height, width = levels[-1].shape
        half = cv2.resize(levels[-1], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        levels.append(np.asarray(half, np.uint8))
    return tuple(levels)
