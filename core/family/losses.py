"""What do the published systems lose on a pair or a triplet, beyond the losses that the desk's model has?

The contrastive loss, the cross-entropy, the logit of a distance and what a triplet costs are those of
`core/net/losses.py`. Here as there 1 means "same"; who has labels of the other convention passes them
through `as_same` first.
"""

from __future__ import annotations

from enum import StrEnum

import torch
from torch import Tensor

from core.family.miners import Roles


class LossName(StrEnum):
    """A loss, as the recipes call it."""

    CONTRASTIVE = "contrastive"
    BINARY = "binary"
    SQUARED = "squared"
    TRIPLET = "triplet"
    TRIPLET_RATIO = "triplet-ratio"
    SOFTMAX = "softmax"
    """Of every positive against all negatives of the batch at once."""
    REFERENCES = "references"
    """Of presented signatures against several specimens: core/family/references.py."""


OF_TRIPLETS = frozenset({LossName.TRIPLET, LossName.TRIPLET_RATIO})
"""The losses that need an anchor with a positive and a negative; the others take pairs."""
OF_CLASSES = OF_TRIPLETS | {LossName.SOFTMAX}
"""The losses that need several examples of several classes."""


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


def softmax_of_positives(near: Tensor, who: Roles, *, sharpness: float) -> Tensor:
    """Cross-entropy, (), of choosing each positive among itself and all negatives of its anchor.

    near (B, B), larger being closer; `sharpness` times it are the logits. Sohn 2016, equation 6, with every
    example an anchor, and all other examples of its class as its positives in turn. With no positive in the
    batch there is nothing to learn, and the loss is 0.
    """
    anchor = who.positive.any(dim=1) & who.negative.any(dim=1)  # what has neither has no gradient
    logit, positive, negative = sharpness * near[anchor], who.positive[anchor], who.negative[anchor]
    others = torch.logsumexp(logit.masked_fill(~negative, -torch.inf), dim=1, keepdim=True)  # (A, 1)
    cost = torch.logaddexp(logit, others) - logit
    return (cost * positive).sum() / positive.sum().clamp_min(1)


def mean_of_active(loss: Tensor) -> Tensor:
    """Mean over what still costs something, (): triplets that keep their margin do not water it down."""
    return loss.sum() / (loss > 0).sum().clamp_min(1)
