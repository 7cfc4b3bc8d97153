"""What does a batch cost a twin: on the distance, on the matching head, and between strangers?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor

from core.net.encoder import Encoded
from core.net.losses import balanced_mean, binary, contrastive, nearness, ratio, semi_hard, triplet
from core.net.twin import Twin, chosen, euclidean
from core.training.config import TrainingConfig
from core.training.pairs import batch_pairs

TRIPLET_MARGIN = 0.2
"""FaceNet's, on squared distances of the unit sphere."""
OF_BATCH: dict[str, Callable[[Tensor, Tensor, Tensor], Tensor]] = {
    "triplet": partial(triplet, margin=TRIPLET_MARGIN),
    "semi-hard": partial(semi_hard, margin=TRIPLET_MARGIN),
    "ratio": ratio,
}


def batch_loss(
    twin: Twin, encoded: Encoded, signatory: Tensor, is_genuine: Tensor, *, config: TrainingConfig
) -> Tensor:
    """Return what a batch of B embedded frames costs, (): own forgeries and other people's signatures.

    The matching head learns by cross-entropy; the distance by the loss that the recipe names.
    """
    pairs = batch_pairs(signatory, is_genuine)
    alike = twin.compare(chosen(encoded, pairs.first), chosen(encoded, pairs.second))
    first, second = _strangers(encoded.vector, signatory, is_genuine, count=config.random_pairs)
    others = twin.compare(chosen(encoded, first), chosen(encoded, second))
    truth = pairs.is_genuine.to(encoded.vector.device)
    apart = torch.zeros_like(others.distance)
    local = balanced_mean(binary(alike.local, truth), truth) + 0.3 * binary(others.local, apart).mean()
    if (of_batch := OF_BATCH.get(config.loss)) is not None:
        return local + 2.0 * of_batch(encoded.vector, signatory, is_genuine)
    if config.loss == "binary":
        skilled, strange = (nearness(each.distance, margin=config.margin) for each in (alike, others))
        return local + 2.0 * balanced_mean(binary(skilled, truth), truth) + binary(strange, apart).mean()
    skilled, strange = (
        contrastive(each.distance, same, margin=config.margin)
        for each, same in ((alike, truth), (others, apart))
    )
    return local + 2.0 * balanced_mean(skilled, truth) + strange.mean()


def _strangers(vector: Tensor, signatory: Tensor, is_genuine: Tensor, *, count: int) -> tuple[Tensor, Tensor]:
    """Pairs of genuine signatures of different signatories: half the closest, half at random."""
    rows = torch.nonzero(is_genuine)[:, 0]
    first, second = torch.triu_indices(rows.numel(), rows.numel(), 1)
    apart = signatory[rows[first]] != signatory[rows[second]]
    first, second = rows[first[apart]], rows[second[apart]]
    with torch.no_grad():
        distance = euclidean(vector[first], vector[second])
    hard = distance.topk(min(count // 2, distance.numel()), largest=False).indices
    drawn = torch.randint(first.numel(), (count - count // 2,))
    taken = torch.cat([hard.cpu(), drawn])
    return first[taken], second[taken]
