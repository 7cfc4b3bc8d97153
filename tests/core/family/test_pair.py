"""Does the order of two examples matter to a twin, and to two encoders?"""

from __future__ import annotations

import pytest
import torch

from core.family.distances import DistanceName
from core.family.make import make_pair
from core.family.pair import Pair
from tests.core.family.builders import parts

SHAPE = (1, 12, 12)
OF_PICTURES = [name for name in DistanceName if name is not DistanceName.WARPED]


def pair(*, is_shared: bool, distance: str = "euclidean") -> Pair:
    torch.manual_seed(4)
    loss = {"cosine": "squared", "exp-l1": "squared", "weighted-l1": "binary"}.get(distance, "contrastive")
    return make_pair(parts(is_shared=is_shared, distance=distance, loss=loss), SHAPE).eval()


def examples(seed: int) -> torch.Tensor:
    return torch.rand(5, *SHAPE, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("distance", OF_PICTURES)
def test_a_twin_says_the_same_of_a_and_b_as_of_b_and_a(distance: DistanceName) -> None:
    twin = pair(is_shared=True, distance=distance.value)
    torch.testing.assert_close(twin(examples(1), examples(2)), twin(examples(2), examples(1)))


@pytest.mark.parametrize("distance", OF_PICTURES)
def test_two_encoders_do_not(distance: DistanceName) -> None:
    two = pair(is_shared=False, distance=distance.value)
    there, back = two(examples(1), examples(2)), two(examples(2), examples(1))
    assert not torch.allclose(there, back, rtol=1e-3, atol=0.0)


def test_a_twin_keeps_its_weights_once_and_two_encoders_keep_two() -> None:
    twin, two = pair(is_shared=True), pair(is_shared=False)
    assert twin.second is twin.first
    assert two.second is not two.first
    assert 2 * len(twin.state_dict()) == len(two.state_dict())


def test_what_one_side_of_a_twin_learns_the_other_knows() -> None:
    twin = pair(is_shared=True)
    before = twin.second(examples(1)).detach().clone()
    with torch.no_grad():
        for weight in twin.first.parameters():
            weight.add_(0.1)
    assert not torch.allclose(twin.second(examples(1)), before)


def test_nearness_counts_up_whichever_way_the_distance_counts() -> None:
    for distance in ("euclidean", "cosine"):
        twin = pair(is_shared=True, distance=distance)
        same = twin.nearness(examples(1), examples(1))
        assert bool((same >= twin.nearness(examples(1), examples(2))).all())
