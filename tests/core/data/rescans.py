"""Which made-up signatures, and second scans of the same ink, do the tests of likeness look at?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.synthetic.scan import render
from core.data.synthetic.seeds import generator
from core.data.synthetic.writer import Writer, make_writer
from core.image.frame import frame_mask
from core.image.ink import find_ink
from core.image.page import Page

ROOM_PX = 30
STEADIEST = 0.6
"""How much one signature differs from the next; the usual writer's 1.5."""


@dataclass(frozen=True, eq=False)
class Scans:
    """Packed frames (N, B), the writer of each, whether that one is steadied, and which ink it shows."""

    packed: NDArray[np.uint8]
    writer: NDArray[np.int64]
    is_steady: NDArray[np.bool_]
    ink: NDArray[np.int64]


def scans_of(seeds: range, *, genuine: int, rescanned: int) -> Scans:
    """Scan some genuine signatures of each writer, the first `rescanned` of them twice; every other writer
    is far steadier than usual.
    """
    frames, rows, ink = [], [], 0
    for seed in seeds:
        is_steady = bool(seed % 2)
        writer = _steadied(make_writer(seed)) if is_steady else make_writer(seed)
        for k in range(genuine):
            rng = generator(31, seed, k)
            page = render(writer.genuine(k), rng=rng, dpi=float(rng.choice([150, 200, 300])))
            for scan in [page, rescan(page, rng=rng)] if k < rescanned else [page]:
                frames.append(framed(scan))
                rows.append((seed, is_steady, ink))
            ink += 1
    writers, steady, inks = zip(*rows, strict=True)
    return Scans(np.stack(frames), np.array(writers), np.array(steady), np.array(inks))


def rescan(page: Page, *, rng: np.random.Generator) -> Page:
    """Scan a page again: moved, scaled by up to 5 %, turned by up to 1 degree, a pixel thicker or thinner,
    grainy.
    """
    turn_deg, scale = rng.uniform(-1.0, 1.0), rng.uniform(0.95, 1.05)
    middle = (page.width_px / 2.0, page.height_px / 2.0)
    matrix = np.array(cv2.getRotationMatrix2D(middle, turn_deg, scale), np.float64)
    matrix[:, 2] += ROOM_PX + rng.uniform(-12.0, 12.0, 2)
    size = (page.width_px + 2 * ROOM_PX, page.height_px + 2 * ROOM_PX)
    grey = cv2.warpAffine(page.grey, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    pixel = np.ones((2, 2), np.uint8)
    change = rng.integers(3)
    if change:
        grey = cv2.erode(grey, pixel) if change == 1 else cv2.dilate(grey, pixel)
    noisy = grey + rng.normal(0.0, rng.uniform(1.0, 8.0), grey.shape)
    return Page(grey=np.clip(np.rint(noisy), 0, 255).astype(np.uint8), dpi=page.dpi)


def framed(page: Page) -> NDArray[np.uint8]:
    """Return the packed frame of a page."""
    return np.packbits(frame_mask(find_ink(page).cropped()))


def _steadied(writer: Writer) -> Writer:
    return replace(writer, hand=replace(writer.hand, unsteadiness=STEADIEST))
