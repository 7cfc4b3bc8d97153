"""Are one-shot trials drawn within groups, by two hands, and counted right?"""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from core.errors import BadData
from core.family.distances import DistanceName, make_distance
from core.family.embedded import Embedded
from core.family.oneshot import draw_trials, most_ways, one_shot_hits
from core.family.pair import Pair
from tests.core.family.builders import CPU, patterns


def test_every_class_of_a_round_is_presented_once_and_known_by_another_hand() -> None:
    whole = patterns(6, examples=4)
    trials = draw_trials(whole, ways=5, rounds=3, seed=0)
    assert trials.presented.shape == (15,)
    assert trials.support.shape == (15, 5)
    for presented, support, answer in zip(*trials, strict=True):
        assert whole.label[presented] == whole.label[support[answer]]
        assert len(set(whole.label[support])) == 5
        assert len(set((support % 4).tolist())) == 1
        assert presented % 4 != support[0] % 4


def test_trials_stay_within_a_group_unless_told_otherwise() -> None:
    whole = patterns(6, examples=3, groups=2)
    group = np.array(whole.groups)[whole.label]
    trials = draw_trials(whole, ways=3, rounds=2, seed=0)
    assert all(len(set(group[row])) == 1 for row in trials.support)
    assert trials.presented.size == 2 * 2 * 3
    across = draw_trials(whole, ways=6, rounds=1, seed=0, within_groups=False)
    assert all(len(set(group[row])) == 2 for row in across.support)


def test_too_many_ways_are_refused() -> None:
    whole = patterns(6, examples=3, groups=2)
    assert most_ways(whole) == 3
    assert most_ways(whole, within_groups=False) == 6
    with pytest.raises(BadData, match="no group has 4 classes"):
        draw_trials(whole, ways=4, rounds=1, seed=0)


class Constant(nn.Module):
    """Makes one vector of everything."""

    def forward(self, examples: torch.Tensor) -> torch.Tensor:
        return torch.ones(len(examples), 2)


def embedded(encoder: nn.Module, rows: np.ndarray) -> Embedded:
    distance = make_distance(DistanceName.EUCLIDEAN, width=2)
    return Embedded(Pair(encoder, distance), patterns(), rows, device=CPU)


def test_a_network_that_sees_the_pixels_finds_every_clean_class() -> None:
    trials = draw_trials(patterns(), ways=6, rounds=2, seed=0)
    assert one_shot_hits(embedded(nn.Flatten(), trials.rows), trials).all()


def test_a_network_for_which_all_are_alike_finds_nothing() -> None:
    trials = draw_trials(patterns(), ways=6, rounds=2, seed=0)
    assert not one_shot_hits(embedded(Constant(), trials.rows), trials).any()
