"""Does a skeleton keep its structure when parts are put together and left out?"""

from __future__ import annotations

import numpy as np

from core.data.synthetic.seeds import generator
from core.data.synthetic.skeleton import Placed, assemble, means_by
from core.data.synthetic.strokes import Motion, trace

CALM = Motion(roundness=0.0, tension=0.5, speed_mm_s=60.0, flying=0.5, tremor_mm=0.0)


def line(left: float, right: float, *, glyph: int, runs_on: bool = False) -> Placed:
    points = np.array([[left, 0.0], [(left + right) / 2, 1.0], [right, 0.0]])
    return Placed(points=points, glyph=glyph, word=0, runs_on=runs_on)


def test_parts_that_run_on_are_one_stroke() -> None:
    skeleton = assemble([line(0, 4, glyph=0, runs_on=True), line(5, 9, glyph=1), line(10, 14, glyph=2)])
    strokes = trace(skeleton, CALM, rng=generator(0))
    assert len(strokes) == 2
    assert strokes[0][0, 0] == 0.0
    assert 8.0 < strokes[0][-1, 0] <= 9.0


def test_leaving_a_part_out_renumbers_the_rest_and_lifts_the_pen_before_it() -> None:
    parts = [line(0, 4, glyph=0, runs_on=True), line(5, 9, glyph=1, runs_on=True), line(10, 14, glyph=2)]
    shorter = assemble(parts).without_part(1)
    assert shorter.part.tolist() == [0, 0, 0, 1, 1, 1]
    assert shorter.joined.tolist() == [False, False]
    assert shorter.points[3, 0] == 10.0


def test_leaving_the_first_part_out_keeps_what_follows_joined() -> None:
    parts = [line(0, 4, glyph=0), line(5, 9, glyph=1, runs_on=True), line(10, 14, glyph=2)]
    assert assemble(parts).without_part(0).joined.tolist() == [True, False]


def test_means_are_taken_group_by_group() -> None:
    values = np.array([[0.0, 2.0], [2.0, 4.0], [7.0, 7.0]])
    assert means_by(values, np.array([0, 0, 1])).tolist() == [[1.0, 3.0], [7.0, 7.0]]


def test_writing_slower_leaves_more_time_between_samples() -> None:
    skeleton = assemble([line(0, 20, glyph=0)])
    slow = Motion(roundness=0.0, tension=0.5, speed_mm_s=30.0, flying=0.5, tremor_mm=0.0)
    fast_s, slow_s = (trace(skeleton, motion, rng=generator(0))[0][-1, 2] for motion in (CALM, slow))
    assert abs(slow_s - 2.0 * fast_s) < 1e-6


def test_a_pen_without_tremor_goes_through_the_control_points() -> None:
    path = trace(assemble([line(0, 20, glyph=0)]), CALM, rng=generator(0))[0]
    assert np.hypot(path[:, 0] - 10.0, path[:, 1] + 1.0).min() < 0.2
