"""How far apart are two sequences once each may wait for the other?

Dynamic time warping (Sakoe & Chiba 1978): of all ways through both in which none goes back, the one on which
they are least apart. Many pairs at once, one diagonal of their tables after the other.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

TINY = 1e-6
"""Added to squared distances: the root has no slope at 0."""


class Path(NamedTuple):
    """Places in both sequences of P pairs (P, 2 T - 1), from the end on; `is_on` is False past the start."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    is_on: NDArray[np.bool_]


def warped_distance(a: Tensor, b: Tensor) -> Tensor:
    """Return the mean distance of P pairs of sequences (P, D, T) along their best paths, (P,).

    A small change of the sequences does not change which path is best, so the slope is that of the distances
    on it.
    """
    with torch.no_grad():
        apart = torch.cdist(a.transpose(1, 2), b.transpose(1, 2))  # (P, T, T)
        path = best_path(apart.float().cpu().numpy())
    first, second, is_on = (torch.from_numpy(each).to(a.device) for each in path)
    ours = a.gather(2, first[:, None].expand(-1, a.shape[1], -1))  # (P, D, 2 T - 1)
    theirs = b.gather(2, second[:, None].expand(-1, b.shape[1], -1))
    along = ((ours - theirs).square().sum(dim=1) + TINY).sqrt()
    return (along * is_on).sum(dim=1) / is_on.sum(dim=1)


def best_path(apart: NDArray[np.float32]) -> Path:
    """Return the path through each table (P, T, T) on which the sum is least."""
    pairs, length, _ = apart.shape
    diagonals = 2 * length - 1
    least = np.full((diagonals, pairs, length + 1), np.inf, np.float32)  # row i of a table stands at i + 1
    for k in range(diagonals):
        rows = np.arange(max(0, k - length + 1), min(length, k + 1))
        here = apart[:, rows, k - rows]
        if k > 0:
            before = np.minimum(least[k - 1][:, rows + 1], least[k - 1][:, rows])
            here = here + (np.minimum(before, least[k - 2][:, rows]) if k > 1 else before)
        least[k][:, rows + 1] = here
    return _traced(least)


def _traced(least: NDArray[np.float32]) -> Path:
    """Follow the least sums back from the end; (2 T - 1, P, T + 1)."""
    diagonals, pairs, wide = least.shape
    every = np.arange(pairs)
    diagonal, row = np.full(pairs, diagonals - 1), np.full(pairs, wide - 2)
    shape = (pairs, diagonals)
    found = Path(np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.bool_))
    is_on = np.ones(pairs, bool)
    for place in range(diagonals):
        found.first[:, place], found.second[:, place] = row, diagonal - row
        found.is_on[:, place] = is_on
        is_on = is_on & (diagonal > 0)
        one, two = np.maximum(diagonal - 1, 0), np.maximum(diagonal - 2, 0)
        both = np.where(diagonal > 1, least[two, every, row], np.inf)
        step = np.argmin([both, least[one, every, row + 1], least[one, every, row]], axis=0)
        row = np.where(is_on & (step != 1), row - 1, row)
        diagonal = np.where(is_on, diagonal - np.where(step == 0, 2, 1), diagonal)
    return found
