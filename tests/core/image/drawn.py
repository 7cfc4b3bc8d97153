"""Which drawn pages do the tests of ink, frame, form and registration start from?"""

from __future__ import annotations

import cv2
import numpy as np

from core.data.synthetic.render import render_mask
from core.data.synthetic.seeds import generator
from core.data.synthetic.writer import make_writer
from core.image.ink import Ink
from core.image.page import Box, Mask, Page

ZIGZAG = np.array([(0, 60), (25, 5), (40, 80), (70, 40), (100, 75), (130, 30), (170, 70), (240, 20)])
"""A drawn signature of one stroke, 240 x 75 pixels."""


def zigzag(
    *,
    width: int = 400,
    height: int = 160,
    left: int = 80,
    top: int = 40,
    thickness: int = 4,
    size: float = 1.0,
) -> Mask:
    """Return (height, width) bool with the zigzag drawn from (left, top)."""
    points = np.round(ZIGZAG * size).astype(np.int32) + np.array([left, top], np.int32)
    drawn = cv2.polylines(np.zeros((height, width), np.uint8), [points], False, 1, thickness)
    return np.asarray(drawn, bool)


def curve(mask: Mask, points: list[tuple[float, float]], *, thickness: int = 4) -> Mask:
    """Return a copy of a mask with one more stroke through the points (x, y)."""
    path = np.round(np.array(points)).astype(np.int32)
    return np.asarray(cv2.polylines(mask.astype(np.uint8), [path], False, 1, thickness), bool)


def written(seed: int, *, k: int = 0, border_px: int = 30, dpi: float = 150.0) -> Mask:
    """Return a made-up person's signature, the same for the same numbers."""
    strokes = make_writer(seed).genuine(k)
    return render_mask(strokes, rng=generator(seed, "drawn", k), pen_mm=0.5, dpi=dpi, border_px=border_px)


def painted(
    mask: Mask, *, ink: float = 40, paper: float = 240, noise: float = 1.0, slope: float = 0.0
) -> Page:
    """Return a page with this ink; `slope` is how far the light falls off to the left and rises to the
    right.
    """
    light = slope * np.linspace(-1, 1, mask.shape[1])[None]
    grain = np.random.default_rng(4).normal(0.0, noise, mask.shape) if noise else 0.0
    grey = np.where(mask, ink, paper) + light + grain
    return Page(grey=np.clip(np.rint(grey), 0, 255).astype(np.uint8), dpi=150.0)


def bitonal(mask: Mask) -> Page:
    """Return a page of one bit, ink black."""
    return Page(grey=np.where(mask, 0, 255).astype(np.uint8), dpi=150.0)


def exact_ink(mask: Mask, *, dpi: float | None = 150.0) -> Ink:
    """Return exactly this mask as ink, nothing removed."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    box = Box(int(columns[0]), int(rows[0]), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
    return Ink(mask=mask, dpi=dpi, box=box)


def overlap(a: Mask, b: Mask) -> float:
    """Return intersection over union, 1 where both are the same."""
    return float((a & b).sum() / max(1, (a | b).sum()))
