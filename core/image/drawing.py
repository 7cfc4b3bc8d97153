"""What would a scan show of what a pen wrote?"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.image.page import Grey, Page
from core.pen.way import Trajectory

DPI = 300.0
PEN_MM = 0.6
MORE = 0.2
"""Share of the width that the pressure adds or takes, at most."""
BORDER_MM = 5.0
INK, PAPER = 28, 255
FINER = 4
"""Drawn so many times as fine and then averaged: pixels half on a stroke are half as dark."""
BAND_PX, MARGIN_PX = 256, 32
"""Rows drawn at once, so that large signatures take no more memory than others, and more above and below:
OpenCV draws what crosses an edge a little differently.
"""
MM_PER_INCH = 25.4

Floats = NDArray[np.float64]


def draw(trajectory: Trajectory, *, dpi: float = DPI, pen_mm: float = PEN_MM, name: str = "pad") -> Page:
    """Return a page with the ink on white paper, 5 mm free all round; the same way gives the same page.

    A pen that is known to press hard draws up to a fifth wider than `pen_mm`, a light one narrower.
    """
    scale = dpi / MM_PER_INCH
    strokes = trajectory.strokes()
    places = np.concatenate(strokes)[:, :2]
    low = places.min(axis=0) - BORDER_MM - pen_mm / 2
    width, height = np.ceil((places.max(axis=0) + BORDER_MM + pen_mm / 2 - low) * scale).astype(int)
    lines = [(FINER * scale * (stroke[:, :2] - low), _widths(stroke, pen_mm * scale)) for stroke in strokes]
    bands = [_band(lines, top, int(width)) for top in range(0, int(height), BAND_PX)]
    return Page(grey=np.concatenate(bands)[: int(height)], dpi=dpi, name=name, trajectory=trajectory)


def _widths(stroke: Floats, pen_px: float) -> NDArray[np.intp]:
    """Return the thickness that OpenCV is to draw at each point, in fine pixels: of an even one, one more."""
    pressed = np.nan_to_num(2.0 * stroke[:, 3] - 1.0)  # in [-1, 1]; unknown is in the middle
    wide = FINER * pen_px * (1.0 + MORE * pressed)
    thickness: NDArray[np.intp] = np.maximum(1, 2 * np.rint((wide - 1.0) / 2.0)).astype(np.intp)
    return thickness


def _band(lines: list[tuple[Floats, NDArray[np.intp]]], top: int, width: int) -> Grey:
    """Return the rows from `top` on, (256, width)."""
    high = BAND_PX + 2 * MARGIN_PX
    fine = np.full((FINER * high, FINER * width), PAPER, np.uint8)
    for places, widths in lines:
        pixels = np.rint(places).astype(np.int32) - (0, FINER * (top - MARGIN_PX))
        _draw(fine, pixels.astype(np.int32), widths)
    whole = np.asarray(cv2.resize(fine, (width, high), interpolation=cv2.INTER_AREA), np.uint8)
    return whole[MARGIN_PX:-MARGIN_PX]


def _draw(canvas: Grey, pixels: NDArray[np.int32], widths: NDArray[np.intp]) -> None:
    """Draw runs of one width; a dot is a line to where it began."""
    cuts = np.flatnonzero(np.diff(widths)) + 1
    for start, end in zip(np.append(0, cuts), np.append(cuts, len(widths)), strict=True):
        run = pixels[start : end + 1]
        cv2.polylines(
            canvas, [run if len(run) > 1 else np.repeat(run, 2, axis=0)], False, INK, int(widths[start])
        )
