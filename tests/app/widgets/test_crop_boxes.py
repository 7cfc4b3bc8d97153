"""Do boxes stay on the page, keep their size when moved, and never turn inside out?"""

from __future__ import annotations

import numpy as np
import pytest

from app.widgets.crop_boxes import SHORTEST_SIDE_PX, Grip, Sheet, grip_at, is_drawn
from core.image.page import Box

SHEET = Sheet(400, 300)
BOX = Box(100, 80, 120, 60)


def test_a_box_can_be_drawn_in_any_direction() -> None:
    assert SHEET.between(50, 60, 10, 20) == SHEET.between(10, 20, 50, 60) == Box(10, 20, 40, 40)


def test_a_box_drawn_beyond_the_page_ends_at_its_edge() -> None:
    assert SHEET.between(-10, 250, 500, 900) == Box(0, 250, 400, 50)


def test_a_moved_box_stops_at_the_edge_with_its_size_kept() -> None:
    assert SHEET.moved(BOX, 1000, -1000) == Box(280, 0, 120, 60)


@pytest.mark.parametrize(
    "grip, wanted",
    [
        (Grip.LEFT, Box(110, 80, 110, 60)),
        (Grip.RIGHT, Box(100, 80, 130, 60)),
        (Grip.TOP | Grip.LEFT, Box(110, 85, 110, 55)),
        (Grip.BOTTOM | Grip.RIGHT, Box(100, 80, 130, 65)),
    ],
)
def test_only_the_edges_that_are_held_move(grip: Grip, wanted: Box) -> None:
    assert SHEET.resized(BOX, grip, 10, 5) == wanted


def test_a_box_never_turns_inside_out_and_never_leaves_the_page() -> None:
    rng = np.random.default_rng(7)
    grips = [Grip.LEFT, Grip.RIGHT, Grip.TOP, Grip.BOTTOM, Grip.LEFT | Grip.TOP, Grip.RIGHT | Grip.BOTTOM]
    box = BOX
    for _ in range(300):
        dx, dy = rng.normal(0, 200, 2)
        box = SHEET.resized(box, grips[rng.integers(len(grips))], dx, dy)
        box = SHEET.moved(box, *rng.normal(0, 100, 2))
        assert min(box.width, box.height) >= SHORTEST_SIDE_PX
        assert box.left >= 0
        assert box.top >= 0
        assert box.left + box.width <= 400
        assert box.top + box.height <= 300


@pytest.mark.parametrize(
    "point, grip",
    [
        ((101, 110), Grip.LEFT),
        ((219, 139), Grip.RIGHT | Grip.BOTTOM),
        ((160, 79), Grip.TOP),
        ((160, 110), Grip.INSIDE),
    ],
)
def test_what_is_held_depends_on_where(point: tuple[int, int], grip: Grip) -> None:
    assert grip_at([BOX], *point, reach=4) == (0, grip)


def test_nothing_is_held_beside_the_boxes() -> None:
    assert grip_at([BOX], 90, 110, reach=4) is None


def test_the_edge_of_a_box_below_can_be_held_through_the_one_above() -> None:
    above = Box(90, 70, 140, 80)
    assert grip_at([BOX, above], 101, 110, reach=4) == (0, Grip.LEFT)
    assert grip_at([BOX, above], 160, 110, reach=4) == (1, Grip.INSIDE)


def test_a_slip_of_the_hand_is_no_box() -> None:
    assert not is_drawn(Box(0, 0, 200, 3))
    assert is_drawn(Box(0, 0, 200, 40))


def test_a_new_box_lies_on_the_page_even_at_its_corner() -> None:
    box = SHEET.centred(0, 0)
    assert (box.left, box.top) == (0, 0)
    assert SHEET.centred(200, 150).width == 120
