"""Do the losses compute what the papers write, and what another library computes?"""

from __future__ import annotations

import math

import pytest
import torch
from pytorch_metric_learning.distances import LpDistance
from pytorch_metric_learning.losses import ContrastiveLoss, NTXentLoss, TripletMarginLoss
from pytorch_metric_learning.reducers import DoNothingReducer
from torch import Tensor
from torch.nn import functional as F

from core.family.distances import cosine, l1, squared_euclidean
from core.family.losses import OneMeans, as_same, mean_of_active, softmax_of_positives, squared
from core.family.miners import all_triplets, roles
from core.net.losses import binary, contrastive, triplet, triplet_margin, triplet_ratio
from core.net.twin import euclidean

BATCH = 9
LABEL = torch.arange(3).repeat_interleave(3)
GENUINE = torch.ones(BATCH, dtype=torch.bool)
EUCLIDEAN = LpDistance(normalize_embeddings=False)
SQUARED = LpDistance(normalize_embeddings=False, power=2)


def vectors(seed: int = 0) -> Tensor:
    return F.normalize(torch.randn(BATCH, 4, generator=torch.Generator().manual_seed(seed)), dim=1)


def sides(far: Tensor) -> tuple[Tensor, Tensor]:
    """Return how far each anchor of every triplet is from its positive and its negative."""
    anchor, positive, negative = all_triplets(far, roles(LABEL, GENUINE), margin=0.2)
    return far[anchor, positive], far[anchor, negative]


def loop_triplets(far: list[list[float]]) -> list[tuple[float, float]]:
    """Find the same two distances of every triplet by a plain loop."""
    rows = range(BATCH)
    own = LABEL.tolist()
    return [
        (far[a][p], far[a][n])
        for a in rows
        for p in rows
        for n in rows
        if p != a and own[p] == own[a] and own[n] != own[a]
    ]


def test_the_triplet_loss_is_that_of_a_plain_loop() -> None:
    far = squared_euclidean(vectors()[:, None], vectors()[None])
    found = sorted(triplet_margin(*sides(far), margin=0.2).tolist())
    wanted = sorted(max(0.0, p - n + 0.2) for p, n in loop_triplets(far.tolist()))
    assert found == pytest.approx(wanted, abs=1e-6)


def test_the_triplet_loss_is_that_of_the_metric_learning_library_and_of_the_desk() -> None:
    far = squared_euclidean(vectors()[:, None], vectors()[None])
    found = mean_of_active(triplet_margin(*sides(far), margin=0.2))
    torch.testing.assert_close(found, TripletMarginLoss(margin=0.2, distance=SQUARED)(vectors(), LABEL))
    torch.testing.assert_close(found, triplet(vectors(), LABEL, GENUINE, margin=0.2))


def test_the_triplet_ratio_is_that_of_a_plain_loop() -> None:
    far = euclidean(vectors()[:, None], vectors()[None])
    found = sorted(triplet_ratio(*sides(far)).tolist())
    wanted = []
    for near, away in loop_triplets(far.tolist()):
        share = math.exp(near) / (math.exp(near) + math.exp(away))
        wanted.append(share**2 + (1 - share - 1) ** 2)
    assert found == pytest.approx(sorted(wanted), abs=1e-5)


def test_the_triplet_ratio_is_the_softmax_of_the_metric_learning_library() -> None:
    """Theirs is minus its logarithm, of the side that should be large."""
    theirs = NTXentLoss(temperature=1.0, distance=EUCLIDEAN, reducer=DoNothingReducer())
    for row in range(20):
        anchor, positive, negative = three = vectors(row)[:3]
        lost = theirs(three, torch.tensor([0, 0, 1]))["loss"]["losses"][0]
        near, far = euclidean(anchor, positive), euclidean(anchor, negative)
        ours = float(triplet_ratio(near[None], far[None])[0])
        assert ours == pytest.approx(2 * (1 - math.exp(-float(lost))) ** 2, abs=1e-5)


