"""What is drawn of a scan on a card? Small planes of bytes, made off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.image.ink import Ink
from core.image.page import Box, Page

Plane = NDArray[np.uint8]

WIDEST_PX, HIGHEST_PX = 480, 224
"""Twice the room on a card, so that it stays sharp on a screen with two device pixels to one."""
AIR_SHARE = 0.12


@dataclass(frozen=True, eq=False)
class Thumbnail:
    """`scan` (h, w) uint8, 0 black; `ink` (h, w) uint8, 255 where ink covers the pixel."""

    scan: Plane
    ink: Plane
    paper: int = 255
    """The grey of the scan along its edges, to lie around it."""


def thumbnail(page: Page, ink: Ink) -> Thumbnail:
    """The signature with some paper around it: the same part as scanned and as ink."""
    part = _around(ink.box, page)
    scan = small(_cut(page.grey, part))
    return Thumbnail(scan=scan, ink=_small_ink(_cut(ink.mask, part)), paper=paper_grey(scan))


def paper_grey(scan: Plane) -> int:
    """The middle grey of a picture's edges."""
    return int(np.median(np.concatenate((scan[0], scan[-1], scan[:, 0], scan[:, -1]))))


def small(grey: Plane, *, widest_px: int = WIDEST_PX, highest_px: int = HIGHEST_PX) -> Plane:
    """A picture shrunk to fit; one that fits already is copied, so that the page can be freed."""
    height, width = grey.shape
    scale = min(widest_px / width, highest_px / height)
    if scale >= 1.0:
        return grey.copy()
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _small_ink(mask: NDArray[np.bool_]) -> Plane:
    return small(np.ascontiguousarray(mask).astype(np.uint8) * np.uint8(255))


def _cut(plane: NDArray, box: Box) -> NDArray:  # type: ignore[type-arg]
    return plane[box.top : box.top + box.height, box.left : box.left + box.width]


def _around(box: Box, page: Page) -> Box:
    """The box with air around it on all sides; the whole page where there is no ink."""
    if box.width == 0 or box.height == 0:
        return Box(0, 0, page.width_px, page.height_px)
    air = max(4, round(AIR_SHARE * max(box.height, box.width / 2)))
    left, top = max(0, box.left - air), max(0, box.top - air)
    right = min(page.width_px, box.left + box.width + air)
    bottom = min(page.height_px, box.top + box.height + air)
    return Box(left, top, right - left, bottom - top)
