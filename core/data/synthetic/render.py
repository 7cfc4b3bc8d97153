"""Which pixels does a pen ink when it follows strokes? The fast way, for training."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.synthetic.strokes import Floats, Strokes

MM_PER_INCH = 25.4
SHIFT = 4  # bits of sub-pixel position


def pressure_of(stroke: Floats) -> Floats:
    """Return (N,) in (0, 1): a fast pen presses less."""
    step = np.hypot(*np.diff(stroke[:, :2], axis=0).T)
    speed = step / np.maximum(np.diff(stroke[:, 2]), 1e-5)
    speed = np.append(speed, speed[-1:]) if len(speed) else np.zeros(1)
    return np.asarray(1.0 / (1.0 + speed / 90.0))


def render_mask(
    strokes: Strokes,
    *,
    rng: np.random.Generator,
    pen_mm: float | None = None,
    dpi: float = 220.0,
    border_px: int = 4,
) -> NDArray[np.bool_]:
    """Return the ink, cropped to it with a small border; `pen_mm` is drawn where it is not given."""
    pen_mm = float(np.exp(rng.normal(np.log(0.31), 0.37))) if pen_mm is None else pen_mm
    contrast = float(rng.uniform(0.2, 0.9))  # how much pressure widens the line
    scale = dpi / MM_PER_INCH
    points = np.concatenate(strokes)[:, :2] * scale
    margin = border_px + pen_mm * scale
    low = points.min(axis=0) - margin
    width, height = np.ceil(points.max(axis=0) - low + margin).astype(int)
    canvas = np.zeros((int(height), int(width)), np.uint8)
    for stroke in strokes:
        pixels = np.round((stroke[:, :2] * scale - low) * 2**SHIFT).astype(np.int32)
        widths = pen_mm * scale * (1.0 + contrast * (pressure_of(stroke) - 0.55))
        _draw(canvas, pixels, widths=widths, rng=rng)
    return canvas.astype(np.bool_)


def _draw(
    canvas: NDArray[np.uint8], pixels: NDArray[np.int32], *, widths: Floats, rng: np.random.Generator
) -> None:
    """Draw runs of equal width in whole pixels; the same random fraction rounds all widths of a stroke."""
    level = np.maximum(1, np.floor(widths + rng.random()).astype(int))
    cuts = np.flatnonzero(np.diff(level)) + 1
    for start, end in zip(np.append(0, cuts), np.append(cuts, len(level)), strict=True):
        run = pixels[start : end + 1]
        cv2.polylines(canvas, [run], False, 1, int(level[start]), cv2.LINE_8, SHIFT)
