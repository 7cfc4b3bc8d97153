"""Does the pen's network judge ways as it says, each by itself and against several?"""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from core.net.pen.network import LENGTH, WIDTH, PenNetwork, closeness, way_distance
from core.pen.sampling import sampled
from tests.core.pen.builders import written


def ways(*seeds: int) -> Tensor:
    return torch.stack([torch.from_numpy(sampled(written(seed).track)) for seed in seeds])


def network() -> PenNetwork:
    torch.manual_seed(1)
    return PenNetwork().eval()


def test_a_way_is_described_by_itself_whatever_stands_beside_it() -> None:
    with torch.no_grad():
        together, alone = network()(ways(0, 1, 2)), network()(ways(1))
    assert together.shape == (3, WIDTH)
    torch.testing.assert_close(together[1:2], alone, atol=1e-4, rtol=1e-3)
    assert network().train()(ways(0)).shape == (1, WIDTH // 2)


def test_a_distance_is_the_same_both_ways_and_least_to_itself() -> None:
    with torch.no_grad():
        vectors = network()(ways(0, 1, 2))
    matrix = way_distance(vectors[:, None], vectors[None])
    assert matrix.shape == (3, 3)
    torch.testing.assert_close(matrix, matrix.T)
    assert bool((matrix.argmin(dim=1) == torch.arange(3)).all())


def test_the_scale_of_neither_sequence_matters() -> None:
    a, b, c = torch.randn(3, WIDTH, generator=torch.Generator().manual_seed(4))
    scale = torch.cat([torch.full((WIDTH // 2,), 10.0), torch.full((WIDTH // 2,), 0.5)])
    ratio = way_distance(a, b) / way_distance(a, c)
    scaled = way_distance(a * scale, b * scale) / way_distance(a * scale, c * scale)
    assert float(scaled) == pytest.approx(float(ratio), rel=1e-3)
    assert WIDTH % LENGTH == 0


def test_who_varies_much_is_allowed_more() -> None:
    shown = torch.tensor([[2.0, 4.0]])
    steady, varied = closeness(shown, torch.tensor([1.0])), closeness(shown, torch.tensor([3.0]))
    assert float(varied) > float(steady)


def test_nearer_is_closer_and_one_specimen_is_enough() -> None:
    near, far = closeness(torch.tensor([[1.0], [2.0]]), torch.zeros(0))
    assert float(near) > float(far)


def test_two_thirds_of_closeness_are_the_shares_of_the_distances() -> None:
    """Distances of twice the size, presented and own, take the scale of one: nothing of the unit is left but
    what the nearest adds.
    """
    shown, own = torch.tensor([[2.0, 4.0]]), torch.tensor([3.0])
    change = closeness(2 * shown, 2 * own) - closeness(shown, own)
    assert float(change) == pytest.approx(-float(torch.tensor(2.0).log()), abs=1e-5)
