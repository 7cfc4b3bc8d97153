"""What does the network learn from a pair?

Convention, here and everywhere: `is_genuine` is 1 for two signatures of one signatory and 0 otherwise.
(Hadsell
et al. write Y = 1 for *dissimilar* pairs; their formula is turned round accordingly.)
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

MARGIN = 1.0
"""Distance beyond which a forgery costs nothing, on the unit sphere, where distances run from 0 to 2."""


def contrastive(distance: Tensor, is_genuine: Tensor, *, margin: float = MARGIN) -> Tensor:
    """Contrastive loss of P pairs, (P,): Hadsell, Chopra & LeCun 2006, equation 4, without its factor 1/2.

    distance (P,) Euclidean; is_genuine (P,) 1 or 0.
    """
    pull = is_genuine * distance.square()
    push = (1.0 - is_genuine) * (margin - distance).clamp_min(0.0).square()
    return pull + push


def balanced_mean(loss: Tensor, is_genuine: Tensor, *, weight: Tensor | None = None) -> Tensor:
    """Mean of the genuine pairs' mean and the others' mean, so that neither kind outvotes the other."""
    weight = torch.ones_like(loss) if weight is None else weight
    parts = []
    for side in (is_genuine, 1.0 - is_genuine):
        mass = (side * weight).sum()
        parts.append((loss * side * weight).sum() / mass.clamp_min(1e-6))
    return (parts[0] + parts[1]) / 2.0


def binary(logit: Tensor, is_genuine: Tensor) -> Tensor:
    """Binary cross-entropy of P pairs, (P,), from the logit of "same signatory"."""
    return F.binary_cross_entropy_with_logits(logit, is_genuine, reduction="none")
