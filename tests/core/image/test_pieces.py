"""Are pieces counted, and gaps between parts measured, as one would by hand?"""

from __future__ import annotations

import numpy as np
import pytest

from core.image.pieces import Pieces, find_pieces


def pieces_of(*boxes: tuple[int, int, int, int]) -> Pieces:
    """Return the pieces of filled rectangles, given as left, top, width, height."""
    mask = np.zeros((100, 200), bool)
    for left, top, width, height in boxes:
        mask[top : top + height, left : left + width] = True
    return find_pieces(mask)


def test_pieces_that_touch_at_a_corner_are_one() -> None:
    pieces = pieces_of((0, 0, 5, 5), (5, 5, 5, 5), (20, 0, 4, 3))
    assert sorted(pieces.area.tolist()) == [12, 50]


def test_a_gap_is_measured_in_heights_of_the_taller_part() -> None:
    """60 empty columns between parts of 20 and 30 rows: 2.0."""
    pieces = pieces_of((0, 0, 40, 20), (100, 0, 40, 30))
    assert pieces.widest_gap(is_vertical=False, least_part=0.2) == pytest.approx(2.0)
    assert pieces.widest_gap(is_vertical=True, least_part=0.2) == 0.0


def test_a_gap_below_is_measured_likewise() -> None:
    """30 empty rows between parts of 20 and 40 rows: 0.75."""
    pieces = pieces_of((0, 0, 40, 20), (10, 50, 40, 40))
    assert pieces.widest_gap(is_vertical=True, least_part=0.2) == pytest.approx(0.75)


def test_a_part_with_little_ink_does_not_count() -> None:
    pieces = pieces_of((0, 0, 40, 20), (150, 0, 10, 10))
    assert pieces.widest_gap(is_vertical=False, least_part=0.2) == 0.0
    assert pieces.widest_gap(is_vertical=False, least_part=0.1) == pytest.approx(110 / 20)


def test_a_speck_does_not_bridge_a_gap() -> None:
    apart = pieces_of((0, 0, 40, 20), (100, 0, 40, 20), (60, 5, 2, 2))
    assert apart.widest_gap(is_vertical=False, least_part=0.2) == pytest.approx(60 / 20)


def test_several_parts_are_split_where_the_gap_is_widest() -> None:
    pieces = pieces_of((0, 0, 20, 20), (25, 0, 20, 20), (105, 0, 20, 20))
    assert pieces.widest_gap(is_vertical=False, least_part=0.2) == pytest.approx(60 / 20)
