"""What does the network learn from a pair?

Convention, here and everywhere: `is_genuine` is 1 for two signatures of one signatory and 0 otherwise.
(Hadsell
et al. write Y = 1 for *dissimilar* pairs; their formula is turned round accordingly.) `triplet`, `semi_hard`,
`ratio` and `multi_similarity` take a whole batch of vectors, in which a skilled forgery is a negative of the
signatory that it imitates, and never an anchor or a positive.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

MARGIN = 1.0
"""Distance beyond which a forgery costs nothing, on the unit sphere, where distances run from 0 to 2."""

STEEPNESS = 8.0
"""How fast the odds of "same signatory" fall with distance, where a distance is read as a logit."""


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


def nearness(distance: Tensor, *, margin: float = MARGIN) -> Tensor:
    """Return the logit of "same signatory" that a distance stands for, (P,): even odds at half the margin."""
    return STEEPNESS * (0.5 * margin - distance)


def triplet(vector: Tensor, signatory: Tensor, is_genuine: Tensor, *, margin: float) -> Tensor:
    """Triplet loss of a batch, (): Schroff et al. 2015, equation 2, over all triplets of the batch.

    vector (B, D) on the unit sphere; the mean is over the triplets that violate the margin (Hermans et al.
    2017, "batch all"): the hardest ones alone would be the skilled forgeries, and from random weights those
    make every vector collapse into one.
    """
    near, far, is_triplet = _triplets(vector, signatory, is_genuine)
    loss = triplet_margin(near, far, margin=margin) * is_triplet
    return loss.sum() / (loss > 0).sum().clamp_min(1)


def semi_hard(vector: Tensor, signatory: Tensor, is_genuine: Tensor, *, margin: float) -> Tensor:
    """Triplet loss of a batch, (), over the negatives that are farther than the positive, but by less than
    the margin: Schroff et al. 2015, section 3.2. vector (B, D) on the unit sphere.
    """
    near, far, is_triplet = _triplets(vector, signatory, is_genuine)
    chosen = is_triplet & (far > near) & (far < near + margin)
    loss = triplet_margin(near, far, margin=margin) * chosen
    return loss.sum() / chosen.sum().clamp_min(1)


def ratio(vector: Tensor, signatory: Tensor, is_genuine: Tensor) -> Tensor:
    """Triplet ratio loss of a batch, (): Hoffer & Ailon 2015, section 2.2, over all triplets of the batch.

    vector (B, D) on the unit sphere, where distances end at 2: they count as logits by STEEPNESS.
    """
    near, far, is_triplet = _triplets(vector, signatory, is_genuine)
    steep = [(STEEPNESS * (each + 1e-12).sqrt()).expand(is_triplet.shape) for each in (near, far)]
    loss = triplet_ratio(steep[0], steep[1]) * is_triplet
    return loss.sum() / is_triplet.sum().clamp_min(1)


def triplet_margin(near: Tensor, far: Tensor, *, margin: float) -> Tensor:
    """Triplet loss of T triplets, (T,): Schroff et al. 2015, equation 3.

    near, far (T,): how far the anchor is from its positive and its negative; squared in the paper.
    """
    return (near - far + margin).clamp_min(0.0)


def triplet_ratio(near: Tensor, far: Tensor) -> Tensor:
    """Squared error of a softmax over the two distances of T triplets, (T,): Hoffer & Ailon 2015.

    The softmax should be (0, 1); since its two sides sum to 1, both errors are the same.
    """
    share = torch.softmax(torch.stack([near, far]), dim=0)
    return share[0].square() + (share[1] - 1.0).square()


def multi_similarity(
    vector: Tensor,
    signatory: Tensor,
    is_genuine: Tensor,
    *,
    alpha: float = 2.0,
    beta: float = 50.0,
    level: float = 0.5,
    slack: float = 0.1,
) -> Tensor:
    """Multi-similarity loss of a batch, (): Wang et al. 2019, equation 15, on pairs mined by 11 and 12.

    vector (B, D) on the unit sphere; `level` and `slack` are the paper's lambda and epsilon. The paper's
    experiments name 1 for lambda; its authors' program has 0.5, as here.
    """
    anchors, positive, negative = _sides(signatory, is_genuine)
    alike = vector[anchors] @ vector.T  # (A, B)
    with torch.no_grad():
        least = alike.masked_fill(~positive, torch.inf).amin(dim=1, keepdim=True)
        most = alike.masked_fill(~negative, -torch.inf).amax(dim=1, keepdim=True)
        near = negative & (alike > least - slack)
        far = positive & (alike < most + slack)
    pull = _soft_sum(-alpha * (alike - level), far) / alpha
    push = _soft_sum(beta * (alike - level), near) / beta
    return (pull + push).sum() / max(1, anchors.numel())


def _triplets(vector: Tensor, signatory: Tensor, is_genuine: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return squared distances of every anchor to positives (A, B, 1) and to negatives (A, 1, B), and which
    make a triplet (A, B, B).
    """
    anchors, positive, negative = _sides(signatory, is_genuine)
    distance = (vector[anchors][:, None] - vector[None]).square().sum(dim=2)  # (A, B)
    return distance[:, :, None], distance[:, None], positive[:, :, None] & negative[:, None]


def _sides(signatory: Tensor, is_genuine: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return the rows of the anchors, (A,), and for each which rows are positives and negatives, (A, B)."""
    anchors = torch.nonzero(is_genuine)[:, 0]
    own = (signatory[anchors][:, None] == signatory[None]) & is_genuine[None]
    itself = anchors[:, None] == torch.arange(signatory.numel(), device=signatory.device)[None]
    return anchors, own & ~itself, ~own


def _soft_sum(exponent: Tensor, chosen: Tensor) -> Tensor:
    """Return log(1 + the sum of exp over the chosen columns), (A,); 0 where none is chosen."""
    kept = exponent.masked_fill(~chosen, -torch.inf)
    return torch.logsumexp(F.pad(kept, (1, 0)), dim=1)
