"""How well does a network tell two of a class from two of different classes?

Scores are nearness: larger is closer; of the same class is what counts as genuine, and a class is what the
bootstrap draws. Thresholds are chosen on development pairs and kept for the test.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.errors import BadData
from core.family.batches import PairRows
from core.family.collection import Collection, Rows
from core.family.embedded import Embedded
from core.scoring.intervals import Interval, Scored, balanced_interval
from core.scoring.metrics import equal_error_rate

ACCEPTED_1993 = 0.955
"""Share of genuine signatures that Bromley et al. 1993 accept where they find 80 % of the forgeries."""


def trial_pairs(collection: Collection, *, most: int, seed: int) -> PairRows:
    """Draw at most `most` pairs of the same class, and of different ones: of skilled forgeries with what they
    imitate where there are any, else of two classes. Raises BadData where there is no pair of a kind.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    genuine = [collection.rows_of(label) for label in range(len(collection.names))]
    same = [_of_one(rows) for rows in genuine]
    alike = _some(np.concatenate(same), most, rng)
    if collection.has_forgeries:
        forged = [collection.rows_of(label, genuine=False) for label in range(len(collection.names))]
        against = [_of_two(*both) for both in zip(genuine, forged, strict=True)]
        unlike = _some(np.concatenate(against), most, rng)
    else:
        unlike = _strangers(collection, most, rng)
    if not len(alike) or not len(unlike):
        raise BadData("data", "no two examples of a class, or no two of different ones, to be measured on")
    pairs = np.concatenate([alike, unlike])
    return PairRows(pairs[:, 0], pairs[:, 1], np.repeat([1.0, 0.0], [len(alike), len(unlike)]).astype("f4"))


def pair_scores(embedded: Embedded, collection: Collection, pairs: PairRows) -> Scored:
    """Score pairs of rows, each of the class of its first."""
    return Scored(
        embedded.nearness(pairs.first, pairs.second), collection.label[pairs.first], pairs.same > 0.5
    )


def reference_scores(embedded: Embedded, collection: Collection, *, references: int) -> Scored:
    """Score every genuine signature and every forgery by how close the distance counts it to the first
    `references` genuine ones of whoever it is or imitates, given how near those are to each other.
    """
    found: list[tuple[NDArray[np.float64], int, bool]] = []
    for label in range(len(collection.names)):
        rows, forged = collection.rows_of(label), collection.rows_of(label, genuine=False)
        known, others = rows[:references], rows[references:]
        if known.size < references:
            continue
        own = _of_one(known)
        usual = embedded.nearness(own[:, 0], own[:, 1]) if len(own) else np.zeros(0)
        for shown, is_genuine in ((others, True), (forged, False)):
            if shown.size:
                each = embedded.nearness(np.repeat(shown, references), np.tile(known, shown.size))
                found.append((embedded.against(each.reshape(-1, references), usual), label, is_genuine))
    counts = [score.size for score, _, _ in found]
    return Scored(
        np.concatenate([np.zeros(0), *(score for score, _, _ in found)]),
        np.repeat([label for _, label, _ in found], counts).astype(np.int64),
        np.repeat([is_genuine for _, _, is_genuine in found], counts).astype(bool),
    )


def best_threshold(scores: Scored) -> float:
    """Return the nearness from which on "same" is right most often, both kinds weighing alike."""
    same, different = scores.genuine, scores.forged
    tried = np.unique(scores.score)
    between = np.concatenate([[tried[0] - 1.0], (tried[1:] + tried[:-1]) / 2.0, [tried[-1] + 1.0]])
    missed = np.searchsorted(np.sort(same), between) / max(1, same.size)
    passed = 1.0 - np.searchsorted(np.sort(different), between) / max(1, different.size)
    return float(between[int(np.argmin(missed + passed))])


def accuracy_at(scores: Scored, threshold: float) -> Interval:
    """Return the share of right answers at a threshold, both kinds weighing alike."""
    return balanced_interval((scores.score >= threshold) == scores.is_genuine, scores)


def equal_error(scores: Scored) -> float:
    """Return the rate at which as many of the same are refused as of the different pass."""
    return equal_error_rate(scores.genuine, scores.forged)


def _of_one(rows: Rows) -> Rows:
    first, second = np.triu_indices(rows.size, 1)
    return np.stack([rows[first], rows[second]], axis=1)


def _of_two(rows: Rows, others: Rows) -> Rows:
    return np.stack([np.repeat(rows, others.size), np.tile(others, rows.size)], axis=1)


def _some(pairs: Rows, most: int, rng: np.random.Generator) -> Rows:
    return pairs if len(pairs) <= most else pairs[rng.choice(len(pairs), most, replace=False)]


def _strangers(collection: Collection, count: int, rng: np.random.Generator) -> Rows:
    """Draw pairs of two classes, at most `count`: each as often as its examples are many."""
    drawn = rng.integers(collection.label.size, size=(4 * count, 2))
    apart = collection.label[drawn[:, 0]] != collection.label[drawn[:, 1]]
    return np.asarray(drawn[apart][:count], np.int64)
