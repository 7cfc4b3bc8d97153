"""How good is a set of scores, and how sure can we be of that?

Scores: larger is more genuine. Rates in [0, 1]. FAR is the share of forgeries at or above a threshold, FRR
the share of genuine signatures below it (ISO/IEC 19795-1).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from core.scoring.fitting import rising_share


def false_accept_rate(forged: ArrayLike, threshold: float) -> float:
    """Share of forgeries that reach the threshold."""
    return float(np.mean(np.asarray(forged) >= threshold))


def false_reject_rate(genuine: ArrayLike, threshold: float) -> float:
    """Share of genuine signatures that fall below the threshold."""
    return float(np.mean(np.asarray(genuine) < threshold))


def equal_error_rate(genuine: ArrayLike, forged: ArrayLike) -> float:
    """Rate at which FAR and FRR meet; between two thresholds their mean, where they come closest."""
    good, bad = np.sort(np.asarray(genuine, float)), np.sort(np.asarray(forged, float))
    if good.size == 0 or bad.size == 0:
        return float("nan")
    thresholds = np.unique(np.concatenate([good, bad, [np.inf]]))
    frr = np.searchsorted(good, thresholds, side="left") / good.size
    far = 1.0 - np.searchsorted(bad, thresholds, side="left") / bad.size
    nearest = int(np.argmin(np.abs(far - frr)))
    return float((far[nearest] + frr[nearest]) / 2.0)


def threshold_at_far(forged: ArrayLike, far: float) -> float:
    """Lowest threshold that accepts at most the share `far` of these forgeries."""
    bad = np.sort(np.asarray(forged, float))[::-1]
    allowed = int(np.floor(far * bad.size + 1e-9))
    return (
        float(np.nextafter(bad[min(allowed, bad.size - 1)], np.inf)) if allowed < bad.size else float("-inf")
    )


def threshold_at_frr(genuine: ArrayLike, frr: float) -> float:
    """Highest threshold that leaves at most the share `frr` of these genuine signatures below it."""
    good = np.sort(np.asarray(genuine, float))
    allowed = int(np.floor(frr * good.size + 1e-9))
    return float(good[min(allowed, good.size - 1)])


def cllr(genuine_llr: ArrayLike, forged_llr: ArrayLike) -> float:
    """Cost of log10 likelihood ratios: 0 perfect, 1 uninformative (Bruemmer & du Preez 2006, equation 11)."""
    good = np.asarray(genuine_llr, float) * np.log(10.0)
    bad = np.asarray(forged_llr, float) * np.log(10.0)
    return float((np.logaddexp(0, -good).mean() + np.logaddexp(0, bad).mean()) / (2.0 * np.log(2.0)))


def min_cllr(genuine: ArrayLike, forged: ArrayLike) -> float:
    """Cllr after the best monotone calibration of these very scores (pool adjacent violators)."""
    good, bad = np.asarray(genuine, float), np.asarray(forged, float)
    scores = np.concatenate([good, bad])
    truth = np.repeat([True, False], [good.size, bad.size])
    weight = np.concatenate([np.full(good.size, 0.5 / good.size), np.full(bad.size, 0.5 / bad.size)])
    chance = np.clip(rising_share(scores, truth, weights=weight), 1e-9, 1 - 1e-9)
    llr = np.log10(chance / (1 - chance))
    return cllr(llr[: good.size], llr[good.size :])
