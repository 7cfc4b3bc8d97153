"""Does a frame hold the form of the ink, whole and undistorted, and nothing else?"""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.errors import BlankScan
from core.image.frame import FRAME_SIZE, FrameSize, frame_ink, frame_mask
from core.image.ink import find_ink
from core.image.page import Mask, Page
from tests.core.image.drawn import bitonal, exact_ink, overlap, painted, written, zigzag

SHAPES = [(1, 1), (3, 3), (1, 900), (900, 1), (120, 248), (121, 248), (128, 256), (333, 77), (500, 1999)]


def extent(frame: Mask) -> tuple[int, int, int, int]:
    """Return the first and last inked row and column."""
    rows, columns = np.flatnonzero(frame.any(axis=1)), np.flatnonzero(frame.any(axis=0))
    return int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])


@pytest.mark.parametrize("seed", range(4))
def test_a_frame_is_of_its_size_and_only_zero_or_one(seed: int) -> None:
    frame = frame_ink(find_ink(painted(written(seed))))
    assert frame.shape == (1, FRAME_SIZE.height, FRAME_SIZE.width)
    assert frame.dtype == np.float32
    assert set(np.unique(frame)) == {0.0, 1.0}


def test_where_on_the_page_the_ink_lies_does_not_matter() -> None:
    here = frame_ink(exact_ink(zigzag(width=800, height=500, left=80, top=40)))
    there = frame_ink(exact_ink(zigzag(width=800, height=500, left=511, top=333)))
    assert np.array_equal(here, there)


def test_scanned_elsewhere_on_the_page_the_frame_stays_the_same() -> None:
    """Through the search for ink: paper is followed at a coarse step, so single pixels may differ."""
    here, there = (
        frame_ink(find_ink(painted(zigzag(width=800, height=500, left=x, top=y))))[0] > 0.5
        for x, y in [(80, 40), (430, 333)]
    )
    assert overlap(here, there) >= 0.98


@pytest.mark.parametrize("shape", SHAPES)
def test_ink_fills_the_frame_to_its_margin_and_no_further(shape: tuple[int, int]) -> None:
    frame = frame_mask(np.ones(shape, bool))
    top, bottom, left, right = extent(frame)
    margin = FRAME_SIZE.margin_px
    assert min(top, left) >= margin
    assert bottom < FRAME_SIZE.height - margin
    assert right < FRAME_SIZE.width - margin
    is_full_width = right - left + 1 == FRAME_SIZE.width - 2 * margin
    is_full_height = bottom - top + 1 == FRAME_SIZE.height - 2 * margin
    assert is_full_width or is_full_height


@pytest.mark.parametrize("shape", SHAPES)
def test_ink_lies_in_the_middle(shape: tuple[int, int]) -> None:
    top, bottom, left, right = extent(frame_mask(np.ones(shape, bool)))
    assert abs(top - (FRAME_SIZE.height - 1 - bottom)) <= 1
    assert abs(left - (FRAME_SIZE.width - 1 - right)) <= 1


@pytest.mark.parametrize("height, width", [(100, 100), (100, 150), (150, 100), (100, 400), (37, 211)])
@pytest.mark.parametrize("enlarged", [1, 5])
def test_proportions_are_kept(height: int, width: int, enlarged: int) -> None:
    """A side of some 30 pixels or more, rounded to whole ones."""
    top, bottom, left, right = extent(frame_mask(np.ones((height * enlarged, width * enlarged), bool)))
    assert (right - left + 1) / (bottom - top + 1) == pytest.approx(width / height, rel=0.03)


@pytest.mark.parametrize("size", [0.4, 1.0, 2.0, 4.0])
def test_the_outermost_rows_and_columns_are_not_lost(size: float) -> None:
    """The four sides of a drawn box, strokes of 4 % of its width, are all found in the frame."""
    height, width, stroke = round(100 * size), round(200 * size), max(2, round(8 * size))
    ring = np.ones((height, width), bool)
    ring[stroke:-stroke, stroke:-stroke] = False
    frame = frame_mask(ring)
    top, bottom, left, right = extent(frame)
    for side in (frame[top], frame[bottom]):
        assert side.sum() == right - left + 1
    for side in (frame[:, left], frame[:, right]):
        assert side.sum() == bottom - top + 1


def test_resolution_does_not_matter() -> None:
    """The same drawing twice as large, pen and all; edges of strokes fall differently on the pixels."""
    small = zigzag(width=400, height=160, thickness=4)
    large = np.kron(small, np.ones((2, 2), bool))
    assert overlap(frame_mask(trimmed(small)), frame_mask(trimmed(large))) >= 0.9


def trimmed(mask: Mask) -> Mask:
    return exact_ink(mask).cropped()


def test_a_pen_half_a_frame_pixel_wide_still_leaves_its_strokes() -> None:
    """A line that covers 0.5 of each pixel it crosses stays whole, since 0.38 is enough."""
    width = FRAME_SIZE.width - 2 * FRAME_SIZE.margin_px
    wide = np.zeros((480, 4 * width), bool)
    wide[0], wide[-1] = True, True
    wide[240:242] = True
    assert frame_mask(wide).sum() >= width


@pytest.mark.parametrize("pixels", [900, 1500, 3000, 6000])
def test_a_pen_of_one_pixel_leaves_its_strokes_whole(pixels: int) -> None:
    """However large the scan, a line drawn across it is one unbroken line in the frame."""
    slanted = np.zeros((pixels // 3, pixels), np.uint8)
    cv2.line(slanted, (0, pixels // 3 - 1), (pixels - 1, 0), 1, 1)
    frame = frame_mask(slanted.astype(bool))
    top, bottom, left, right = extent(frame)
    inside = frame[top : bottom + 1, left : right + 1]
    assert min(inside.sum(axis=0)) > 0
    assert min(inside.sum(axis=1)) > 0


def test_another_size_is_kept_to() -> None:
    size = FrameSize(width=64, height=48, margin_px=6)
    frame = frame_ink(exact_ink(zigzag()), size=size)
    assert frame.shape == (1, 48, 64)
    top, bottom, left, right = extent(frame[0] > 0.5)
    assert (left, right) == (6, 57)
    assert top >= 6
    assert bottom <= 41


def test_a_blank_scan_is_refused() -> None:
    with pytest.raises(BlankScan):
        frame_ink(find_ink(Page(grey=np.full((100, 200), 240, np.uint8))))


def test_the_ink_is_left_as_it_was() -> None:
    ink = find_ink(bitonal(zigzag()))
    before = ink.mask.copy()
    frame = frame_ink(ink)
    frame[:] = 7.0
    assert np.array_equal(ink.mask, before)
