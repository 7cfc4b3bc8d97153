"""Do tables and recordings of SVC2004 say what was written, and is anything else refused?"""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import BadData
from core.pen.texts import csv_of, from_csv, from_svc, is_csv
from tests.core.pen.builders import is_same, line, written

SVC = "3\n10 20 1000 0 1200 450 0\n110 -24 1010 1 1200 460 1023\n120 30 1030 1 1210 450 0\n"


@pytest.mark.parametrize("pressed", [True, False])
@pytest.mark.parametrize("tilted", [True, False])
def test_a_table_gives_back_every_number(pressed: bool, tilted: bool) -> None:
    way = written(pressed=pressed, tilted=tilted)
    text = csv_of(way)
    assert is_csv(text)
    assert is_same(from_csv(text), way)


def test_a_table_begins_with_the_names_of_its_columns() -> None:
    assert csv_of(line()).splitlines()[:2] == [
        "x_mm,y_mm,t_s,pressure,down",
        "0.000,0.000,0.000000,0.500008,1",
    ]


def test_columns_may_stand_in_any_order_and_others_are_left_alone() -> None:
    way = from_csv("note;T_s; y_mm ;x_mm\r\nfirst;5;1;2\r\n\r\nlast;5.5;1.5;2.5\r\n")
    assert way.points[:, :3].tolist() == [[2.0, 1.0, 0.0], [2.5, 1.5, 0.5]]
    assert not way.has_pressure
    assert way.is_down.all()


def test_where_nobody_says_it_the_pen_is_down_where_it_presses() -> None:
    way = from_csv("x_mm,y_mm,t_s,pressure\n0,0,0,0\n1,0,1,0.5\n2,0,2,0\n")
    assert way.is_down.tolist() == [False, True, False]


def test_a_tilt_that_is_told_in_parts_is_none() -> None:
    """Half a tilt cannot be written down in any format."""
    assert from_csv("x_mm,y_mm,t_s,azimuth_deg\n0,0,0,90\n1,0,1,90\n").tilt is None


@pytest.mark.parametrize(
    "text, why",
    [
        ("x_mm,y_mm,t_s\n", "fewer than two moments"),
        ("x_mm,y_mm,t_s\n0,0,0\n1,0\n", "row 3: 2 cells under 3 names"),
        ("x_mm,y_mm,t_s\n0,0,0\n1,a,1\n", "row 3, column y_mm: not a number"),
        ("x_mm,y_mm,t_s\n0,0,0\n1,,1\n", "row 3, column y_mm: not a number"),
        ("x_mm,y_mm,t_s\n0,0,0\n1,nan,1\n", "a number in it is none"),
        ("x_mm,y_mm,t_s,pressure\n0,0,0,1\n1,1,1,\n", "row 3, column pressure"),
        ("x_mm,y_mm,t_s,x_mm\n0,0,0,0\n1,0,1,0\n", "two columns have one name"),
        ("x_mm,y_mm\n0,0\n1,0\n", "no column called 't_s'"),
    ],
)
def test_a_table_that_says_something_else_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadData, match=why):
        from_csv(text)


def test_a_recording_is_read_in_mm_with_y_downwards() -> None:
    way = from_svc(SVC)
    assert way.points[:, :3].tolist() == [[0.1, -0.2, 0.0], [1.1, 0.24, 0.01], [1.2, -0.3, 0.03]]
    assert way.points[:, 3].tolist() == [0.0, 1.0, 0.0]
    assert way.is_down.tolist() == [False, True, True]
    assert way.tilt is not None
    assert way.tilt.tolist() == [[120.0, 45.0], [120.0, 46.0], [121.0, 45.0]]


def test_a_recording_of_task_1_has_neither_pressure_nor_tilt() -> None:
    way = from_svc("2\n0 0 0 1\n100 0 10 1\n")
    assert (way.has_pressure, way.tilt) == (False, None)


def test_a_clock_that_steps_back_stands_still() -> None:
    way = from_svc("4\n0 0 0 1\n10 0 10 1\n20 0 2 1\n30 0 20 1\n")
    assert way.points[:, 2].tolist() == [0.0, 0.01, 0.01, 0.02]


@pytest.mark.parametrize(
    "text", ["", "1\n1 2\n", "2\n1 2 3 1\n", "1\na b c d\n", "2\n1 2 3 1\n1 2 3 1\n", "x\n1 2 3 1\n"]
)
def test_what_is_no_recording_is_refused(text: str) -> None:
    with pytest.raises(BadData, match="trajectory"):
        from_svc(text)


def test_texts_that_are_cut_anywhere_are_shorter_or_refused() -> None:
    for text, read in ((csv_of(line(moments=6)), from_csv), (SVC, from_svc)):
        for cut in range(len(text)):
            try:
                assert len(read(text[:cut]).points) <= 6
            except BadData:
                continue


def test_texts_in_which_signs_were_changed_are_never_another_error() -> None:
    rng = np.random.default_rng(9)
    signs = "0123456789.,;-+eE\n\t \"'xnaif\x00é"
    for text, read in ((csv_of(line(moments=6)), from_csv), (SVC, from_svc)):
        for _ in range(400):
            other = list(text)
            for place in rng.integers(0, len(text), 3):
                other[place] = signs[rng.integers(len(signs))]
            try:
                read("".join(other))
            except BadData:
                continue
