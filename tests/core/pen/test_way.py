"""Is the way of a pen held as it was, kept as it is held, and refused where no pen wrote it?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.errors import BadData
from core.pen.sampling import sampled
from core.pen.way import Trajectory
from tests.core.pen.builders import is_same, line, written


def changed(**changes: Any) -> Trajectory:
    """Return a line of three moments with other numbers in it; a key like `t1` names column and row."""
    points = np.column_stack([[0.0, 1.0, 2.0], [0.0, 0.0, 1.0], [0.0, 0.1, 0.2], [0.5, 0.5, 0.5]])
    for place, value in changes.items():
        if place != "down":
            points[int(place[1:]), "xytp".index(place[0])] = value
    return Trajectory(points, np.array(changes.get("down", [True, True, True])))


@pytest.mark.parametrize(
    "changes, why",
    [
        ({"x1": np.nan}, "a number in it is none"),
        ({"y2": np.inf}, "a number in it is none"),
        ({"t0": -np.inf}, "a number in it is none"),
        ({"p1": np.nan}, "a number in it is none"),
        ({"t1": 0.3}, "its time runs back"),
        ({"t1": 0.0, "t2": 0.0}, "fewer than two moments"),
        ({"t2": 120.1}, "longer than 120 s"),
        ({"x2": 501.0}, "larger than 500 mm"),
        ({"x0": 3000.0, "x1": 3000.0, "x2": 3000.0}, "far off any pad"),
        ({"p1": 1.1}, "a pressure outside"),
        ({"p1": -0.1}, "a pressure outside"),
        ({"down": [False, False, False]}, "never touched"),
        ({"down": [True, False]}, "not x, y, time and pressure"),
    ],
)
def test_what_no_pen_wrote_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(BadData, match=why):
        changed(**changes)


@pytest.mark.parametrize("count", [0, 1])
def test_a_moment_alone_is_no_way(count: int) -> None:
    with pytest.raises(BadData, match="fewer than two moments"):
        Trajectory(np.zeros((count, 4)), np.ones(count, bool))


def test_too_many_moments_are_refused() -> None:
    with pytest.raises(BadData, match="more than 100000 moments"):
        Trajectory(np.zeros((100_001, 4)), np.ones(100_001, bool))


@pytest.mark.parametrize("tilt", [(361.0, 40.0), (10.0, 91.0), (np.nan, 40.0)])
def test_a_tilt_that_no_pen_has_is_refused(tilt: tuple[float, float]) -> None:
    one = line()
    with pytest.raises(BadData, match="tilt"):
        Trajectory(one.points, one.is_down, np.full((len(one.points), 2), tilt))


def test_time_is_counted_from_the_first_moment() -> None:
    late = changed(t0=1.7e9, t1=1.7e9 + 0.25, t2=1.7e9 + 0.5)
    assert late.points[:, 2].tolist() == [0.0, 0.25, 0.5]
    assert late.seconds == 0.5


def test_what_is_held_cannot_be_changed_and_is_not_the_callers() -> None:
    points = np.array(line().points)
    way = Trajectory(points, np.ones(len(points), bool))
    points[0, 0] = 9.0
    assert way.points[0, 0] == 0.0
    with pytest.raises(ValueError, match="read-only"):
        way.points[0, 0] = 1.0


@pytest.mark.parametrize("pressed", [True, False])
@pytest.mark.parametrize("tilted", [True, False])
def test_bytes_give_back_every_number(pressed: bool, tilted: bool) -> None:
    way = written(pressed=pressed, tilted=tilted)
    again = Trajectory.from_bytes(way.to_bytes())
    assert is_same(again, way)
    assert again.has_pressure is pressed
    assert again.to_bytes() == way.to_bytes()


def test_it_is_kept_to_a_micrometre_a_microsecond_and_a_level_of_pressure() -> None:
    way = changed(x1=1.23456, t1=0.12345678, p1=0.333333)
    assert way.points[1, [0, 2]].tolist() == [1.235, 0.123457]
    assert way.points[1, 3] == pytest.approx(0.333333, abs=0.5 / 65535)


def test_a_moment_takes_few_bytes() -> None:
    way = written(tilted=True)
    assert len(way.to_bytes()) < 12 * len(way.points)


def test_bytes_that_are_cut_anywhere_are_refused() -> None:
    data = line(moments=9).to_bytes()
    for cut in range(len(data)):
        with pytest.raises(BadData):
            Trajectory.from_bytes(data[:cut])


def test_bytes_that_were_changed_are_refused_or_another_way() -> None:
    data = written().to_bytes()
    rng = np.random.default_rng(5)
    refused = 0
    for place in rng.integers(0, len(data), 300):
        other = bytearray(data)
        other[place] ^= 1 << int(rng.integers(8))
        try:
            Trajectory.from_bytes(bytes(other))
        except BadData:
            refused += 1
    assert refused >= 299  # the highest byte of a flag may be free; what is compressed is checked by a sum


def test_strokes_are_what_was_written_without_lifting_the_pen() -> None:
    way = Trajectory(
        np.column_stack([np.arange(6.0), np.zeros(6), np.arange(6.0) / 10, np.full(6, np.nan)]),
        np.array([False, True, True, False, True, False]),
    )
    assert [stroke[:, 0].tolist() for stroke in way.strokes()] == [[1.0, 2.0], [4.0]]


def test_the_networks_take_its_track() -> None:
    way = written(pressed=False)
    track = way.track
    assert track.shape == (len(way.points), 5)
    assert np.isnan(track[:, 4]).all()
    assert sampled(track).shape == (6, 200)


def test_without_its_pressure_a_way_is_otherwise_the_same() -> None:
    way = written(3, tilted=True)
    assert is_same(way.without_pressure(), written(3, pressed=False, tilted=True))
    assert way.has_pressure
