"""From which pairs and triplets of a batch does a network learn most?

Miners see how far apart the batch's B vectors are, (B, B), smaller being closer. Skilled forgeries are
negatives of the signatory whom they imitate, never anchors and never positives; data without forgeries are
all genuine.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

import torch
from torch import Tensor


class MinerName(StrEnum):
    """A miner, as the recipes call it."""

    ALL = "all"
    RANDOM = "random"
    SEMI_HARD = "semi-hard"
    BATCH_HARD = "batch-hard"
    HARDEST = "hardest"


class Roles(NamedTuple):
    """For each anchor (row), which of the batch are its positives and its negatives, both (B, B) bool."""

    positive: Tensor
    negative: Tensor


class Triplets(NamedTuple):
    """T triplets as places in the batch, each (T,) int64."""

    anchor: Tensor
    positive: Tensor
    negative: Tensor


class Pairs(NamedTuple):
    """P pairs as places in the batch, each (P,) int64, and 1.0 for the same or 0.0, (P,)."""

    first: Tensor
    second: Tensor
    same: Tensor


def roles(label: Tensor, is_genuine: Tensor) -> Roles:
    """Say who is what to whom in a batch of B examples."""
    own = (label[:, None] == label[None]) & is_genuine[None]
    itself = torch.eye(label.numel(), dtype=torch.bool, device=label.device)
    anchor = is_genuine[:, None]
    return Roles(anchor & own & ~itself, anchor & ~own)


def all_pairs(label: Tensor, is_genuine: Tensor) -> Pairs:
    """Every pair of a batch once, but for two forgeries, of which nobody knows whether one hand wrote
    them.
    """
    who = roles(label, is_genuine)
    once = torch.ones_like(who.positive).triu(1) | ~is_genuine[None]
    first, second = torch.nonzero((who.positive | who.negative) & once, as_tuple=True)
    return Pairs(first, second, who.positive[first, second].float())


def pairs_of(triplets: Triplets) -> Pairs:
    """Return each side of mined triplets once, for a loss that takes pairs."""
    near = torch.unique(torch.stack([triplets.anchor, triplets.positive], dim=1), dim=0)
    far = torch.unique(torch.stack([triplets.anchor, triplets.negative], dim=1), dim=0)
    first, second = torch.cat([near, far]).unbind(dim=1)
    same = torch.cat([torch.ones(len(near)), torch.zeros(len(far))]).to(first.device)
    return Pairs(first, second, same)


def all_triplets(far: Tensor, who: Roles, *, margin: float) -> Triplets:  # noqa: ARG001 - a miner's signature
    """Every anchor with every positive and every negative."""
    return Triplets(*torch.nonzero(who.positive[:, :, None] & who.negative[:, None], as_tuple=True))


def random_triplets(far: Tensor, who: Roles, *, margin: float) -> Triplets:  # noqa: ARG001
    """Every anchor and positive with one of the negatives, whichever."""
    return _with_negative(who, torch.rand_like(far))


def semi_hard(far: Tensor, who: Roles, *, margin: float) -> Triplets:
    """Negatives farther than the positive, but by less than the margin (Schroff et al. 2015, section 3.2)."""
    gap = far[:, None] - far[:, :, None]  # (B, B, B): anchor, positive, negative
    wanted = who.positive[:, :, None] & who.negative[:, None] & (gap > 0) & (gap < margin)
    return Triplets(*torch.nonzero(wanted, as_tuple=True))


def batch_hard(far: Tensor, who: Roles, *, margin: float) -> Triplets:  # noqa: ARG001
    """For each anchor its farthest positive and its nearest negative (Hermans et al. 2017, equation 5)."""
    anchor = torch.nonzero(who.positive.any(dim=1) & who.negative.any(dim=1))[:, 0]
    positive = far.masked_fill(~who.positive, -torch.inf)[anchor].argmax(dim=1)
    negative = far.masked_fill(~who.negative, torch.inf)[anchor].argmin(dim=1)
    return Triplets(anchor, positive, negative)


def hardest(far: Tensor, who: Roles, *, margin: float) -> Triplets:  # noqa: ARG001
    """Every anchor and positive with the nearest negative, which from a bad start makes all vectors one."""
    return _with_negative(who, -far)


def _with_negative(who: Roles, wanted: Tensor) -> Triplets:
    """Every anchor and positive, with the anchor's negative that is wanted most, (B, B)."""
    negative = wanted.masked_fill(~who.negative, -torch.inf).argmax(dim=1)
    anchor, positive = torch.nonzero(who.positive & who.negative.any(dim=1)[:, None], as_tuple=True)
    return Triplets(anchor, positive, negative[anchor])


MINERS: dict[MinerName, Callable[..., Triplets]] = {
    MinerName.ALL: all_triplets,
    MinerName.RANDOM: random_triplets,
    MinerName.SEMI_HARD: semi_hard,
    MinerName.BATCH_HARD: batch_hard,
    MinerName.HARDEST: hardest,
}
