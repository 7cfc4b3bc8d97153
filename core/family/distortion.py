"""How many pairs does a collection hold, and how are its pictures bent to make more of them?"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

TURN_DEG = 10.0
SHEAR = 0.3
SCALE = 0.2
SHIFT_PX = 2.0
CHANCE = 0.5
"""Koch et al. 2015, section 3.2: each component of the transformation is drawn with this chance, evenly from
its range on both sides of none."""
KNOTS = 5
"""Places along each side where the smooth displacement of a warp is drawn."""
COPIES = 8
"""Distorted copies of each pair that the paper adds to it."""


class PairCounts(NamedTuple):
    """How many pairs there are, and how many of them are of the same class."""

    all: int
    same: int


def pair_counts(*, classes: int, examples: int) -> PairCounts:
    """Count the pairs among so many classes of so many examples each."""
    total = classes * examples
    return PairCounts(total * (total - 1) // 2, classes * examples * (examples - 1) // 2)


def effective_pairs(pairs: int, *, copies: int = COPIES) -> int:
    """Count the pairs once each has so many distorted copies beside it."""
    return pairs * (copies + 1)


def distorted(pictures: Tensor, *, warp: float = 0.0, generator: torch.Generator) -> Tensor:
    """Bend pictures (N, 1, H, W) by an affine transformation each, and place by place by `warp`, in shares of
    half a picture; what comes in from outside is as the border is.
    """
    count, _, height, width = pictures.shape
    grid = F.affine_grid(_matrices(count, (height, width), generator), list(pictures.shape), False)
    if warp:
        knots = warp * torch.randn(count, 2, KNOTS, KNOTS, generator=generator)
        field = F.interpolate(knots, size=(height, width), mode="bicubic", align_corners=True)
        grid = grid + field.permute(0, 2, 3, 1)  # (N, H, W, 2)
    return F.grid_sample(pictures, grid, mode="bilinear", padding_mode="border", align_corners=False)


def turned(pictures: Tensor, label: Tensor, *, as_one: bool = False, generator: torch.Generator) -> Tensor:
    """Turn each class of a batch by as many right angles as it draws, and mirror every other one, or all of
    them as one: a turned character is another one (Santoro et al. 2016, section 4.1), a turned alphabet still
    an alphabet. Pictures (N, 1, S, S) are square.
    """
    _, number = torch.unique(torch.zeros_like(label) if as_one else label, return_inverse=True)
    way = torch.randint(8, (int(number.max()) + 1,), generator=generator)[number]
    found = pictures.clone()
    for turns in (1, 2, 3):
        found[way % 4 == turns] = torch.rot90(pictures[way % 4 == turns], turns, (2, 3))
    found[way >= 4] = found[way >= 4].flip(3)
    return found


def _matrices(count: int, size: tuple[int, int], generator: torch.Generator) -> Tensor:
    """Return (N, 2, 3) matrices that map output to input coordinates in [-1, 1]."""

    def drawn(reach: float) -> Tensor:
        value = reach * (2.0 * torch.rand(count, generator=generator) - 1.0)
        return value * (torch.rand(count, generator=generator) < CHANCE)

    turn = torch.deg2rad(drawn(TURN_DEG))
    shear_x, shear_y = drawn(SHEAR), drawn(SHEAR)
    scale_x, scale_y = 1.0 + drawn(SCALE), 1.0 + drawn(SCALE)
    height, width = size
    shift_x, shift_y = drawn(SHIFT_PX) * 2.0 / width, drawn(SHIFT_PX) * 2.0 / height
    cos, sin = turn.cos(), turn.sin()
    first = torch.stack([scale_x * (cos + shear_x * sin), scale_x * (shear_x * cos - sin), shift_x], dim=1)
    second = torch.stack([scale_y * (sin + shear_y * cos), scale_y * (cos - shear_y * sin), shift_y], dim=1)
    return torch.stack([first, second], dim=1)
