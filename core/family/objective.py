"""What does a batch cost a network of these parts?"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from core.family.batches import Batch, ClassRows, PairRows
from core.family.collection import Collection
from core.family.distances import DistanceName
from core.family.losses import OF_TRIPLETS, LossName, mean_of_active, softmax_of_positives, squared
from core.family.miners import MINERS, MinerName, Pairs, all_pairs, pairs_of, roles
from core.family.pair import Pair
from core.family.recipe import Parts
from core.family.references import reference_loss
from core.net.losses import balanced_mean, binary, contrastive, nearness, triplet_margin, triplet_ratio

Vary = Callable[[Tensor, Tensor], Tensor]
"""Bends a batch of examples, given their labels."""


def batch_loss(
    pair: Pair, parts: Parts, collection: Collection, batch: Batch, *, vary: Vary, device: torch.device
) -> Tensor:
    """Read a batch, pass it through both sides and return what it costs, ()."""
    rows = batch.rows if isinstance(batch, ClassRows) else None
    if rows is None:
        sides = batch[:2] if isinstance(batch, PairRows) else batch
        rows = torch.cat([torch.from_numpy(side) for side in sides]).numpy()
    label = torch.from_numpy(collection.label[rows])
    examples = vary(collection.read(rows), label).to(device)
    if isinstance(batch, ClassRows):
        is_genuine = torch.from_numpy(collection.is_genuine[rows])
        return _of_classes(pair, parts, examples, label.to(device), is_genuine.to(device))
    if isinstance(batch, PairRows):
        a, b = examples.chunk(2)
        return pair_loss(pair(a, b).float(), torch.from_numpy(batch.same).to(device), parts)
    anchor, positive, negative = examples.chunk(3)
    first = pair.first(anchor)
    positive, negative = pair.second(positive), pair.second(negative)
    far = [-pair.distance.nearness(pair.distance(first, other)).float() for other in (positive, negative)]
    return triplet_loss(far[0], far[1], parts)


def _of_classes(pair: Pair, parts: Parts, examples: Tensor, label: Tensor, is_genuine: Tensor) -> Tensor:
    """Compare a batch of B examples with itself, and learn from what the miner picks."""
    a = pair.first(examples)
    if parts.loss is LossName.REFERENCES:
        return reference_loss(pair, a, label, is_genuine)
    b = a if pair.is_shared else pair.second(examples)
    value = pair.distance.matrix(a, b).float()  # (B, B)
    far = -pair.distance.nearness(value)
    if parts.loss is LossName.SOFTMAX:
        return softmax_of_positives(-far, roles(label, is_genuine), sharpness=parts.sharpness)
    if parts.loss not in OF_TRIPLETS and parts.miner is MinerName.ALL:
        chosen: Pairs = all_pairs(label, is_genuine)
        return pair_loss(value[chosen.first, chosen.second], chosen.same, parts)
    triplets = MINERS[parts.miner](far.detach(), roles(label, is_genuine), margin=parts.margin)
    if parts.loss not in OF_TRIPLETS:
        chosen = pairs_of(triplets)
        return pair_loss(value[chosen.first, chosen.second], chosen.same, parts)
    anchor, positive, negative = triplets
    return triplet_loss(far[anchor, positive], far[anchor, negative], parts)


def pair_loss(value: Tensor, same: Tensor, parts: Parts) -> Tensor:
    """Return the loss, (), of P pairs for which the distance gave `value`, both kinds weighing alike."""
    match parts.loss:
        case LossName.CONTRASTIVE:
            loss = contrastive(value, same, margin=parts.margin)
        case LossName.BINARY:
            is_logit = parts.distance is DistanceName.WEIGHTED_L1
            loss = binary(value if is_logit else nearness(value, margin=parts.margin), same)
        case _:
            loss = squared(value, same, apart=parts.apart)
    return balanced_mean(loss, same)


def triplet_loss(positive: Tensor, negative: Tensor, parts: Parts) -> Tensor:
    """Return the loss, (), of T triplets: how far the anchor is from each, smaller being closer.

    Without a triplet there is nothing to learn, and the loss is 0.
    """
    if parts.loss is LossName.TRIPLET_RATIO:
        loss = triplet_ratio(positive, negative)
        return loss.sum() / max(1, loss.numel())
    return mean_of_active(triplet_margin(positive, negative, margin=parts.margin))
