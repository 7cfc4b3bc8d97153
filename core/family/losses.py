"""What do the published systems lose on a pair or a triplet, beyond the losses that the desk's model has?

The contrastive loss, the cross-entropy, the logit of a distance and what a triplet costs are those of
`core/net/losses.py`. Here as there 1 means "same"; who has labels of the other convention passes them
through `as_same` first.
"""

from __future__ import annotations

from enum import StrEnum

from torch import Tensor


class LossName(StrEnum):
    """A loss, as the recipes call it."""

    CONTRASTIVE = "contrastive"
    BINARY = "binary"
    SQUARED = "squared"
    TRIPLET = "triplet"
    TRIPLET_RATIO = "triplet-ratio"
    REFERENCES = "references"
    """Of presented signatures against several specimens: core/family/references.py."""


OF_TRIPLETS = frozenset({LossName.TRIPLET, LossName.TRIPLET_RATIO})
"""The losses that need an anchor with a positive and a negative; the others take pairs."""


class OneMeans(StrEnum):
    """What a label of 1 says of a pair: Koch et al. 2015 and the tutorials after them write 1 for the same,
    Hadsell et al. 2006 for different.
    """

    SAME = "same"
    DIFFERENT = "different"


def as_same(label: Tensor, *, one_means: OneMeans) -> Tensor:
    """Return labels of either convention as ours, where 1 is the same."""
    return label if one_means is OneMeans.SAME else 1.0 - label


def squared(value: Tensor, same: Tensor, *, apart: float) -> Tensor:
    """Squared error of P likenesses, (P,): 1 is wanted of the same, `apart` of others.

    Bromley et al. 1993 ask a small angle of two genuine signatures, and a large one where either is forged;
    -1 for the cosine of the large one is the largest there is.
    """
    wanted = same + (1.0 - same) * apart
    return (value - wanted).square()


def mean_of_active(loss: Tensor) -> Tensor:
    """Mean over what still costs something, (): triplets that keep their margin do not water it down."""
    return loss.sum() / (loss > 0).sum().clamp_min(1)
