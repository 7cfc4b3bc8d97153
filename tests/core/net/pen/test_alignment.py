"""Is the best path the best of all, and does what is laid on it have the slope of its distances?"""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import Tensor

from core.net.pen.alignment import best_path, warped_distance


def tables(*, pairs: int = 3, length: int = 6) -> np.ndarray:
    return np.random.default_rng(5).random((pairs, length, length)).astype(np.float32)


def least(table: np.ndarray, row: int, column: int) -> float:
    """Return the least sum from the start to a place, by plain recursion."""
    if row < 0 or column < 0:
        return math.inf
    before = min(
        least(table, *there) for there in ((row - 1, column), (row, column - 1), (row - 1, column - 1))
    )
    return float(table[row, column]) + (before if math.isfinite(before) else 0.0)


def wave(*, late: float = 0.0, moments: int = 40) -> Tensor:
    """Return one sequence, (1, 2, T), the middle of which is late."""
    at = torch.linspace(0.0, 1.0, moments)
    at = at - late * (math.pi * at).sin()
    return torch.stack([(9 * at).sin(), (7 * at).cos()])[None]


def test_the_path_is_the_one_of_least_sum_and_goes_back_nowhere() -> None:
    found = tables()
    path = best_path(found)
    for pair, table in enumerate(found):
        on = path.is_on[pair]
        first, second = path.first[pair][on], path.second[pair][on]
        assert (first[0], second[0], first[-1], second[-1]) == (5, 5, 0, 0)
        steps = {(int(a), int(b)) for a, b in zip(-np.diff(first), -np.diff(second), strict=True)}
        assert steps <= {(0, 1), (1, 0), (1, 1)}
        assert table[first, second].sum() == pytest.approx(least(table, 5, 5), rel=1e-5)


def test_a_sequence_that_waits_is_near_and_one_laid_stiffly_is_not() -> None:
    late = wave(late=0.1)
    stiff = float((wave() - late).square().sum(dim=1).sqrt().mean())
    assert float(warped_distance(wave(), late)) < 0.3 * stiff
    assert float(warped_distance(wave(), wave())) == pytest.approx(1e-3, abs=1e-4)  # the root of TINY


def test_it_is_the_same_both_ways_and_of_many_as_of_one() -> None:
    torch.manual_seed(2)
    a, b = torch.randn(4, 3, 12), torch.randn(4, 3, 12)
    torch.testing.assert_close(warped_distance(a, b), warped_distance(b, a))
    torch.testing.assert_close(warped_distance(a, b)[2:3], warped_distance(a[2:3], b[2:3]))


def test_its_slope_is_that_of_a_small_change() -> None:
    torch.manual_seed(3)
    a, b = torch.randn(1, 2, 8, dtype=torch.float64), torch.randn(1, 2, 8, dtype=torch.float64)
    assert torch.autograd.gradcheck(
        lambda one: warped_distance(one, b), a.requires_grad_(), eps=1e-6, atol=1e-4
    )
