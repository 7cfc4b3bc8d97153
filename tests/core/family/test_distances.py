"""Does each distance count as it says, and does `nearness` always grow as two vectors meet?"""

from __future__ import annotations

import math

import pytest
import torch
from pytorch_metric_learning.distances import BaseDistance, CosineSimilarity, LpDistance
from torch import Tensor

from core.family.distances import LIKENESSES, Distance, DistanceName, WeightedL1, make_distance

WIDTH = 5
OF_VECTORS = [name for name in DistanceName if name is not DistanceName.WARPED]
"""That of two ways has sequences: tests/core/net/pen/test_network.py."""


def vectors(seed: int, count: int = 7) -> Tensor:
    return torch.randn(count, WIDTH, generator=torch.Generator().manual_seed(seed))


def distance(name: DistanceName) -> Distance:
    """Return a distance; a weighted one with negative weights, so that farther is less likely the same."""
    made = make_distance(name, width=WIDTH)
    if isinstance(made, WeightedL1):
        with torch.no_grad():
            made.weight.weight.copy_(-torch.arange(1.0, WIDTH + 1)[None])
            made.weight.bias.fill_(0.5)
    return made


def by_hand(name: DistanceName, a: list[float], b: list[float]) -> float:
    """Compute a distance by a plain loop."""
    gaps = [abs(x - y) for x, y in zip(a, b, strict=True)]
    squares = sum(gap * gap for gap in gaps)
    lengths = math.hypot(*a) * math.hypot(*b)
    return {
        DistanceName.EUCLIDEAN: math.sqrt(squares),
        DistanceName.SQUARED_EUCLIDEAN: squares,
        DistanceName.COSINE: sum(x * y for x, y in zip(a, b, strict=True)) / lengths,
        DistanceName.L1: sum(gaps),
        DistanceName.WEIGHTED_L1: 0.5 - sum(weight * gap for weight, gap in enumerate(gaps, 1)),
        DistanceName.EXP_L1: math.exp(-sum(gaps)),
    }[name]


@pytest.mark.parametrize("name", OF_VECTORS)
def test_a_distance_is_that_of_a_plain_loop(name: DistanceName) -> None:
    a, b = vectors(1), vectors(2)
    found = distance(name)(a, b).detach()
    for row in range(len(a)):
        assert float(found[row]) == pytest.approx(by_hand(name, a[row].tolist(), b[row].tolist()), abs=1e-4)


@pytest.mark.parametrize("name", OF_VECTORS)
def test_nearness_is_greatest_of_a_vector_with_itself(name: DistanceName) -> None:
    a, b = vectors(1), vectors(2)
    made = distance(name)
    assert bool((made.nearness(made(a, a)) > made.nearness(made(a, b))).all())


@pytest.mark.parametrize("name", OF_VECTORS)
def test_a_distance_is_the_same_both_ways(name: DistanceName) -> None:
    a, b = vectors(1), vectors(2)
    made = distance(name)
    torch.testing.assert_close(made(a, b), made(b, a))


@pytest.mark.parametrize("name", OF_VECTORS)
def test_the_matrix_holds_every_pair(name: DistanceName) -> None:
    a, b = vectors(1, 3), vectors(2, 4)
    made = distance(name)
    matrix = made.matrix(a, b)
    assert matrix.shape == (3, 4)
    torch.testing.assert_close(matrix[2], made(a[2].expand(4, -1), b))


@pytest.mark.parametrize(
    "name, theirs",
    [
        (DistanceName.EUCLIDEAN, LpDistance(normalize_embeddings=False)),
        (DistanceName.SQUARED_EUCLIDEAN, LpDistance(normalize_embeddings=False, power=2)),
        (DistanceName.L1, LpDistance(normalize_embeddings=False, p=1)),
        (DistanceName.COSINE, CosineSimilarity()),
    ],
)
def test_a_distance_agrees_with_the_metric_learning_library(name: DistanceName, theirs: BaseDistance) -> None:
    a, b = vectors(1), vectors(2)
    torch.testing.assert_close(distance(name).matrix(a, b), theirs(a, b), atol=1e-4, rtol=1e-4)
    assert (name in LIKENESSES) == theirs.is_inverted
