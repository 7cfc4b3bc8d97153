"""Do the thresholds keep on the development writers what they promise?"""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import BadData
from core.scoring.calibrate import bounded, calibration_for, raw_score
from core.scoring.evidence import NAMES
from core.scoring.metrics import false_accept_rate, false_reject_rate
from core.training.fitting import DRAWS, fit_judgement
from core.training.trials import draw_trials
from tests.core.training.builders import likeness

OVERLAPPING = [likeness(n, far=0.35, spread=0.1, genuine=8, forged=8) for n in range(12)]


def test_thresholds_hold_their_rates_on_the_writers_they_were_set_on() -> None:
    calibrations, cut, points = fit_judgement(OVERLAPPING, seed=1)
    trials = draw_trials(OVERLAPPING, specimens=5, draws=DRAWS, seed=1)
    trials = trials.rows(~trials.is_stranger)
    calibration = calibration_for(calibrations, 5)
    llr = bounded(raw_score(trials.evidence, calibration), calibration)
    assert cut.reject_llr < cut.accept_llr
    # Sets are pooled by quantiles, so a rate is met to within a forgery or two of 960.
    assert false_accept_rate(llr[~trials.is_genuine], cut.accept_llr) == pytest.approx(0.01, abs=0.003)
    assert false_reject_rate(llr[trials.is_genuine], cut.reject_llr) == pytest.approx(0.01, abs=0.006)
    assert (cut.accept_far, cut.reject_frr) == (0.01, 0.01)
    for point in points:
        assert false_accept_rate(llr[~trials.is_genuine], point.llr) == pytest.approx(point.far, abs=0.003)


def test_there_is_a_calibration_for_each_number_of_specimens_that_the_writers_have() -> None:
    calibrations = fit_judgement(OVERLAPPING).calibrations
    assert [one.specimens for one in calibrations] == [1, 2, 3, 5]
    more = fit_judgement([likeness(n, genuine=12) for n in range(3)]).calibrations
    assert [one.specimens for one in more] == [1, 2, 3, 5, 10]


def test_closer_is_more_genuine() -> None:
    calibrations = fit_judgement(OVERLAPPING).calibrations
    close, far = likeness(90, far=0.2, spread=0.0), likeness(91, far=0.6, spread=0.0)
    for calibration in calibrations:
        llr = [
            raw_score(draw_trials([one], specimens=calibration.specimens, draws=1).evidence, calibration)[
                7 - calibration.specimens
            ]  # the first forgery
            for one in (close, far)
        ]
        assert llr[0] > 0 > llr[1]


def test_numbers_that_never_vary_carry_no_weight() -> None:
    """A method without forms leaves their columns at zero."""
    for calibration in fit_judgement(OVERLAPPING).calibrations:
        assert calibration.weights[NAMES.index("aspect") :] == (0.0, 0.0, 0.0)
        assert np.isfinite(calibration.weights).all()


def test_strangers_do_not_move_the_thresholds() -> None:
    without = [likeness(n, far=0.35, spread=0.1, genuine=8, forged=8, strangers=0) for n in range(12)]
    for one, other in zip(OVERLAPPING, without, strict=True):
        np.copyto(other.distance, one.distance[:, :16])
        np.copyto(other.local, one.local[:, :16])
    assert fit_judgement(without) == fit_judgement(OVERLAPPING)


def test_a_set_without_forgeries_is_left_out() -> None:
    genuine_only = [likeness(n, forged=0, set_name="b", spread=0.3) for n in range(20, 24)]
    assert fit_judgement(OVERLAPPING + genuine_only) == fit_judgement(OVERLAPPING)


@pytest.mark.parametrize("forged", [0, 5])
def test_too_few_writers_with_forgeries_are_refused(forged: int) -> None:
    with pytest.raises(BadData, match="development writers"):
        fit_judgement([likeness(n, forged=forged) for n in range(2)])
