"""Does a fusion lean on what tells genuine from forged, and never against what looks genuine?"""

from __future__ import annotations

import numpy as np

from core.scoring.calibrate import raw_score
from core.scoring.fusion import fit_rising
from core.scoring.metrics import equal_error_rate

RNG = np.random.Generator(np.random.PCG64(7))
IS_GENUINE = np.arange(600) % 2 == 0
LEVEL = np.where(IS_GENUINE, 1.0, -1.0)
EVEN = np.ones(600)


def test_two_witnesses_tell_more_than_either() -> None:
    evidence = LEVEL[:, None] + RNG.normal(0.0, 1.2, (600, 2))
    both = fit_rising(evidence, IS_GENUINE, specimens=3, weights=EVEN)
    assert all(weight > 0.2 for weight in both.weights)
    score = raw_score(evidence, both)
    error = equal_error_rate(score[IS_GENUINE], score[~IS_GENUINE])
    alone = [equal_error_rate(each[IS_GENUINE], each[~IS_GENUINE]) for each in evidence.T]
    assert error < min(alone) - 0.02
    assert both.specimens == 3
    assert np.isclose(both.bound, np.log10(301))


def test_what_would_count_the_wrong_way_is_left_out() -> None:
    telling = LEVEL + RNG.normal(0.0, 1.0, 600)
    misleading = -0.5 * LEVEL + RNG.normal(0.0, 1.0, 600)
    both = fit_rising(np.column_stack([telling, misleading]), IS_GENUINE, specimens=1, weights=EVEN)
    assert both.weights[1] == 0.0
    alone = fit_rising(telling[:, None], IS_GENUINE, specimens=1, weights=EVEN)
    assert np.isclose(both.weights[0], alone.weights[0])
    assert np.isclose(both.offset, alone.offset)


def test_repeats_support_no_larger_claim() -> None:
    evidence = LEVEL[:, None] + RNG.normal(0.0, 1.0, (600, 1))
    found = fit_rising(evidence, IS_GENUINE, specimens=1, weights=EVEN, repeats=10)
    assert np.isclose(found.bound, np.log10(31))
