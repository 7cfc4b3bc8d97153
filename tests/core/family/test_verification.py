"""Are thresholds and rates of pairs what a count by hand gives?"""

from __future__ import annotations

import numpy as np
import pytest
from torch import nn

from core.errors import BadData
from core.family.collection import Collection
from core.family.distances import DistanceName, make_distance
from core.family.embedded import Embedded
from core.family.pair import Pair
from core.family.verification import (
    accuracy_at,
    best_threshold,
    equal_error,
    pair_scores,
    reference_scores,
    trial_pairs,
)
from core.scoring.intervals import Scored, found_interval
from tests.core.family.builders import CPU, patterns, with_forgeries


def scores_of(same: list[float], different: list[float]) -> Scored:
    score = np.array([*same, *different])
    return Scored(score, np.arange(score.size) % 4, np.arange(score.size) < len(same))


SCORES = scores_of([0.9, 0.8, 0.7, 0.3], [0.6, 0.5, 0.2, 0.1])


def test_the_best_threshold_is_right_most_often() -> None:
    threshold = best_threshold(SCORES)
    assert 0.6 < threshold < 0.7
    assert accuracy_at(SCORES, threshold).value == pytest.approx(0.875)
    assert accuracy_at(SCORES, 0.55).value == pytest.approx(0.75)


def test_both_kinds_weigh_alike() -> None:
    many = scores_of(SCORES.genuine.tolist(), np.repeat(SCORES.forged, 50).tolist())
    assert accuracy_at(many, 0.55).value == pytest.approx(accuracy_at(SCORES, 0.55).value)
    assert best_threshold(many) == pytest.approx(best_threshold(SCORES))


def test_equal_error_is_that_of_the_desk() -> None:
    assert equal_error(SCORES) == pytest.approx(0.25)


def test_forgeries_are_found_at_the_share_of_genuine_that_must_be_accepted() -> None:
    assert found_interval(SCORES, accepted=0.75).value == 1.0
    assert found_interval(SCORES, accepted=1.0).value == 0.5


def embedded(collection: Collection) -> Embedded:
    pair = Pair(nn.Flatten(), make_distance(DistanceName.EUCLIDEAN, width=256))
    return Embedded(pair, collection, np.arange(collection.label.size), device=CPU)


def test_trial_pairs_are_both_kinds_and_no_more_than_asked() -> None:
    whole = patterns(4, examples=5)
    pairs = trial_pairs(whole, most=30, seed=0)
    assert (pairs.same == (whole.label[pairs.first] == whole.label[pairs.second])).all()
    assert pairs.same.sum() == 30
    assert (pairs.same == 0).sum() == 30
    every = trial_pairs(whole, most=1000, seed=0)
    assert every.same.sum() == 4 * 10


def test_different_pairs_are_skilled_forgeries_where_there_are_any() -> None:
    signed = with_forgeries(genuine=4, forged=3)
    pairs = trial_pairs(signed, most=1000, seed=0)
    different = pairs.same == 0
    assert different.sum() == 4 * 4 * 3
    assert not signed.is_genuine[pairs.second[different]].any()
    assert (signed.label[pairs.first] == signed.label[pairs.second]).all()


def test_single_examples_make_no_trial() -> None:
    with pytest.raises(BadData, match="no two examples of a class"):
        trial_pairs(patterns(4, examples=1), most=10, seed=0)


def test_a_network_that_sees_the_pixels_tells_clean_classes_apart() -> None:
    scores = pair_scores(embedded(patterns()), patterns(), trial_pairs(patterns(), most=100, seed=0))
    assert accuracy_at(scores, best_threshold(scores)).value == 1.0


def test_a_presented_signature_is_scored_by_its_nearness_to_the_references_less_their_own() -> None:
    signed = with_forgeries(classes=2, genuine=4, forged=1)
    seen = embedded(signed)
    scores = reference_scores(seen, signed, references=3)
    assert (scores.genuine.size, scores.forged.size) == (2, 2)
    pixels = signed.read(np.arange(10)).flatten(1).double()

    def nearness(pairs: list[tuple[int, int]]) -> float:
        return -float(np.mean([float((pixels[a] - pixels[b]).norm()) for a, b in pairs]))

    shown, usual = nearness([(9, 5), (9, 6), (9, 7)]), nearness([(5, 6), (5, 7), (6, 7)])
    assert scores.writer.tolist() == [0, 0, 1, 1]
    assert scores.forged[1] == pytest.approx(shown - usual, abs=1e-4)
    assert reference_scores(seen, signed, references=5).score.size == 0
