"""How does evidence become a likelihood ratio, and where are the thresholds of the three-way rule?

Both are fitted on development writers only. A logistic regression, balanced between genuine and forged, gives
the log-odds at even prior odds, which is the log-likelihood ratio (Bruemmer & du Preez 2006; Morrison 2013).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from core.errors import BadData
from core.net.checkpoint import Calibration, Cut, OperatingPoint
from core.scoring.fitting import logistic_regression
from core.scoring.metrics import threshold_at_far, threshold_at_frr

REGULARISATION = 0.3
"""Inverse strength of the ridge on standardised evidence; chosen to lean on few, strong numbers."""
ACCEPT_FAR = 0.01
REJECT_FRR = 0.01
POINT_FARS = (0.01, 0.05)


def fit_calibration(
    evidence: NDArray[np.float64],
    is_genuine: NDArray[np.bool_],
    *,
    specimens: int,
    weights: NDArray[np.float64],
    repeats: int = 1,
) -> Calibration:
    """Fit the fusion for a number of specimens.

    evidence (m, len(NAMES)); is_genuine (m,); weights (m,) let every set, or writer, count alike.
    repeats: in how many rows each presented signature stands; repeating a forgery supports no larger claim.
    """
    if is_genuine.all() or not is_genuine.any():
        raise BadData("calibration", "needs both genuine signatures and forgeries")
    mean, spread = evidence.mean(axis=0), evidence.std(axis=0)
    spread = np.where(spread < 1e-9, 1.0, spread)
    balance = np.where(is_genuine, 0.5 / weights[is_genuine].sum(), 0.5 / weights[~is_genuine].sum())
    share = weights * balance * len(evidence)
    steepness, height = logistic_regression(
        (evidence - mean) / spread, is_genuine, weights=share, ridge=1.0 / REGULARISATION
    )
    slopes = steepness / spread / np.log(10.0)
    offset = height / np.log(10.0) - float(slopes @ mean)
    fewest = min(int(is_genuine.sum()), int((~is_genuine).sum())) / repeats
    return Calibration(
        specimens=specimens,
        offset=offset,
        weights=tuple(float(slope) for slope in slopes),
        bound=float(np.log10(fewest + 1)),
    )


def calibration_for(calibrations: Sequence[Calibration], specimens: int) -> Calibration:
    """Return the calibration fitted for the largest number of specimens not above the one at hand, or the
    smallest there is.
    """
    ordered = sorted(calibrations, key=lambda one: one.specimens)
    fitting = [one for one in ordered if one.specimens <= specimens]
    return fitting[-1] if fitting else ordered[0]


def raw_score(evidence: NDArray[np.float64], calibration: Calibration) -> NDArray[np.float64]:
    """Return the fused score before its bound, in log10 units; evidence (..., len(NAMES))."""
    return np.asarray(evidence @ np.array(calibration.weights) + calibration.offset)


def bounded(score: NDArray[np.float64] | float, calibration: Calibration) -> NDArray[np.float64]:
    """Return the LLR: the score, bounded by what the calibration data can support."""
    return np.clip(score, -calibration.bound, calibration.bound)  # one number stays one number


def fit_cut(
    genuine: Mapping[str, NDArray[np.float64]],
    forged: Mapping[str, NDArray[np.float64]],
    *,
    accept_far: float = ACCEPT_FAR,
    reject_frr: float = REJECT_FRR,
) -> Cut:
    """Choose thresholds on LLRs by set, so that the rates hold on the mean over sets, each set counting
    alike.
    """
    accept = _mean_threshold(forged, lambda values: threshold_at_far(values, accept_far))
    reject = _mean_threshold(genuine, lambda values: threshold_at_frr(values, reject_frr))
    return Cut(
        accept_llr=max(accept, reject),
        reject_llr=min(accept, reject),
        accept_far=accept_far,
        reject_frr=reject_frr,
    )


def fit_points(
    forged: Mapping[str, NDArray[np.float64]], *, rates: Sequence[float] = POINT_FARS
) -> tuple[OperatingPoint, ...]:
    """Choose thresholds on LLRs by set for each false-accept rate, each set counting alike."""
    return tuple(
        OperatingPoint(far=far, llr=_mean_threshold(forged, partial(threshold_at_far, far=far)))
        for far in rates
    )


def _mean_threshold(
    values: Mapping[str, NDArray[np.float64]], find: Callable[[NDArray[np.float64]], float]
) -> float:
    """Pool the sets at equal weight by resampling each to the same number of quantiles."""
    levels = (np.arange(2000) + 0.5) / 2000
    pooled = np.concatenate([np.quantile(each, levels) for each in values.values() if each.size])
    return find(pooled)
