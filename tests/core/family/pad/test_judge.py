"""Are writers judged by what others taught, and do image and pen tell more than either?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.family.pad.judge import fit, judged, judged_by_others
from core.family.pad.trials import PadTrials, draw_pad_trials
from core.scoring.metrics import equal_error_rate
from tests.core.family.pad.builders import IMAGE, compared

TRIALS = draw_pad_trials(compared(), IMAGE, specimens=3)


def error(score: np.ndarray, trials: PadTrials = TRIALS) -> float:
    return equal_error_rate(score[trials.is_genuine], score[~trials.is_genuine & ~trials.is_stranger])


def test_both_tell_more_than_either() -> None:
    by = judged_by_others(TRIALS, specimens=3, repeats=4)
    assert error(by.both) < min(error(by.image), error(by.pen)) - 0.02
    assert (np.abs(by.bounded) <= np.abs(by.both) + 1e-12).all()


def test_a_fold_is_judged_by_what_the_others_taught() -> None:
    """What its own writers wrote does not change how they are judged."""
    here = TRIALS.fold == 2
    upside_down = replace(TRIALS, is_genuine=np.where(here, ~TRIALS.is_genuine, TRIALS.is_genuine))
    before, after = (
        judged_by_others(trials, specimens=3, repeats=4).both for trials in (TRIALS, upside_down)
    )
    np.testing.assert_array_equal(before[here], after[here])
    assert not np.allclose(before[~here], after[~here])


def test_random_forgeries_teach_nothing() -> None:
    wild = replace(TRIALS, closeness=np.where(TRIALS.is_stranger, 50.0, TRIALS.closeness))
    assert fit(wild, specimens=3, repeats=4) == fit(TRIALS, specimens=3, repeats=4)


def test_writers_count_alike_however_often_they_signed() -> None:
    """A writer whose signatures all stand there twice counts as before."""
    twice = TRIALS.writer == 4
    rows = np.concatenate([np.arange(twice.size), np.flatnonzero(twice)])
    more = PadTrials(*(getattr(TRIALS, name)[rows] for name in TRIALS.__dataclass_fields__))
    before, after = (fit(trials, specimens=3, repeats=4).both for trials in (TRIALS, more))
    score = [judged(TRIALS, fit(trials, specimens=3, repeats=4)).both for trials in (TRIALS, more)]
    np.testing.assert_allclose(after.weights, before.weights, rtol=0.05)
    np.testing.assert_allclose(score[0], score[1], atol=0.1)
