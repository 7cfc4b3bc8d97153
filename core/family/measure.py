"""How good is a network: at each check on development data, and at the end on test data?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch

from core.family.collection import Collection, Material
from core.family.embedded import Embedded
from core.family.oneshot import draw_trials, most_ways, one_shot_accuracy
from core.family.pair import Pair
from core.family.recipe import Evaluation
from core.family.verification import (
    ACCEPTED_1993,
    Scores,
    accuracy_at,
    best_threshold,
    equal_error,
    found_at,
    pair_scores,
    reference_scores,
    trial_pairs,
)

CHECK_PAIRS = 1000
DEVELOPMENT_SEED, TEST_SEED = 1, 2
PAIR_ACCURACY, EER = "pair accuracy", "EER"
FOUND = f"forgeries found at {ACCEPTED_1993} accepted"


class Measured(NamedTuple):
    """A figure, and of how many trials or pairs it is."""

    measure: str
    value: float
    trials: int


class Check:
    """What every check of a training asks of a network: the same trials each time."""

    def __init__(self, collection: Collection, evaluation: Evaluation) -> None:
        self.collection = collection
        self._trials = self._pairs = None
        self._references = evaluation.references if evaluation.choose_by == "references" else 0
        if evaluation.choose_by == "one-shot":
            ways = min(evaluation.ways, most_ways(collection))
            rounds = evaluation.check_rounds
            self._trials = draw_trials(collection, ways=ways, rounds=rounds, seed=DEVELOPMENT_SEED)
            self._rows = self._trials.rows
        elif self._references:
            self._rows = np.arange(collection.label.size)
        else:
            self._pairs = trial_pairs(collection, most=CHECK_PAIRS, seed=DEVELOPMENT_SEED)
            self._rows = np.concatenate([self._pairs.first, self._pairs.second])

    def figure(self, network: Pair, *, device: torch.device) -> float:
        """Return the one-shot accuracy, or that of pairs at the threshold which is best for them, or the
        share that is right of signatures presented against several specimens, at equal error.
        """
        embedded = Embedded(network, self.collection, self._rows, device=device)
        if self._references:
            return 1.0 - equal_error(reference_scores(embedded, self.collection, references=self._references))
        if self._trials is not None:
            return one_shot_accuracy(embedded, self._trials)
        assert self._pairs is not None
        scores = pair_scores(embedded, self._pairs)
        return accuracy_at(scores, best_threshold(scores))


def development_threshold(
    network: Pair, collection: Collection, evaluation: Evaluation, *, device: torch.device
) -> float:
    """Return the nearness from which on the development pairs say "same"."""
    return best_threshold(_scores(network, collection, evaluation, DEVELOPMENT_SEED, device))


def measure(
    network: Pair, material: Material, evaluation: Evaluation, *, threshold: float, device: torch.device
) -> list[Measured]:
    """Measure a network on the test side, at a threshold that the development side chose."""
    collection = material.test
    scores = _scores(network, collection, evaluation, TEST_SEED, device)
    count = scores.same.size + scores.different.size
    found = [
        Measured(PAIR_ACCURACY, accuracy_at(scores, threshold), count),
        Measured(EER, equal_error(scores), count),
    ]
    if collection.has_forgeries:
        found.append(Measured(FOUND, found_at(scores), count))
    if evaluation.references:
        found += _with_references(network, collection, evaluation.references, device)
    if evaluation.choose_by == "one-shot":
        found += _one_shot(network, collection, evaluation, device)
    return found


def _scores(
    network: Pair, collection: Collection, evaluation: Evaluation, seed: int, device: torch.device
) -> Scores:
    pairs = trial_pairs(collection, most=evaluation.pairs, seed=seed)
    rows = np.concatenate([pairs.first, pairs.second])
    return pair_scores(Embedded(network, collection, rows, device=device), pairs)


def _with_references(
    network: Pair, collection: Collection, references: int, device: torch.device
) -> list[Measured]:
    """Measure presented signatures against several specimens, where there are enough of both."""
    every = np.arange(collection.label.size)
    embedded = Embedded(network, collection, every, device=device)
    scores = reference_scores(embedded, collection, references=references)
    if not scores.same.size or not scores.different.size:
        return []
    count = scores.same.size + scores.different.size
    against = f", {references} references"
    return [
        Measured(EER + against, equal_error(scores), count),
        Measured(FOUND + against, found_at(scores), count),
    ]


def _one_shot(
    network: Pair, collection: Collection, evaluation: Evaluation, device: torch.device
) -> list[Measured]:
    """Measure one-shot trials within groups, and where there are several groups, across them too."""
    found = []
    groups = len(set(collection.groups))
    for within, named in ((True, ""), (False, ", any alphabet")):
        if not within and groups == 1:
            continue
        ways = min(evaluation.ways, most_ways(collection, within_groups=within))
        rounds = evaluation.rounds * (1 if within else groups)
        trials = draw_trials(collection, ways=ways, rounds=rounds, seed=TEST_SEED, within_groups=within)
        embedded = Embedded(network, collection, trials.rows, device=device)
        share = one_shot_accuracy(embedded, trials)
        found.append(Measured(f"{ways}-way one-shot{named}", share, trials.presented.size))
    return found
