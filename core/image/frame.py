"""What does the network see of the ink?

A frame of fixed size that holds the ink's form and nothing of its photometry: every pixel is 0 (paper) or
1 (ink).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import BlankScan
from core.image.ink import Ink, stroke_width_px
from core.image.page import Mask

PREPROCESSING_VERSION = 2
"""Changes whenever `find_ink` or `frame_ink` would give another frame for the same scan."""
COVERAGE = 0.38
"""A pixel of the frame is ink where at least this share of it is covered; below one half, so that thin
strokes survive being made smaller."""

THINNEST_PX = 0.8
"""Strokes thinner than this in the frame are widened first: at COVERAGE they would break or vanish."""

Frame = NDArray[np.float32]


@dataclass(frozen=True)
class FrameSize:
    """Width and height of a frame, and the margin kept free all round, in pixels."""

    width: int = 384
    height: int = 192
    margin_px: int = 6


FRAME_SIZE = FrameSize()


def frame_ink(ink: Ink, *, size: FrameSize = FRAME_SIZE) -> Frame:
    """Place ink in a frame of fixed size, its box in the middle.

    ink.mask  (H, W) bool; returns (1, size.height, size.width) float32, 0 or 1, 1 is ink.
    Scale is the largest that fits with size.margin_px all round; the aspect ratio is kept, because slant and
    proportion are evidence. Raises BlankScan where no ink is left.
    """
    if ink.is_blank:
        raise BlankScan
    return frame_mask(ink.cropped(), size=size)[None].astype(np.float32)


def unpacked(bits: NDArray[np.uint8]) -> Mask:
    """Return a frame packed to one bit a pixel, (H * W / 8,), as (H, W) bool."""
    return np.unpackbits(bits).reshape(FRAME_SIZE.height, FRAME_SIZE.width).astype(bool)


def unpacked_frame(bits: NDArray[np.uint8]) -> Frame:
    """Return a frame packed to one bit a pixel as the network takes it, (1, H, W) float32."""
    return unpacked(bits)[None].astype(np.float32)


def frame_mask(mask: Mask, *, size: FrameSize = FRAME_SIZE) -> Mask:
    """Fit a mask that is already cropped to its ink, (h, w) bool, into (size.height, size.width) bool."""
    height, width = mask.shape
    scale = min((size.width - 2 * size.margin_px) / width, (size.height - 2 * size.margin_px) / height)
    new_width = max(1, min(size.width, round(width * scale)))
    new_height = max(1, min(size.height, round(height * scale)))
    if scale < 1:
        mask = _thickened(mask, scale=scale)
    small = cv2.resize(
        mask.astype(np.float32),
        (new_width, new_height),
        interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR,
    )
    frame = np.zeros((size.height, size.width), bool)
    top, left = (size.height - new_height) // 2, (size.width - new_width) // 2
    frame[top : top + new_height, left : left + new_width] = small > (COVERAGE if scale < 1 else 0.5)
    return frame


def _thickened(mask: Mask, *, scale: float) -> Mask:
    """Widen strokes that would cover too little of a pixel to be seen once they are made smaller."""
    missing = round(THINNEST_PX / scale - stroke_width_px(mask))
    if missing <= 0:
        return mask
    grown = cv2.dilate(mask.astype(np.uint8), np.ones((missing + 1, missing + 1), np.uint8))
    return np.asarray(grown, bool)
