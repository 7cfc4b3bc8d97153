"""What is the time-delay network that compares the ways of two pens today?

As in 1993 its units see a few moments, and the same weights are moved along time. What is new: it makes a
sequence of each way and not one vector, and two sequences are compared once they are laid on each other. The
features themselves are laid on each other beside it; the two judge as one.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.net.pen.alignment import warped_distance
from core.net.pen.features import COMPARED, LOCAL, local_features
from core.pen.sampling import MOMENTS

MAPS = 32
STRIDE = 2
DELAYS = (1, 2, 4)
"""Moments between those that a unit of each layer sees."""
SEQUENCES = 2
"""What the features are as they are, and what the network makes of them."""
LENGTH = MOMENTS // STRIDE
WIDTH = SEQUENCES * COMPARED * LENGTH


class PenNetwork(nn.Module):
    """Sampled ways (N, 6, 200) to two sequences of 14 numbers at 100 moments, (N, 2 * 14 * 100).

    While it learns it stands alone, (N, 14 * 100): what the features find already would leave it idle.
    """

    def __init__(self, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.first = nn.Conv1d(LOCAL, MAPS, 7, stride=STRIDE, padding=3)
        self.norms = nn.ModuleList(nn.GroupNorm(4, MAPS) for _ in DELAYS)
        self.delays = nn.ModuleList(
            nn.Conv1d(MAPS, MAPS, 5, padding=2 * delay, dilation=delay) for delay in DELAYS
        )
        self.dropout = nn.Dropout(dropout)
        self.last = nn.Conv1d(MAPS, COMPARED, 1)
        self.past = nn.Conv1d(LOCAL, COMPARED, STRIDE, stride=STRIDE)

    def forward(self, ways: Tensor) -> Tensor:
        features = local_features(ways)  # (N, 18, 200)
        maps: Tensor = self.first(features)  # (N, 32, 100)
        for norm, delay in zip(self.norms, self.delays, strict=True):
            maps = maps + self.dropout(F.relu(delay(norm(maps))))
        learnt: Tensor = self.last(F.relu(maps)) + self.past(features)  # (N, 14, 100)
        if self.training:
            return learnt.flatten(1)
        as_they_are = F.avg_pool1d(features[:, :COMPARED], STRIDE)
        return torch.stack([as_they_are, learnt], dim=1).flatten(1)


def way_distance(a: Tensor, b: Tensor) -> Tensor:
    """Return how far apart two ways are, by what the network made of them; smaller is closer.

    a, b (..., 2800) or (..., 1400); all axes before the last broadcast. The geometric mean over both
    sequences, so that the scale of neither matters.
    """
    shape = np.broadcast_shapes(a.shape, b.shape)
    first, second = (each.float().expand(shape).reshape(-1, COMPARED, LENGTH) for each in (a, b))
    apart = warped_distance(first, second).view(*shape[:-1], -1)  # (..., 2)
    return apart.log().mean(dim=-1).exp()


def closeness(distance: Tensor, own: Tensor) -> Tensor:
    """Return how close presented signatures are to R specimens, (S,); larger is closer.

    distance (S, R) to each specimen; own (R (R - 1) / 2,) among the specimens, who differ from each other by
    as much as their writer varies. One specimen has no such distances: then a writer varies as others do.
    """
    usual = own.mean().log() if own.numel() else 0.0
    return usual - distance.mean(dim=1).log() - distance.min(dim=1).values.log()
