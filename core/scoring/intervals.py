"""How sure can we be of a figure, when pairs of one writer are not independent?

95 % bootstrap intervals over writers (Efron 1979). Each draw weighs writers by how often they were drawn,
so that a thousand draws are a few matrix products and not a thousand sorts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.scoring.metrics import cllr, equal_error_rate, false_accept_rate, threshold_at_frr

DRAWS = 1000
BOOTSTRAP_SEED = 0
BINS = 2048
"""Thresholds tried for each draw's EER, at quantiles of the scores."""

MOST_KEPT = 2000


class Interval(NamedTuple):
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Scored:
    """Scores (m,), larger is more genuine, with the writer each belongs to (m,) and its truth (m,)."""

    score: NDArray[np.float64]
    writer: NDArray[np.int64]
    is_genuine: NDArray[np.bool_]

    @property
    def genuine(self) -> NDArray[np.float64]:
        return self.score[self.is_genuine]

    @property
    def forged(self) -> NDArray[np.float64]:
        return self.score[~self.is_genuine]


def eer_interval(scored: Scored, *, draws: int = DRAWS, seed: int = BOOTSTRAP_SEED) -> Interval:
    """Equal error rate with its interval."""
    return mean_eer_interval([scored], draws=draws, seed=seed)


def mean_eer_interval(parts: Sequence[Scored], *, draws: int = DRAWS, seed: int = BOOTSTRAP_SEED) -> Interval:
    """Mean of the equal error rates of several tests, each with a threshold of its own; a writer who stands
    in several of them is drawn for all at once.
    """
    rates = _eers(parts, draws=draws, seed=seed)
    value = float(np.mean([equal_error_rate(part.genuine, part.forged) for part in parts]))
    return _interval(value, rates.mean(axis=0))


def eer_loss_interval(
    before: Scored, after: Scored, *, draws: int = DRAWS, seed: int = BOOTSTRAP_SEED
) -> Interval:
    """By how much the equal error rate of the same writers rises, each draw of writers measured on both."""
    rates = _eers([before, after], draws=draws, seed=seed)
    value = equal_error_rate(after.genuine, after.forged) - equal_error_rate(before.genuine, before.forged)
    return _interval(value, rates[1] - rates[0])


def _eers(parts: Sequence[Scored], *, draws: int, seed: int) -> NDArray[np.float64]:
    """Return the equal error rate of each part in each draw of writers, (len(parts), draws)."""
    weights, owner = _weights(np.concatenate([part.writer for part in parts]), draws=draws, seed=seed)
    owners = np.split(owner, np.cumsum([part.writer.size for part in parts])[:-1])
    return np.stack([_eer_draws(part, mine, weights) for part, mine in zip(parts, owners, strict=True)])


def _eer_draws(scored: Scored, owner: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    frr, far = _error_draws(scored, owner, weights)
    nearest = np.abs(far - frr).argmin(axis=1)[:, None]
    return np.asarray(np.take_along_axis((far + frr) / 2.0, nearest, axis=1)[:, 0])


def _error_draws(
    scored: Scored, owner: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return FRR and FAR of each draw at thresholds that rise, (draws, edges)."""
    edges = np.unique(np.quantile(scored.score, np.linspace(0, 1, BINS)))
    place = np.searchsorted(edges, scored.score, side="right")
    rates = []
    for truth in (True, False):
        side = scored.is_genuine == truth
        counts = np.zeros((weights.shape[1], edges.size + 1))
        np.add.at(counts, (owner[side], place[side]), 1.0)
        below = np.cumsum(weights @ counts, axis=1)  # (draws, edges + 1): scores below each edge
        rates.append(below[:, :-1] / np.maximum(below[:, -1:], 1e-12))
    return rates[0], 1.0 - rates[1]


def found_interval(
    scored: Scored, *, accepted: float, draws: int = DRAWS, seed: int = BOOTSTRAP_SEED
) -> Interval:
    """Share of forgeries found where at least so large a share of genuine ones is accepted; each draw of
    writers has a threshold of its own.
    """
    weights, owner = _weights(scored.writer, draws=draws, seed=seed)
    frr, far = _error_draws(scored, owner, weights)
    least = np.where(frr <= 1.0 - accepted, far, 1.0).min(axis=1)
    threshold = threshold_at_frr(scored.genuine, 1.0 - accepted)
    return _interval(1.0 - false_accept_rate(scored.forged, threshold), 1.0 - least)


def balanced_interval(
    hit: NDArray[np.bool_], scored: Scored, *, draws: int = DRAWS, seed: int = BOOTSTRAP_SEED
) -> Interval:
    """Share of hits, (m,), with its interval, genuine and forged ones weighing alike."""
    weights, owner = _weights(scored.writer, draws=draws, seed=seed)
    sides = [scored.is_genuine, ~scored.is_genuine]
    drawn = [_mean(hit[side].astype(float), owner[side], weights) for side in sides]
    return _interval(float(np.mean([hit[side].mean() for side in sides])), (drawn[0] + drawn[1]) / 2.0)


def rate_interval(
    hit: NDArray[np.bool_], writer: NDArray[np.int64], *, draws: int = DRAWS, seed: int = BOOTSTRAP_SEED
) -> Interval:
    """Share of hits with its interval."""
    weights, owner = _weights(writer, draws=draws, seed=seed)
    return _interval(float(hit.mean()), _mean(hit.astype(float), owner, weights))


def cllr_interval(llr: Scored, *, draws: int = DRAWS, seed: int = BOOTSTRAP_SEED) -> Interval:
    """Cllr of log10 likelihood ratios with its interval."""
    weights, owner = _weights(llr.writer, draws=draws, seed=seed)
    natural = llr.score * np.log(10.0)
    cost = np.where(llr.is_genuine, np.logaddexp(0, -natural), np.logaddexp(0, natural)) / np.log(2.0)
    sides = [_mean(cost[side], owner[side], weights) for side in (llr.is_genuine, ~llr.is_genuine)]
    return _interval(cllr(llr.genuine, llr.forged), (sides[0] + sides[1]) / 2.0)


def evenly(scores: NDArray[np.float64], *, most: int = MOST_KEPT) -> tuple[float, ...]:
    """Return at most so many of the scores, sorted and evenly chosen, for a picture of how they lie."""
    ordered = np.sort(scores)
    step = max(1, -(-ordered.size // most))
    return tuple(round(float(score), 3) for score in ordered[::step])


def _weights(
    writer: NDArray[np.int64], *, draws: int, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return how often each draw holds each writer, (draws, W), and the rows' writers as 0 .. W - 1."""
    names, owner = np.unique(writer, return_inverse=True)
    rng = np.random.Generator(np.random.PCG64(seed))
    return rng.multinomial(names.size, np.full(names.size, 1.0 / names.size), size=draws).astype(float), owner


def _mean(
    values: NDArray[np.float64], owner: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    count = np.bincount(owner, minlength=weights.shape[1])
    total = np.bincount(owner, weights=values, minlength=weights.shape[1])
    return np.asarray((weights @ total) / np.maximum(weights @ count, 1e-12))


def _interval(value: float, values: NDArray[np.float64]) -> Interval:
    low, high = np.quantile(values, [0.025, 0.975])
    return Interval(value, float(low), float(high))
