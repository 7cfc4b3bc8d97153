"""Are ways bent as real ones vary, those of one writer together?"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from core.family.bending import bent
from core.pen.sampling import DOWN, KNOWN, PRESSURE, SHAPE, TIME, X, Y, sampled

TRACK = np.column_stack(
    [
        np.linspace(0, 60, 80),
        8 * np.sin(np.linspace(0, 12, 80)),
        np.linspace(0, 2, 80),
        np.ones(80),
        np.full(80, 0.5),
    ]
)


def same(count: int) -> Tensor:
    return torch.from_numpy(sampled(TRACK)).expand(count, *SHAPE)


def bend(seed: int, ways: Tensor, label: Tensor) -> Tensor:
    return bent(ways, label, generator=torch.Generator().manual_seed(seed))


def test_a_seed_bends_alike_and_another_otherwise() -> None:
    label = torch.tensor([0, 0, 1])
    torch.testing.assert_close(bend(1, same(3), label), bend(1, same(3), label))
    assert not torch.allclose(bend(1, same(3), label), bend(2, same(3), label))


def test_what_comes_in_stays_as_it_was() -> None:
    ways = torch.stack([torch.from_numpy(sampled(TRACK))] * 2)
    before = ways.clone()
    bend(1, ways, torch.tensor([0, 1]))
    torch.testing.assert_close(ways, before)


def test_signatures_of_one_writer_stay_more_alike_than_those_of_two() -> None:
    """Over 20 seeds: places of four signatures that were one, by writers of two each."""
    within = between = 0.0
    for seed in range(20):
        places = bend(seed, same(4), torch.tensor([0, 0, 1, 1]))[:, [X, Y]]
        within += float((places[0] - places[1]).abs().mean())
        between += float((places[0] - places[2]).abs().mean())
    assert within < 0.5 * between


def test_time_runs_on_and_the_pressure_keeps_its_bounds() -> None:
    for seed in range(20):
        ways = bend(seed, same(3), torch.tensor([0, 1, 2]))
        assert bool((ways[:, TIME].diff(dim=1) > 0).all())
        assert bool(((ways[:, PRESSURE] >= 0) & (ways[:, PRESSURE] <= 1)).all())
        assert set(ways[:, KNOWN].flatten().tolist()) <= {0.0, 1.0}
        assert bool((ways[:, DOWN] > 0.5).all())


def test_some_batches_have_no_pressure() -> None:
    known = [float(bend(seed, same(1), torch.tensor([0]))[:, KNOWN].mean()) for seed in range(40)]
    assert 0 < known.count(0.0) < 40
