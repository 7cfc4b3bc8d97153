"""How far apart are two vectors, and which way is closer?

Some numbers grow as two vectors part (distances), others as they meet (likenesses). Which of the two a number
is, is said here and nowhere else: `nearness` makes larger mean closer, whatever the number.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.net.pen.network import closeness, way_distance
from core.net.twin import euclidean


class DistanceName(StrEnum):
    """A distance, as the recipes call it."""

    EUCLIDEAN = "euclidean"
    SQUARED_EUCLIDEAN = "squared-euclidean"
    COSINE = "cosine"
    L1 = "l1"
    WEIGHTED_L1 = "weighted-l1"
    EXP_L1 = "exp-l1"
    WARPED = "warped"
    """Of two ways of a pen, once they are laid on each other; their vectors have a form of their own."""


class Distance(nn.Module):
    """Compares vectors along their last axis; all axes before it are broadcast."""

    def __init__(self, name: DistanceName, *, smaller_is_closer: bool) -> None:
        super().__init__()
        self.name = name
        self.smaller_is_closer = smaller_is_closer

    def nearness(self, value: Tensor) -> Tensor:
        """Turn what this distance gave into a number of which larger is closer."""
        return -value if self.smaller_is_closer else value

    def matrix(self, a: Tensor, b: Tensor) -> Tensor:
        """Compare each of A vectors with each of B, (A, B)."""
        value: Tensor = self(a[:, None], b[None])
        return value

    def against(self, near: Tensor, own: Tensor) -> Tensor:
        """Return how close S presented examples are to R specimens, (S,); larger is closer.

        near (S, R) to each; own (R (R - 1) / 2,) how near the specimens are to each other: who varies much
        is allowed more (Bromley et al. 1993, section 5, keep mean and variance of six).
        """
        return near.mean(dim=1) - (own.mean() if own.numel() else 0.0)


class Fixed(Distance):
    """A distance with nothing to learn."""

    def __init__(
        self, name: DistanceName, between: Callable[[Tensor, Tensor], Tensor], *, smaller_is_closer: bool
    ) -> None:
        super().__init__(name, smaller_is_closer=smaller_is_closer)
        self.between = between

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        return self.between(a, b)


class SquaredEuclidean(Fixed):
    """The squared Euclidean distance, which many vectors are compared by without a difference for each."""

    def __init__(self) -> None:
        super().__init__(DistanceName.SQUARED_EUCLIDEAN, squared_euclidean, smaller_is_closer=True)

    def matrix(self, a: Tensor, b: Tensor) -> Tensor:
        with torch.autocast(a.device.type, enabled=False):  # what is left of large numbers needs all digits
            a, b = a.float(), b.float()
            lengths = a.square().sum(dim=1)[:, None] + b.square().sum(dim=1)[None]
            return (lengths - 2.0 * a @ b.T).clamp_min(0.0)


class Warped(Distance):
    """How far apart two ways of a pen are, in no unit; what counts are shares of the writer's own spread."""

    def __init__(self) -> None:
        super().__init__(DistanceName.WARPED, smaller_is_closer=True)

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        return way_distance(a, b)

    def against(self, near: Tensor, own: Tensor) -> Tensor:
        return closeness(-near, -own)


class WeightedL1(Distance):
    """The logit of "same" from a learnt weight for each component (Koch et al. 2015, section 3.1).

    Larger is closer; no weight is held to be negative, it is learnt.
    """

    def __init__(self, width: int) -> None:
        super().__init__(DistanceName.WEIGHTED_L1, smaller_is_closer=False)
        self.weight = nn.Linear(width, 1)

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        logit: Tensor = self.weight((a - b).abs())
        return logit.squeeze(-1)


def squared_euclidean(a: Tensor, b: Tensor) -> Tensor:
    """Return the squared Euclidean distance (FaceNet's); smaller is closer."""
    return (a - b).square().sum(dim=-1)


def cosine(a: Tensor, b: Tensor) -> Tensor:
    """Return the cosine of the angle between two vectors, in [-1, 1] (Bromley et al. 1993); larger is
    closer.
    """
    return F.cosine_similarity(a, b, dim=-1)


def l1(a: Tensor, b: Tensor) -> Tensor:
    """Return the sum of absolute differences; smaller is closer."""
    return (a - b).abs().sum(dim=-1)


def exp_l1(a: Tensor, b: Tensor) -> Tensor:
    """Return exp(-L1), in (0, 1] (Mueller & Thyagarajan 2016, section 3); larger is closer."""
    return (-l1(a, b)).exp()


def make_distance(name: DistanceName, *, width: int) -> Distance:
    """Return a distance between vectors of so many components."""
    if name is DistanceName.WEIGHTED_L1:
        return WeightedL1(width)
    if name is DistanceName.WARPED:
        return Warped()
    if name is DistanceName.SQUARED_EUCLIDEAN:
        return SquaredEuclidean()
    between = {
        DistanceName.EUCLIDEAN: euclidean,
        DistanceName.COSINE: cosine,
        DistanceName.L1: l1,
        DistanceName.EXP_L1: exp_l1,
    }[name]
    return Fixed(name, between, smaller_is_closer=name not in LIKENESSES)


LIKENESSES = frozenset({DistanceName.COSINE, DistanceName.WEIGHTED_L1, DistanceName.EXP_L1})
"""The numbers of which larger is closer."""
