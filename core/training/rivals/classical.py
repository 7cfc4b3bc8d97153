"""How far does a method come that learns nothing?

Histograms of oriented gradients (Dalal & Triggs 2005) of a softened frame, in cells of two sizes, with the
power normalisation of Perronnin et al. 2010; vectors are compared by Euclidean distance, which on the unit
sphere ranks as the cosine does. Made here, since OpenCV 5 has given its own up.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.frames import FrameSet

Array = NDArray[np.float32]
SIZE = (256, 128)
"""Columns and rows that a frame is made smaller to."""
SOFTENING_PX = 1.5
CELLS_PX = (16, 32)
BINS = 9
CLIPPED = 0.2
FAINT = 1.0
"""Added to a block's norm, so that one which a stroke barely touches does not count like a full one."""


def hog_vectors(frames: FrameSet) -> Array:
    """Describe every frame of a set: (N, D), on the unit sphere."""
    return np.stack([hog_vector(frames.frames([row])[0, 0]) for row in range(len(frames.packed))])


def hog_vector(frame: NDArray[np.uint8]) -> Array:
    """Describe one frame, (H, W) of 0 and 1, by a unit vector (D,)."""
    small = cv2.resize(frame.astype(np.float32), SIZE, interpolation=cv2.INTER_AREA)
    planes = _oriented(np.asarray(cv2.GaussianBlur(small, (0, 0), SOFTENING_PX), np.float32))
    parts = [_blocks(_cells(planes, cell)).ravel() for cell in CELLS_PX]
    rooted = np.sqrt(np.concatenate(parts))  # no entry is below zero
    return np.asarray(rooted / max(float(np.linalg.norm(rooted)), 1e-6), np.float32)


def _oriented(soft: Array) -> Array:
    """Share the strength of each pixel's gradient between the two nearest orientations, (h, w, BINS)."""
    across, down = (cv2.Sobel(soft, cv2.CV_32F, *way, ksize=1) for way in ((1, 0), (0, 1)))
    turned = np.arctan2(down, across)[..., None] * (BINS / np.pi) - np.arange(BINS)  # in bins
    away = np.abs((turned + BINS / 2) % BINS - BINS / 2)
    return np.asarray(np.hypot(across, down)[..., None] * np.clip(1.0 - away, 0.0, 1.0), np.float32)


def _cells(planes: Array, cell: int) -> Array:
    """Sum over square cells, (rows, columns, BINS)."""
    height, width, bins = planes.shape
    return np.asarray(
        planes.reshape(height // cell, cell, width // cell, cell, bins).sum(axis=(1, 3)), np.float32
    )


def _blocks(cells: Array) -> Array:
    """Normalise over overlapping squares of four cells, clip, and normalise again."""
    corners = [cells[:-1, :-1], cells[:-1, 1:], cells[1:, :-1], cells[1:, 1:]]
    blocks = np.concatenate(corners, axis=2)
    clipped = np.minimum(blocks / (np.linalg.norm(blocks, axis=2, keepdims=True) + FAINT), CLIPPED)
    return np.asarray(clipped / (np.linalg.norm(clipped, axis=2, keepdims=True) + 1e-3), np.float32)
