"""Are the two fits those that scikit-learn finds?"""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from core.scoring.fitting import logistic_regression, rising_share


@pytest.mark.parametrize("seed", range(5))
def test_the_rising_share_is_isotonic_regression(seed: int) -> None:
    noise = np.random.default_rng(seed)
    is_genuine = noise.random(400) < 0.4
    scores = np.round(noise.normal(size=400) + is_genuine, 1)  # with many ties
    weights = noise.uniform(0.1, 3.0, 400)
    theirs = IsotonicRegression().fit(scores, is_genuine, sample_weight=weights).predict(scores)
    assert rising_share(scores, is_genuine, weights=weights) == pytest.approx(theirs, abs=1e-9)


def test_the_rising_share_of_one_score_is_the_mean() -> None:
    share = rising_share(np.zeros(4), np.array([True, False, False, False]), weights=np.ones(4))
    assert share == pytest.approx([0.25] * 4)


@pytest.mark.parametrize("ridge", [0.01, 1.0, 30.0])
def test_the_logistic_regression_is_the_one_that_fits_best(ridge: float) -> None:
    noise = np.random.default_rng(7)
    evidence = noise.normal(size=(600, 4))
    is_genuine = evidence @ [1.0, -2.0, 0.0, 0.5] + noise.logistic(size=600) > 0.5
    weights = noise.uniform(0.2, 2.0, 600)
    model = LogisticRegression(C=1 / ridge, max_iter=5000, tol=1e-10)
    model.fit(evidence, is_genuine, sample_weight=weights)
    slopes, offset = logistic_regression(evidence, is_genuine, weights=weights, ridge=ridge)
    assert slopes == pytest.approx(model.coef_[0], abs=1e-4)
    assert offset == pytest.approx(model.intercept_[0], abs=1e-4)


def test_labels_that_a_line_parts_give_finite_slopes() -> None:
    evidence = np.array([[-2.0], [-1.0], [1.0], [2.0]]) * 1e3
    is_genuine = np.array([False, False, True, True])
    slopes, offset = logistic_regression(evidence, is_genuine, weights=np.ones(4), ridge=1.0)
    assert np.isfinite([*slopes, offset]).all()
    assert slopes[0] > 0
    assert offset == pytest.approx(0.0, abs=1e-9)


def test_evidence_that_never_differs_says_nothing() -> None:
    is_genuine = np.array([True, False, False])
    slopes, offset = logistic_regression(np.zeros((3, 2)), is_genuine, weights=np.ones(3), ridge=1.0)
    assert slopes == pytest.approx([0.0, 0.0])
    assert offset == pytest.approx(np.log(0.5))