def test_the_softmax_over_distances_is_that_of_a_plain_loop_and_of_the_metric_learning_library() -> None:
    near = -squared_euclidean(vectors()[:, None], vectors()[None])
    found = softmax_of_positives(near, roles(LABEL, GENUINE), sharpness=8.0)
    own, costs = LABEL.tolist(), []
    for a in range(BATCH):
        odds = [math.exp(8.0 * float(near[a, b])) for b in range(BATCH)]
        away = sum(odds[b] for b in range(BATCH) if own[b] != own[a])
        costs += [-math.log(odds[b] / (odds[b] + away)) for b in range(BATCH) if b != a and own[b] == own[a]]
    assert float(found) == pytest.approx(sum(costs) / len(costs), abs=1e-5)
    theirs = NTXentLoss(temperature=1 / 16)(vectors(), LABEL)  # of cosines: a squared distance is 2 - 2 cos
    torch.testing.assert_close(found, theirs, atol=1e-5, rtol=1e-4)


def test_a_forgery_is_a_negative_of_the_softmax_and_asks_for_nothing_itself() -> None:
    near = -squared_euclidean(vectors()[:, None], vectors()[None])
    is_genuine = torch.arange(BATCH) % 3 != 2
    free = near.clone().requires_grad_()
    torch.autograd.backward(softmax_of_positives(free, roles(LABEL, is_genuine), sharpness=8.0))
    assert free.grad is not None
    assert bool(torch.isfinite(free.grad).all())
    assert not free.grad[~is_genuine].any()
    assert bool((free.grad[0, 2] > 0) & (free.grad[0, 1] < 0))


def test_the_contrastive_loss_is_the_square_of_the_metric_learning_librarys() -> None:
    """Theirs takes the distances as they are, Hadsell et al. their squares."""
    theirs = ContrastiveLoss(neg_margin=1.0, distance=EUCLIDEAN, reducer=DoNothingReducer())
    found = theirs(vectors(), LABEL)
    for side, same in (("pos_loss", 1.0), ("neg_loss", 0.0)):
        first, second = found[side]["indices"]
        distance = euclidean(vectors()[first], vectors()[second])
        ours = contrastive(distance, torch.full_like(distance, same), margin=1.0)
        torch.testing.assert_close(ours, found[side]["losses"].square(), atol=1e-5, rtol=1e-4)


def test_labels_of_both_conventions_cost_the_same() -> None:
    distance, same = torch.tensor([0.2, 0.7, 1.3]), torch.tensor([1.0, 0.0, 1.0])
    ours = as_same(same, one_means=OneMeans.SAME)
    hadsells = as_same(1.0 - same, one_means=OneMeans.DIFFERENT)
    torch.testing.assert_close(ours, hadsells)
    y, d = 1.0 - same, distance
    equation_4 = (1 - y) / 2 * d.square() + y / 2 * (1.0 - d).clamp_min(0).square()
    torch.testing.assert_close(contrastive(distance, hadsells) / 2, equation_4)


def test_the_cross_entropy_is_that_of_a_plain_loop_on_weighted_l1() -> None:
    a, b = vectors(1), vectors(2)
    weight, bias = -1.5, 0.3
    same = (torch.arange(BATCH) % 2).float()
    found = binary(weight * l1(a, b) + bias, same)
    for row in range(BATCH):
        gap = sum(abs(x - y) for x, y in zip(a[row].tolist(), b[row].tolist(), strict=True))
        chance = 1 / (1 + math.exp(-(weight * gap + bias)))
        wanted = -math.log(chance if same[row] else 1 - chance)
        assert float(found[row]) == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize("apart", [-1.0, 0.0])
def test_the_squared_loss_is_that_of_a_plain_loop(apart: float) -> None:
    value, same = cosine(vectors(1), vectors(2)), (torch.arange(BATCH) % 2).float()
    found = squared(value, same, apart=apart)
    for row in range(BATCH):
        wanted = (float(value[row]) - (1.0 if same[row] else apart)) ** 2
        assert float(found[row]) == pytest.approx(wanted, abs=1e-6)


def test_triplets_that_keep_their_margin_do_not_water_the_mean_down() -> None:
    assert float(mean_of_active(torch.tensor([0.0, 0.0, 3.0, 1.0]))) == pytest.approx(2.0)
    assert float(mean_of_active(torch.zeros(0))) == 0.0
