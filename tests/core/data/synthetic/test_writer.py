"""Do made-up writers sign like people: alike each time, unlike others, imitated more or less well?"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.data.synthetic.distort import distort
from core.data.synthetic.render import render_mask
from core.data.synthetic.seeds import generator
from core.data.synthetic.strokes import Strokes
from core.data.synthetic.text import Script
from core.data.synthetic.writer import draw_writers, make_writer

WRITERS = range(300, 330)  # 30 seeds: means below differ by many times their spread over other ranges
SIDE_PX = 320


def placed(strokes: Strokes) -> NDArray[np.bool_]:
    """Draw strokes 280 px long about the middle of a square, one pixel wide: size and pen do not count."""
    points = np.concatenate(strokes)[:, :2]
    scale = 280.0 / np.ptp(points, axis=0).max()
    centre = (points.min(axis=0) + points.max(axis=0)) / 2.0
    canvas = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    for stroke in strokes:
        pixels = ((stroke[:, :2] - centre) * scale + SIDE_PX / 2).round().astype(np.int32)
        cv2.polylines(canvas, [pixels], False, 1)
    return canvas.astype(np.bool_)


def chamfer(a: Strokes, b: Strokes) -> float:
    """Mean distance in pixels from each line to the nearest of the other, both ways."""
    first, second = placed(a), placed(b)
    near_first, near_second = (
        cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 3) for mask in (first, second)
    )
    return float((near_second[first].mean() + near_first[second].mean()) / 2.0)


def other_signature(kind: str, *, number: int, k: int) -> Strokes:
    """Return the k-th signature to hold against the first genuine one of writer `number`."""
    if kind == "genuine":
        return make_writer(number).genuine(k + 1)
    if kind == "random":
        return make_writer(number + 1000 + k).genuine(0)
    skill = {"close": 1.0, "middling": 0.5, "poor": 0.0}.get(kind)  # "forged": as it comes
    return make_writer(number).forged(k, skill=skill)


@cache
def mean_distance(kind: str) -> float:
    """Mean chamfer distance of a writer's first signature to another of this kind."""
    distances = [
        chamfer(make_writer(number).genuine(0), other_signature(kind, number=number, k=k))
        for number in WRITERS
        for k in range(3)
    ]
    return float(np.mean(distances))


def test_forgeries_are_further_from_genuine_than_genuine_are() -> None:
    assert mean_distance("forged") > 1.2 * mean_distance("genuine")


def test_other_writers_are_much_further_than_forgeries() -> None:
    assert mean_distance("random") > 1.5 * mean_distance("forged")


def test_skill_orders_forgeries() -> None:
    assert mean_distance("close") < mean_distance("middling") < mean_distance("poor")


def test_the_most_skilled_forger_is_nearly_as_close_as_the_writer() -> None:
    assert mean_distance("close") < 1.25 * mean_distance("genuine")


def test_the_same_seed_gives_the_same_signatures_whatever_was_asked_before() -> None:
    one, other = make_writer(11), make_writer(11)
    other.forged(4)
    other.genuine(0)
    for mine, theirs in ((one.genuine(3), other.genuine(3)), (one.forged(2), other.forged(2))):
        assert len(mine) == len(theirs)
        assert all(np.array_equal(a, b) for a, b in zip(mine, theirs, strict=True))


def test_signatures_of_one_writer_are_never_copies() -> None:
    writer = make_writer(12)
    assert chamfer(writer.genuine(0), writer.genuine(1)) > 0.1


def test_writers_come_in_the_order_of_their_seeds() -> None:
    assert [writer.seed for writer in draw_writers([5, 2, 9])] == [5, 2, 9]


@pytest.mark.parametrize("script", list(Script))
def test_each_script_is_written_in_finite_strokes_that_take_time(script: Script) -> None:
    for seed in range(8):
        writer = make_writer(seed, script=script)
        for strokes in (writer.genuine(0), writer.forged(0)):
            assert strokes
            samples = np.concatenate(strokes)
            assert samples.shape[1] == 3
            assert np.isfinite(samples).all()
            assert (np.diff(samples[:, 2]) >= 0.0).all()
            assert 8.0 < np.ptp(samples[:, :2], axis=0).max() < 200.0


def test_a_writer_with_a_name_signs_with_its_letters() -> None:
    writer = make_writer(3, name="Ada O. Lem")
    keys = [[glyph.key[0] for glyph in word] for word in writer.text.words]
    assert keys == [["A", "d", "a"], ["O", "."], ["L", "e", "m"]]


@pytest.mark.parametrize("skill", [0.0, 0.5, 1.0])
def test_distorting_keeps_finite_strokes_of_about_the_same_size(skill: float) -> None:
    strokes = make_writer(21).genuine(0)
    forged = distort(strokes, rng=generator(1), skill=skill)
    before, after = np.concatenate(strokes), np.concatenate(forged)
    assert np.isfinite(after).all()
    ratio = np.ptp(after[:, :2], axis=0).max() / np.ptp(before[:, :2], axis=0).max()
    assert 0.5 < ratio < 2.0


def test_less_skill_distorts_more() -> None:
    distances = [
        np.mean(
            [
                chamfer(strokes, distort(strokes, rng=generator(seed), skill=skill))
                for seed, strokes in enumerate(writer.genuine(0) for writer in draw_writers(range(20)))
            ]
        )
        for skill in (1.0, 0.5, 0.0)
    ]
    assert distances[0] < distances[1] < distances[2]


def test_mask_is_tight_with_its_border() -> None:
    mask = render_mask(make_writer(8).genuine(0), rng=generator(0), border_px=5)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    gaps = (rows[0], mask.shape[0] - 1 - rows[-1], columns[0], mask.shape[1] - 1 - columns[-1])
    assert all(4 <= gap <= 10 for gap in gaps)


def test_a_wider_pen_inks_more() -> None:
    strokes = make_writer(9).genuine(0)
    thin, wide = (render_mask(strokes, rng=generator(0), pen_mm=pen, dpi=300.0) for pen in (0.3, 0.8))
    assert wide.sum() > 1.5 * thin.sum()
