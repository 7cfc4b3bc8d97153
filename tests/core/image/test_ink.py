"""Is the same ink found whatever pen, paper and scanner were used, and nothing else?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.data.synthetic.scan import Paper, Pen, render
from core.data.synthetic.seeds import generator
from core.data.synthetic.writer import make_writer
from core.image.ink import find_ink, stroke_width_px
from core.image.page import Box, Mask, Page
from tests.core.image.drawn import bitonal, curve, exact_ink, overlap, painted, written, zigzag


def scanned(seed: int, *, darkness: float = 0.95, tone: float = 245.0, shade: float = 0.0) -> Page:
    """Return the same strokes as scanned under another pen, paper or light."""
    pen = Pen(width_mm=0.5, contrast=0.3, darkness=darkness, fade=0.1, skips=0.0)
    paper = Paper(tone=tone, shade=shade, grain=0.5)
    return render(make_writer(seed).genuine(0), rng=generator(7), dpi=150.0, pen=pen, paper=paper)


def found(page: Page) -> Mask:
    return find_ink(page).mask


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "look",
    [
        {"darkness": 0.6},
        {"darkness": 0.3},
        {"tone": 200.0},
        {"tone": 150.0, "darkness": 0.6},
        {"tone": 235.0, "shade": 20.0},
    ],
    ids=["lighter pen", "pale pen", "grey paper", "dark paper", "uneven light"],
)
def test_pen_paper_and_light_leave_the_same_ink(seed: int, look: dict[str, float]) -> None:
    """At least 98 % in common: what differs are single pixels at the edges of strokes."""
    assert overlap(found(scanned(seed)), found(scanned(seed, **look))) >= 0.98


@pytest.mark.parametrize("ink, paper", [(30, 245), (150, 245), (200, 245), (30, 180), (100, 180)])
def test_ink_covers_the_drawn_strokes_and_at_most_a_seam_around_them(ink: int, paper: int) -> None:
    drawn = written(1)
    mask = found(painted(drawn, ink=ink, paper=paper))
    assert mask[drawn].mean() >= 0.99
    assert overlap(mask, drawn) >= 0.85


def test_one_bit_is_taken_as_it_is() -> None:
    drawn = zigzag()
    assert np.array_equal(found(bitonal(drawn)), drawn)


def test_one_bit_and_grey_scans_give_nearly_the_same_ink() -> None:
    """Strokes of five pixels may differ by half a pixel on a side."""
    grey = scanned(1)
    in_one_bit = Page(grey=np.where(grey.grey < 176, 0, 255).astype(np.uint8), dpi=grey.dpi)
    assert overlap(found(grey), found(in_one_bit)) >= 0.85


def test_light_ink_on_dark_paper_gives_the_same_ink() -> None:
    page = scanned(2)
    negative = Page(grey=255 - page.grey, dpi=page.dpi)
    assert np.array_equal(found(page), found(negative))
    one_bit = bitonal(zigzag())
    assert np.array_equal(found(one_bit), found(Page(grey=255 - one_bit.grey)))


@pytest.mark.parametrize("level, noise", [(0, 0), (128, 0), (255, 0), (240, 3), (200, 3), (120, 3)])
def test_paper_alone_is_blank(level: int, noise: float) -> None:
    ink = find_ink(painted(np.zeros((200, 400), bool), paper=level, noise=noise))
    assert ink.is_blank
    assert ink.box == Box(0, 0, 0, 0)
    assert not ink.mask.any()


def test_a_fall_of_light_is_not_ink() -> None:
    assert find_ink(painted(np.zeros((200, 400), bool), paper=150, slope=90)).is_blank


def test_the_box_holds_all_ink_tightly() -> None:
    drawn = zigzag()
    ink = find_ink(bitonal(drawn))
    assert ink.box == exact_ink(drawn).box
    assert ink.cropped().sum() == drawn.sum()
    for side in (ink.cropped()[0], ink.cropped()[-1], ink.cropped()[:, 0], ink.cropped()[:, -1]):
        assert side.any()


@pytest.mark.parametrize(
    "thickness, row, paint", list(product([1, 2, 3], [90, 115, 135], [painted, bitonal]))
)
def test_a_ruled_line_goes_and_the_signature_stays(
    thickness: int, row: int, paint: Callable[[Mask], Page]
) -> None:
    """Where a stroke crosses it a little of the line may stay, or of the stroke go: at least 85 % is the
    same.
    """
    plain, ruled = zigzag(), zigzag()
    ruled[row : row + thickness] = True
    mask = found(paint(ruled))
    assert overlap(mask, found(paint(plain))) >= 0.85
    assert not mask[row : row + thickness, :60].any()
    assert not mask[row : row + thickness, 340:].any()


def test_a_ruled_line_that_lies_a_little_askew_goes() -> None:
    ruled = curve(zigzag(), [(0, 132), (399, 136)], thickness=2)
    assert overlap(found(painted(ruled)), found(painted(zigzag()))) >= 0.9


def test_a_ruled_line_down_the_page_goes() -> None:
    """It cuts a thin signature in half lengthwise: three quarters and more of the strokes stay."""
    upright = np.ascontiguousarray(zigzag(width=160, height=160, left=20, size=0.5).T)
    ruled = upright.copy()
    ruled[:, 70:72] = True
    mask = found(bitonal(ruled))
    assert overlap(mask, upright) >= 0.75
    assert not mask[:15, 70:72].any()


@pytest.mark.parametrize("amplitude", [0.0, 3.0])
def test_an_underline_by_hand_stays(amplitude: float) -> None:
    """It ends about where the name does; a printed line runs on to both sides."""
    along = np.arange(75, 330)
    line = [(float(x), 135.0 + amplitude * float(np.sin(x / 40.0))) for x in along]
    mask = found(painted(curve(zigzag(), line)))
    assert mask[128:142].any(axis=0).sum() >= along.size - 2


@pytest.mark.parametrize("turns", range(4))
def test_the_first_stroke_of_a_tight_crop_stays(turns: int) -> None:
    """An upright on the border is as long as many a page's edge, but does not run out of a corner."""
    drawn = np.zeros((120, 400), np.uint8)
    cv2.line(drawn, (3, 14), (5, 104), 1, 5)
    cv2.polylines(drawn, [np.array([[40, 100], [90, 0], [150, 119], [260, 40], [399, 70]])], False, 1, 5)
    mask = np.ascontiguousarray(np.rot90(drawn.astype(bool), turns))
    assert overlap(found(bitonal(mask)), mask) >= 0.99


