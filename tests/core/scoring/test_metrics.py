"""Are the figures those that one works out by hand, and do thresholds keep what they promise?"""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.scoring.metrics import (
    cllr,
    equal_error_rate,
    false_accept_rate,
    false_reject_rate,
    min_cllr,
    threshold_at_far,
    threshold_at_frr,
)

RATES = [0.0, 0.001, 0.01, 0.05, 0.1, 1 / 3, 0.5, 0.9]


def draw(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return genuine and forged scores that overlap; every other seed rounds them, for ties."""
    rng = np.random.default_rng(seed)
    good = rng.normal(1.0, 1.0, int(rng.integers(1, 300)))
    bad = rng.normal(-1.0, 1.0, int(rng.integers(1, 300)))
    return (good.round(), bad.round()) if seed % 2 else (good, bad)


def test_rates_by_hand() -> None:
    """A score at the threshold is accepted."""
    assert false_accept_rate([0.1, 0.4, 0.5, 0.9], 0.5) == 0.5
    assert false_reject_rate([0.1, 0.4, 0.5, 0.9], 0.5) == 0.5
    assert false_accept_rate([0.1], 2.0) == 0.0
    assert false_reject_rate([0.1], 2.0) == 1.0


def test_accepting_less_rejects_more() -> None:
    for seed in range(20):
        good, bad = draw(seed)
        thresholds = np.linspace(-4, 4, 50)
        far = [false_accept_rate(bad, float(t)) for t in thresholds]
        frr = [false_reject_rate(good, float(t)) for t in thresholds]
        assert (np.diff(far) <= 0).all()
        assert (np.diff(frr) >= 0).all()


@pytest.mark.parametrize(
    "genuine, forged, wanted",
    [
        ([3.0, 4.0], [1.0, 2.0], 0.0),
        ([1.0, 2.0], [3.0, 4.0], 1.0),
        ([1.0, 3.0, 4.0, 5.0], [0.0, 0.5, 2.0, -1.0], 0.25),
        ([1.0, 1.0], [1.0, 1.0], 0.5),
        ([0.0, 2.0, 3.0, 4.0], [-2.0, -1.0, 1.0, 2.5], 0.25),
    ],
)
def test_equal_error_rate_by_hand(genuine: list[float], forged: list[float], wanted: float) -> None:
    assert equal_error_rate(genuine, forged) == pytest.approx(wanted)


def test_equal_error_rate_between_two_thresholds_is_the_mean_of_both_rates() -> None:
    """Of five genuine ones and three forged, FRR 2/5 and FAR 1/3 come closest, at 2: 11/30."""
    assert equal_error_rate([0.0, 1.0, 2.0, 3.0, 4.0], [-2.0, -1.0, 2.5]) == pytest.approx(11 / 30)


def test_equal_error_rate_of_two_normal_curves() -> None:
    """Two standard deviations apart: Phi(-1) = 0.1587; 40,000 of each, standard error 0.002."""
    rng = np.random.default_rng(3)
    rate = equal_error_rate(rng.normal(1, 1, 40_000), rng.normal(-1, 1, 40_000))
    assert rate == pytest.approx(0.1587, abs=0.006)


def test_a_side_without_scores_has_no_equal_error_rate() -> None:
    assert math.isnan(equal_error_rate([], [1.0]))
    assert math.isnan(equal_error_rate([1.0], []))


@pytest.mark.parametrize("far", RATES)
def test_a_threshold_for_false_accepts_keeps_the_rate_and_is_the_lowest(far: float) -> None:
    for seed in range(60):
        _, bad = draw(seed)
        threshold = threshold_at_far(bad, far)
        assert false_accept_rate(bad, threshold) <= far + 1e-12
        below = np.unique(bad[bad < threshold])
        assert below.size == 0 or false_accept_rate(bad, float(below[-1])) > far


@pytest.mark.parametrize("frr", RATES)
def test_a_threshold_for_false_rejects_keeps_the_rate_and_is_the_highest(frr: float) -> None:
    for seed in range(60):
        good, _ = draw(seed)
        threshold = threshold_at_frr(good, frr)
        assert false_reject_rate(good, threshold) <= frr + 1e-12
        assert false_reject_rate(good, float(np.nextafter(threshold, np.inf))) > frr


def test_thresholds_by_hand() -> None:
    scores = np.arange(1.0, 101.0)
    assert 99.0 < threshold_at_far(scores, 0.01) <= 100.0
    assert threshold_at_frr(scores, 0.01) == 2.0
    assert threshold_at_far(scores, 1.0) == -np.inf


@pytest.mark.parametrize(
    "genuine, forged, wanted",
    [
        ([0.0], [0.0], 1.0),
        ([1.0], [-1.0], math.log2(1.1)),
        ([-1.0], [1.0], math.log2(11.0)),
        ([1.0, 0.0], [-1.0], (math.log2(1.1) / 2 + 0.5 + math.log2(1.1)) / 2),
    ],
)
def test_cllr_by_hand(genuine: list[float], forged: list[float], wanted: float) -> None:
    assert cllr(genuine, forged) == pytest.approx(wanted)


def test_cllr_of_strong_evidence_the_right_way_vanishes_and_stays_finite() -> None:
    assert cllr([400.0], [-400.0]) == pytest.approx(0.0, abs=1e-12)
    assert cllr([-400.0], [400.0]) == pytest.approx(400.0 * math.log2(10.0))


def test_no_monotone_calibration_beats_the_best() -> None:
    for seed in range(20):
        good, bad = draw(seed)
        least = min_cllr(good, bad)
        assert 0.0 <= least <= 1.0 + 1e-9
        for scale, offset in ((0.3, 0.0), (1.0, 0.5), (2.0, -1.0)):
            assert least <= cllr(scale * good + offset, scale * bad + offset) + 1e-9


def test_the_best_calibration_asks_for_the_order_only() -> None:
    good, bad = draw(4)
    assert min_cllr(good, bad) == pytest.approx(min_cllr(np.exp(good) - 5.0, np.exp(bad) - 5.0))


def test_scores_that_separate_or_tell_nothing_are_the_ends_of_the_scale() -> None:
    assert min_cllr([3.0, 4.0], [1.0, 2.0]) == pytest.approx(0.0, abs=1e-6)
    assert min_cllr([1.0, 1.0], [1.0, 1.0, 1.0]) == pytest.approx(1.0)
