"""What do both sides of a network make of many examples, each of them looked at once?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.family.collection import Collection, Rows
from core.family.pair import Pair

EMBED_AT_ONCE = 128
COMPARE_AT_ONCE = 256


class Embedded:
    """The vectors of some rows of a collection; the network is left in evaluation mode."""

    def __init__(self, pair: Pair, collection: Collection, rows: Rows, *, device: torch.device) -> None:
        self.rows = np.unique(rows)
        self._distance = pair.distance
        pair.eval()
        self._first = _vectors(pair.first, collection, self.rows, device)
        self._second = self._first if pair.is_shared else _vectors(pair.second, collection, self.rows, device)

    def nearness(self, first: Rows, second: Rows) -> NDArray[np.float64]:
        """Compare each row of `first` (P,) with those of `second` (P, ...); larger is closer."""
        found = []
        with torch.inference_mode():
            for start in range(0, len(first), COMPARE_AT_ONCE):
                part = slice(start, start + COMPARE_AT_ONCE)
                a = self._first[np.searchsorted(self.rows, first[part])]
                b = self._second[np.searchsorted(self.rows, second[part])]
                while a.dim() < b.dim():
                    a = a.unsqueeze(-2)
                found.append(self._distance.nearness(self._distance(a, b)).double().cpu().numpy())
        return np.concatenate(found)

    def against(self, near: NDArray[np.float64], own: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how close presented examples are to specimens, (S,), as the distance counts; near (S, R)
        and own (R (R - 1) / 2,) are nearness.
        """
        return np.asarray(self._distance.against(torch.from_numpy(near), torch.from_numpy(own)).numpy())


def _vectors(
    encoder: Callable[[Tensor], Tensor], collection: Collection, rows: Rows, device: torch.device
) -> Tensor:
    with torch.inference_mode():
        parts = [
            encoder(collection.read(rows[start : start + EMBED_AT_ONCE]).to(device)).float()
            for start in range(0, rows.size, EMBED_AT_ONCE)
        ]
    return torch.cat(parts)
