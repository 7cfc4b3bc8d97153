"""Is evidence turned into likelihood ratios that mean what they say, and cut where it was asked?"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import BadData
from core.net.checkpoint import Calibration
from core.scoring.calibrate import bounded, calibration_for, fit_calibration, fit_cut, raw_score
from core.scoring.metrics import cllr, false_accept_rate, false_reject_rate, min_cllr

Floats = NDArray[np.float64]


def development(genuine: int, forged: int, *, seed: int = 0) -> tuple[Floats, NDArray[np.bool_]]:
    """Return two numbers per signature: one of unit spread with two between the means, and noise."""
    rng = np.random.default_rng(seed)
    truth = np.repeat([True, False], [genuine, forged])
    telling = np.where(truth, 1.0, -1.0) + rng.normal(0.0, 1.0, truth.size)
    return np.column_stack([telling, 5.0 + 3.0 * rng.normal(0.0, 1.0, truth.size)]), truth


def fitted(genuine: int, forged: int, *, seed: int = 0) -> Calibration:
    evidence, truth = development(genuine, forged, seed=seed)
    return fit_calibration(evidence, truth, specimens=3, weights=np.ones(truth.size))


def at(value: float, calibration: Calibration) -> float:
    return float(raw_score(np.array([value, 5.0]), calibration))


def test_known_likelihood_ratios_are_found() -> None:
    """Two normal curves at +1 and -1: the ratio at x is exp(2 x), 0.87 x as log10; 4,000 of each."""
    calibration = fitted(4000, 4000)
    for value in (-2.0, -1.0, 0.0, 1.0, 2.0):
        assert at(value, calibration) == pytest.approx(2.0 * value / np.log(10.0), abs=0.12)


def test_more_genuine_evidence_gives_a_larger_ratio_and_noise_little() -> None:
    calibration = fitted(400, 400)
    assert calibration.weights[0] > 0.5
    assert abs(calibration.weights[1]) < 0.05


@pytest.mark.parametrize("genuine, forged", [(3000, 500), (500, 3000)])
def test_shares_of_the_classes_do_not_shift_the_ratio(genuine: int, forged: int) -> None:
    """The ratio at 0 stays 1: six times as many of one kind would shift it by 0.78."""
    assert at(0.0, fitted(genuine, forged)) == pytest.approx(0.0, abs=0.1)


def test_every_forgery_twice_gives_nearly_the_same_ratios() -> None:
    """But for the ridge, which weighs on a smaller table a little more."""
    evidence, truth = development(500, 500)
    again = np.concatenate([evidence, evidence[~truth]]), np.concatenate([truth, truth[~truth]])
    once = fit_calibration(evidence, truth, specimens=1, weights=np.ones(truth.size))
    twice = fit_calibration(*again, specimens=1, weights=np.ones(again[1].size))
    for value in (-2.0, 0.0, 2.0):
        assert at(value, twice) == pytest.approx(at(value, once), abs=0.1)


def test_a_row_of_weight_two_counts_as_two_rows() -> None:
    evidence, truth = development(300, 300)
    heavy = np.where(np.arange(truth.size) % 3 == 0, 2.0, 1.0)
    rows = np.repeat(np.arange(truth.size), heavy.astype(int))
    by_weight = fit_calibration(evidence, truth, specimens=1, weights=heavy)
    by_rows = fit_calibration(evidence[rows], truth[rows], specimens=1, weights=np.ones(rows.size))
    for value in (-2.0, 0.0, 2.0):
        assert at(value, by_weight) == pytest.approx(at(value, by_rows), abs=0.1)


def test_ratios_on_new_data_are_calibrated() -> None:
    """What calibration loses on 4,000 new signatures is below 0.02 bits."""
    calibration = fitted(1000, 1000)
    evidence, truth = development(2000, 2000, seed=9)
    llr = bounded(raw_score(evidence, calibration), calibration)
    good, bad = llr[truth], llr[~truth]
    assert cllr(good, bad) - min_cllr(good, bad) < 0.02


def test_no_ratio_is_larger_than_the_data_can_support() -> None:
    """Of 99 forgeries none may be called rarer than 1 in 100."""
    calibration = fitted(500, 99)
    assert calibration.bound == pytest.approx(2.0)
    score = np.array([-50.0, -1.0, 0.0, 1.5, 50.0])
    assert bounded(score, calibration).tolist() == pytest.approx([-2.0, -1.0, 0.0, 1.5, 2.0])
    assert float(bounded(7.0, calibration)) == pytest.approx(2.0)


def test_a_number_that_never_changes_is_no_evidence() -> None:
    evidence, truth = development(200, 200)
    flat = np.column_stack([evidence, np.full(truth.size, 0.0)])
    calibration = fit_calibration(flat, truth, specimens=1, weights=np.ones(truth.size))
    assert np.isfinite(calibration.weights).all()
    assert calibration.weights[2] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("kind", [True, False])
def test_one_kind_alone_cannot_be_calibrated(kind: bool) -> None:
    with pytest.raises(BadData):
        fit_calibration(np.zeros((5, 2)), np.full(5, kind), specimens=1, weights=np.ones(5))


@pytest.mark.parametrize("specimens, wanted", [(1, 1), (2, 1), (3, 3), (4, 3), (5, 5), (30, 5)])
def test_the_calibration_is_that_of_the_next_smaller_number_of_specimens(specimens: int, wanted: int) -> None:
    known = [Calibration(specimens=n, offset=0.0, weights=(), bound=1.0) for n in (5, 1, 3)]
    assert calibration_for(known, specimens).specimens == wanted


def test_fewer_specimens_than_ever_calibrated_take_the_smallest_number() -> None:
    known = [Calibration(specimens=n, offset=0.0, weights=(), bound=1.0) for n in (10, 3, 5)]
    assert calibration_for(known, 1).specimens == 3


def test_thresholds_keep_their_rates_where_the_kinds_overlap() -> None:
    """On one set of 5,000, pooled by 2,000 quantiles: within 0.1 percentage points."""
    rng = np.random.default_rng(1)
    genuine, forged = rng.normal(0.7, 1.0, 5000), rng.normal(-0.7, 1.0, 5000)
    cut = fit_cut({"a": genuine}, {"a": forged}, accept_far=0.01, reject_frr=0.02)
    assert cut.reject_llr < cut.accept_llr
    assert false_accept_rate(forged, cut.accept_llr) == pytest.approx(0.01, abs=0.001)
    assert false_reject_rate(genuine, cut.reject_llr) == pytest.approx(0.02, abs=0.001)
    assert (cut.accept_far, cut.reject_frr) == (0.01, 0.02)


def test_where_the_kinds_lie_apart_both_rates_still_hold() -> None:
    rng = np.random.default_rng(1)
    genuine, forged = rng.normal(5.0, 1.0, 2000), rng.normal(-5.0, 1.0, 2000)
    cut = fit_cut({"a": genuine}, {"a": forged})
    assert cut.reject_llr <= cut.accept_llr
    assert false_accept_rate(forged, cut.accept_llr) <= 0.01
    assert false_reject_rate(genuine, cut.reject_llr) <= 0.01


def test_every_set_counts_alike_whatever_its_size() -> None:
    """The mean of both sets' false accepts is kept, not the rate over all scores."""
    rng = np.random.default_rng(2)
    forged = {"large": rng.normal(-3.0, 1.0, 20_000), "small": rng.normal(0.0, 1.0, 1000)}
    cut = fit_cut({"large": np.full(50, 9.0), "small": np.full(50, -9.0)}, forged, accept_far=0.05)
    rates = [false_accept_rate(values, cut.accept_llr) for values in forged.values()]
    assert np.mean(rates) == pytest.approx(0.05, abs=0.005)


def test_a_set_without_scores_is_passed_over() -> None:
    scores = np.linspace(-1, 1, 101)
    cut = fit_cut({"a": scores, "b": np.zeros(0)}, {"a": scores - 0.5, "b": np.zeros(0)})
    assert cut == fit_cut({"a": scores}, {"a": scores - 0.5})
