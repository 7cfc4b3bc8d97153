"""Does a curve grow from what a child says, whatever that is?"""

from __future__ import annotations

from typing import Any

import pytest

from app.engine.training_course import Outcome, Part, Track, outcome_of


def step(number: int, **changes: Any) -> dict[str, object]:
    usual = {"event": "step", "step": number, "steps": 10, "seconds": 2.0 * number, "loss": 0.5, "checks": []}
    return usual | changes


def check(number: int, error: float) -> dict[str, object]:
    return {"step": number, "loss": 0.4, "development_eer": error}


def test_steps_and_checks_become_one_curve_and_step_0_is_the_champion() -> None:
    track = Track()
    track.take_step(step(1, checks=[check(0, 0.09)]))
    track.take_step(step(2, loss=0.3, checks=[check(2, 0.07)]))
    assert track.rows == ((1, 0.5, None), (2, 0.3, 0.07))
    assert track.level == 0.09
    assert (track.step, track.steps, track.part) == (2, 10, Part.LEARNING)


def test_what_is_left_takes_as_long_as_the_median_of_the_last_steps() -> None:
    track = Track()
    track.take_step(step(1))
    assert track.remaining_s is None
    for number, seconds in ((2, 4.0), (3, 6.0), (4, 60.0)):
        track.take_step(step(number, seconds=seconds))
    assert track.remaining_s == pytest.approx(2.0 * 6)


def test_a_pause_is_not_counted_as_a_slow_step() -> None:
    track = Track()
    track.take_step(step(1))
    track.take_step(step(2))
    track.rest()
    track.take_step(step(3, seconds=900.0))
    track.take_step(step(4, seconds=902.0))
    assert track.remaining_s == pytest.approx(2.0 * 6)


def test_steps_that_are_done_again_replace_what_was_known_of_them() -> None:
    track = Track()
    for number in (1, 2, 3):
        track.take_step(step(number, checks=[check(number, 0.08)]))
    track.take_step(step(2, loss=0.1))
    assert track.rows == ((1, 0.5, 0.08), (2, 0.1, None))


def test_a_step_that_is_told_twice_keeps_its_error() -> None:
    track = Track()
    track.take_step(step(2, checks=[check(2, 0.08)]))
    track.take_step(step(2))
    assert track.rows == ((2, 0.5, 0.08),)


def test_a_kept_curve_is_where_it_goes_on() -> None:
    track = Track(step=4, steps=10, curve=[{"step": 0, "development_eer": 0.1}, check(4, 0.06)])
    assert track.rows == ((4, 0.4, 0.06),)
    assert (track.level, track.step) == (0.1, 4)


@pytest.mark.parametrize(
    "message",
    [
        {},
        step(-1),
        step(11),
        step(1, steps=0),
        step(1, step="many"),
        step(1, step=True),
        step(1, steps=None),
    ],
)
def test_a_step_that_makes_no_sense_is_left_out(message: dict[str, object]) -> None:
    track = Track()
    track.take_step(message)
    assert (track.rows, track.step) == ((), 0)


def test_numbers_that_make_no_sense_are_left_out_of_a_step() -> None:
    track = Track()
    checks = [7, {}, check(2, float("nan")), check(3, 3.0), check(1, 0.2)]
    track.take_step(step(1, loss=float("nan"), seconds="long", checks=checks))
    track.take_step(step(2, loss="low", checks="none"))
    assert track.rows == ((1, None, 0.2),)
    assert track.remaining_s is None


def test_the_same_words_stand_for_thresholds_first_and_then_for_the_comparison() -> None:
    track, parts = Track(), []
    for doing in ("making up writers", "loss 0.3, 2 min left", "embedding", "comparing", "calibrating"):
        track.take_tick({"doing": doing, "done": 1, "total": 3})
        parts.append(track.part)
    assert parts == [Part.PREPARING, Part.LEARNING, Part.THRESHOLDS, Part.THRESHOLDS, Part.CALIBRATING]
    for doing in ("making up writers", "embedding", "comparing"):
        track.take_tick({"doing": doing, "done": 2, "total": 9})
        assert track.part is Part.COMPARING
    assert (track.tick.done, track.tick.total) == (2, 9)


def test_a_tick_that_makes_no_sense_counts_nothing() -> None:
    track = Track()
    track.take_tick({"done": "x", "total": -4})
    assert (track.tick.done, track.tick.total, track.part) == (0, 0, Part.PREPARING)


def test_an_outcome_needs_a_model_and_a_sentence() -> None:
    whole = {"challenger": "abc", "may_activate": True, "sentence": "Better."}
    assert outcome_of(whole) == Outcome("abc", True, "Better.")
    assert outcome_of(whole | {"may_activate": "yes"}) == Outcome("abc", False, "Better.")
    assert outcome_of(whole | {"challenger": ""}) is None
    assert outcome_of(whole | {"sentence": 3}) is None
