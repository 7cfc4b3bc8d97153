"""How good is a network: at each check on development data, and at the end on test data?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch

from core.family.collection import Collection, Material
from core.family.embedded import Embedded
from core.family.oneshot import draw_trials, most_ways, one_shot_hits
from core.family.pair import Pair
from core.family.recipe import Evaluation
from core.family.verification import (
    ACCEPTED_1993,
    accuracy_at,
    best_threshold,
    equal_error,
    pair_scores,
    reference_scores,
    trial_pairs,
)
from core.scoring.intervals import Interval, Scored, eer_interval, found_interval, rate_interval

CHECK_PAIRS = 1000
DEVELOPMENT_SEED, TEST_SEED = 1, 2
PAIR_ACCURACY, EER = "pair accuracy", "EER"
FOUND = f"forgeries found at {ACCEPTED_1993} accepted"


class Measured(NamedTuple):
    """A figure with its 95 % interval over classes, and of how many trials or pairs it is."""

    measure: str
    interval: Interval
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
            return float(one_shot_hits(embedded, self._trials).mean())
        assert self._pairs is not None
        scores = pair_scores(embedded, self.collection, self._pairs)
        return accuracy_at(scores, best_threshold(scores)).value


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
    found = [Measured(PAIR_ACCURACY, accuracy_at(scores, threshold), scores.score.size)]
    found += _errors(scores, has_forgeries=collection.has_forgeries)
    if evaluation.references:
        found += _with_references(network, collection, evaluation.references, device)
    if evaluation.choose_by == "one-shot":
        found += _one_shot(network, collection, evaluation, device)
    return found


def _scores(
    network: Pair, collection: Collection, evaluation: Evaluation, seed: int, device: torch.device
) -> Scored:
    pairs = trial_pairs(collection, most=evaluation.pairs, seed=seed)
    rows = np.concatenate([pairs.first, pairs.second])
    return pair_scores(Embedded(network, collection, rows, device=device), collection, pairs)


def _errors(scores: Scored, *, has_forgeries: bool, against: str = "") -> list[Measured]:
    """Measure what needs no threshold of the development side."""
    found = [Measured(EER + against, eer_interval(scores), scores.score.size)]
    if has_forgeries:
        at_1993 = found_interval(scores, accepted=ACCEPTED_1993)
        found.append(Measured(FOUND + against, at_1993, scores.score.size))
    return found


def _with_references(
    network: Pair, collection: Collection, references: int, device: torch.device
) -> list[Measured]:
    """Measure presented signatures against several specimens, where there are enough of both."""
    every = np.arange(collection.label.size)
    embedded = Embedded(network, collection, every, device=device)
    scores = reference_scores(embedded, collection, references=references)
    if not scores.genuine.size or not scores.forged.size:
        return []
    return _errors(scores, has_forgeries=True, against=f", {references} references")


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
        share = rate_interval(one_shot_hits(embedded, trials), collection.label[trials.presented])
        found.append(Measured(f"{ways}-way one-shot{named}", share, trials.presented.size))
    return found