def test_a_downstroke_that_overshoots_the_rest_is_no_printed_line() -> None:
    """The tallest stroke of a tight crop of one name reaches beyond all others at both ends."""
    drawn = np.zeros((140, 300), np.uint8)
    cv2.line(drawn, (150, 2), (151, 137), 1, 8)
    for left in (20, 90, 200):
        cv2.polylines(drawn, [np.array([[left, 40], [left + 50, 60], [left, 95]])], False, 1, 8)
    mask = drawn.astype(bool)
    assert overlap(found(bitonal(mask)), mask) >= 0.99


@pytest.mark.parametrize("turns, width", list(product(range(4), [2, 6])))
def test_the_dark_edge_of_a_page_goes(turns: int, width: int) -> None:
    edged = np.rot90(zigzag(), turns).copy()
    edged[:width] = True
    edged = np.ascontiguousarray(np.rot90(edged, -turns))
    assert overlap(found(painted(edged)), found(painted(zigzag()))) >= 0.99


def test_dust_goes_and_the_dot_of_an_i_stays() -> None:
    """The pen is 4 pixels wide and dwells a little on its dot; dust is one pixel."""
    drawn = zigzag()
    drawn[17:22, 200:205] = True
    dusty = drawn.copy()
    dusty[8:150:30, 10:60:13] = True
    for paint in (painted, bitonal):
        mask = found(paint(dusty))
        assert mask[18:21, 201:204].all()
        assert not mask[:, :66].any()


def test_the_page_is_left_as_it_was() -> None:
    page = painted(zigzag())
    edged = page.grey.copy()
    edged[:4] = 10
    for grey in (page.grey, edged, 255 - page.grey, bitonal(zigzag()).grey):
        before = grey.copy()
        grey.flags.writeable = False
        find_ink(Page(grey=grey))
        assert np.array_equal(grey, before)


@pytest.mark.parametrize(
    "shape",
    [(0, 0), (0, 5), (1, 1), (2, 2), (3, 3), (5, 5), (1, 500), (500, 1), (3, 500), (20, 81), (6, 900)],
)
def test_a_tiny_or_odd_page_is_no_error(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)
    pictures: list[NDArray[np.int64]] = [
        np.full(shape, 255),
        np.zeros(shape, np.int64),
        rng.integers(0, 256, shape),
        rng.choice([0, 255], shape),
    ]
    for grey in pictures:
        ink = find_ink(Page(grey=grey.astype(np.uint8)))
        assert ink.mask.shape == shape
        assert ink.is_blank == (not ink.mask.any())


def test_resolution_is_handed_on() -> None:
    assert find_ink(painted(zigzag())).dpi == 150.0


def test_contrast_is_the_share_of_the_papers_brightness_that_ink_takes() -> None:
    """(240 - 120) / 240."""
    thick = zigzag(thickness=8)
    assert find_ink(painted(thick, ink=120, paper=240, noise=0)).contrast == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("thickness", [3, 5, 9])
def test_stroke_width_is_that_of_the_pen(thickness: int) -> None:
    bar = np.zeros((200, 400), bool)
    bar[50 : 50 + thickness, 20:380] = True
    bar[80:180, 100 : 100 + thickness] = True
    # Bars lie along the grid, where the outline is not longer than the stroke: 4 / pi too wide.
    assert stroke_width_px(bar) * np.pi / 4 == pytest.approx(thickness, rel=0.06)
    assert stroke_width_px(np.zeros((5, 5), bool)) == 0.0
