"""What does a network lose where a presented signature is compared with several specimens, as at the desk?

In each class of a batch every genuine signature is presented once, the others being its specimens; every
forgery is presented to all of them. What counts is how close it is beside how close the specimens are to each
other, so that whoever varies much is allowed more, in training as in use.
"""

from __future__ import annotations

import torch
from torch import Tensor

from core.family.distances import Distance
from core.family.miners import all_pairs
from core.family.pair import Pair
from core.net.losses import balanced_mean, binary

STEEPNESS = 4.0
EVEN = 0.25
"""So far below a closeness of 0 the odds are even; the network settles its own scale by it."""


def reference_loss(pair: Pair, vector: Tensor, label: Tensor, is_genuine: Tensor) -> Tensor:
    """Return the loss, (), of a batch of B vectors; a class with fewer than three genuine ones has none."""
    near = _near(pair, vector, label, is_genuine)
    closeness, same = [], []
    for each in torch.unique(label):
        known, forged = (torch.nonzero((label == each) & side)[:, 0] for side in (is_genuine, ~is_genuine))
        if len(known) < 3:
            continue
        found = _presented(pair.distance, near, known, forged)
        closeness += found
        same += [torch.ones_like(found[0]), torch.zeros_like(found[1])]
    if not closeness:
        return vector.sum() * 0.0
    truth = torch.cat(same)
    return balanced_mean(binary(STEEPNESS * (torch.cat(closeness) + EVEN), truth), truth)


def _near(pair: Pair, vector: Tensor, label: Tensor, is_genuine: Tensor) -> Tensor:
    """Return how near those of a class are to each other, (B, B); 0 where nobody asks."""
    first, second, _ = all_pairs(label, is_genuine)
    is_one_class = label[first] == label[second]
    first, second = first[is_one_class], second[is_one_class]
    value = pair.distance.nearness(pair.distance(vector[first], vector[second]))
    half = value.new_zeros(len(label), len(label)).index_put((first, second), value)
    return half + half.T


def _presented(distance: Distance, near: Tensor, known: Tensor, forged: Tensor) -> list[Tensor]:
    """Return how close each of K genuine ones is to the others (K,), and each of F forgeries to all (F,)."""
    genuine = []
    for place in range(len(known)):
        others = torch.cat([known[:place], known[place + 1 :]])
        genuine.append(distance.against(near[known[place], others][None], _among(near, others)))
    return [torch.cat(genuine), distance.against(near[forged][:, known], _among(near, known))]


def _among(near: Tensor, rows: Tensor) -> Tensor:
    first, second = torch.triu_indices(len(rows), len(rows), 1, device=rows.device)
    return near[rows[first], rows[second]]
