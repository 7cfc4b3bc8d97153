"""What can be said of a signature's form in a few numbers that a clerk understands?"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.errors import BlankScan
from core.image.ink import Ink, stroke_width_px

MM_PER_INCH = 25.4
PIECE_STROKES = 3.0
"""A piece of ink shorter than this many stroke widths is a dot, and not counted as a piece."""


@dataclass(frozen=True)
class Shape:
    """Form of the ink. Lengths are in mm where the resolution is known, else None."""

    aspect: float
    """Width over height of the ink's box."""
    slant_deg: float
    """Direction of the steep strokes against the vertical, in degrees; positive leans to the right."""
    density: float
    """Share of the box that is ink."""
    stroke_px: float
    stroke_share: float
    """Stroke width over the box's diagonal: the pen, free of resolution."""
    pieces: int
    width_mm: float | None
    height_mm: float | None


def measure_shape(ink: Ink) -> Shape:
    """Measure the form of ink; raises BlankScan."""
    if ink.is_blank:
        raise BlankScan
    mask = ink.cropped()
    height, width = mask.shape
    stroke = stroke_width_px(mask)
    mm = None if ink.dpi is None else MM_PER_INCH / ink.dpi
    return Shape(
        aspect=width / height,
        slant_deg=_slant_deg(ink),
        density=float(mask.mean()),
        stroke_px=stroke,
        stroke_share=stroke / float(np.hypot(width, height)),
        pieces=_pieces(ink, stroke),
        width_mm=None if mm is None else width * mm,
        height_mm=None if mm is None else height * mm,
    )


def _slant_deg(ink: Ink) -> float:
    """Mean direction of the edges within 50 degrees of upright, from the structure tensor."""
    mask = ink.cropped().astype(np.float32)
    smooth = cv2.GaussianBlur(np.pad(mask, 2), (0, 0), 1.2)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    strength = np.hypot(across, down)
    is_edge = strength > 0.2 * strength.max()
    tilt = np.degrees(np.arctan2(down[is_edge], across[is_edge]))
    tilt = (tilt + 90.0) % 180.0 - 90.0
    is_steep = np.abs(tilt) < 50.0
    if not is_steep.any():
        return 0.0
    return float(np.average(tilt[is_steep], weights=strength[is_edge][is_steep]))


def _pieces(ink: Ink, stroke: float) -> int:
    count, _labels, stats, _ = cv2.connectedComponentsWithStats(
        ink.cropped().astype(np.uint8), connectivity=8
    )
    longer = np.maximum(stats[1:count, cv2.CC_STAT_WIDTH], stats[1:count, cv2.CC_STAT_HEIGHT])
    return int((longer > PIECE_STROKES * stroke).sum())
