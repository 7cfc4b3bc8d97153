"""Are the figures of the test side measured at the threshold of the development side?"""

from __future__ import annotations

import pytest
import torch
from torch import nn

from core.family.collection import Collection, Material
from core.family.distances import DistanceName, make_distance
from core.family.measure import EER, FOUND, PAIR_ACCURACY, development_threshold, measure
from core.family.pair import Pair
from core.family.recipe import Evaluation
from tests.core.family.builders import CPU, patterns, with_forgeries


def sees_pixels() -> Pair:
    return Pair(nn.Flatten(), make_distance(DistanceName.EUCLIDEAN, width=256))


def material(test: Collection) -> Material:
    return Material(patterns(), patterns(4, first=20), test)


def figures(test: Collection, evaluation: Evaluation, *, threshold: float | None = None) -> dict[str, float]:
    sides = material(test)
    if threshold is None:
        threshold = development_threshold(sees_pixels(), sides.development, evaluation, device=CPU)
    found = measure(sees_pixels(), sides, evaluation, threshold=threshold, device=CPU)
    return {each.measure: each.interval.value for each in found}


def test_a_network_that_sees_the_pixels_is_right_about_clean_classes() -> None:
    found = figures(patterns(5, first=40), Evaluation())
    assert found == {PAIR_ACCURACY: 1.0, EER: 0.0}


def test_a_threshold_that_does_not_fit_costs_accuracy_and_no_equal_error() -> None:
    found = figures(patterns(5, first=40), Evaluation(), threshold=-1e6)
    assert found == {PAIR_ACCURACY: 0.5, EER: 0.0}


def test_forgeries_and_references_have_figures_of_their_own() -> None:
    found = figures(with_forgeries(genuine=4, forged=3), Evaluation(references=2))
    assert set(found) == {PAIR_ACCURACY, EER, FOUND, f"{EER}, 2 references", f"{FOUND}, 2 references"}
    too_many = figures(with_forgeries(genuine=4, forged=3), Evaluation(references=9))
    assert set(too_many) == {PAIR_ACCURACY, EER, FOUND}


def test_one_shot_trials_are_named_by_their_ways_within_and_across_groups() -> None:
    asked = Evaluation(choose_by="one-shot", ways=20, rounds=2)
    alone = figures(patterns(5), asked)
    assert set(alone) == {PAIR_ACCURACY, EER, "5-way one-shot"}
    several = figures(patterns(6, groups=2), asked)
    assert several["3-way one-shot"] == several["6-way one-shot, any alphabet"] == pytest.approx(1.0)


def test_a_network_that_learnt_nothing_is_at_chance() -> None:
    class Blind(nn.Module):
        def forward(self, examples: torch.Tensor) -> torch.Tensor:
            return torch.ones(len(examples), 2)

    pair = Pair(Blind(), make_distance(DistanceName.EUCLIDEAN, width=2))
    sides = material(patterns(5, first=40))
    found = measure(pair, sides, Evaluation(), threshold=0.0, device=CPU)
    assert found[0].interval.value == pytest.approx(0.5)
    assert found[1].interval.value == pytest.approx(0.5)
