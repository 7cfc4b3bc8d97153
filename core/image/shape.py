"""What can be said of a signature's form in a few numbers that a clerk understands?"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.errors import BlankScan
from core.image.ink import Ink
from core.image.page import Mask

MM_PER_INCH = 25.4
STEEP_DEG = 50.0
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
    stroke = ink.stroke_px
    mm = None if ink.dpi is None else MM_PER_INCH / ink.dpi
    return Shape(
        aspect=width / height,
        slant_deg=_slant_deg(mask),
        density=float(mask.mean()),
        stroke_px=stroke,
        stroke_share=stroke / float(np.hypot(width, height)),
        pieces=_pieces(ink),
        width_mm=None if mm is None else width * mm,
        height_mm=None if mm is None else height * mm,
    )


def _slant_deg(mask: Mask) -> float:
    """Mean direction of the edges within 50 degrees of upright, from the structure tensor."""
    smooth = cv2.GaussianBlur(np.pad(mask, 2).astype(np.float32), (0, 0), 1.2)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    strength, direction = cv2.cartToPolar(across, down, angleInDegrees=True)
    is_edge = strength > 0.2 * strength.max()
    tilt = (direction[is_edge] + 90.0) % 180.0 - 90.0
    weight = np.where(np.abs(tilt) < STEEP_DEG, strength[is_edge], 0.0)
    return float(np.average(tilt, weights=weight)) if weight.any() else 0.0


def _pieces(ink: Ink) -> int:
    longer = np.maximum(ink.pieces.width, ink.pieces.height)
    return int((longer > PIECE_STROKES * ink.stroke_px).sum())
