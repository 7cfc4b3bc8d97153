"""Do the losses compute what the papers write, and do their gradients pull the right way?"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from core.net.losses import (
    MARGIN,
    STEEPNESS,
    balanced_mean,
    binary,
    contrastive,
    multi_similarity,
    ratio,
    semi_hard,
    triplet,
)
from core.net.twin import euclidean


def pairs(count: int = 40) -> tuple[torch.Tensor, torch.Tensor]:
    """Return distances in [0, 2] and labels, about a third of them genuine."""
    made = torch.Generator().manual_seed(5)
    return 2.0 * torch.rand(count, generator=made), (torch.rand(count, generator=made) < 0.33).float()


@pytest.mark.parametrize("margin", [0.5, 1.0, 1.4])
def test_the_contrastive_loss_is_that_of_a_plain_loop(margin: float) -> None:
    distance, is_genuine = pairs()
    loss = contrastive(distance, is_genuine, margin=margin)
    for each in range(distance.numel()):
        d = float(distance[each])
        wanted = d * d if is_genuine[each] == 1 else max(0.0, margin - d) ** 2
        assert float(loss[each]) == pytest.approx(wanted, abs=1e-6)


def test_one_means_genuine() -> None:
    """Close together costs nothing when genuine and the squared margin when not; far apart the reverse."""
    near, far = torch.zeros(1), torch.full((1,), MARGIN)
    genuine, forged = torch.ones(1), torch.zeros(1)
    assert float(contrastive(near, genuine)) == 0.0
    assert float(contrastive(near, forged)) == pytest.approx(MARGIN**2)
    assert float(contrastive(far, genuine)) == pytest.approx(MARGIN**2)
    assert float(contrastive(far, forged)) == 0.0


def test_a_forgery_beyond_the_margin_pushes_no_more() -> None:
    distance = torch.tensor([0.5, 1.5], requires_grad=True)
    contrastive(distance, torch.zeros(2)).sum().backward()  # type: ignore[no-untyped-call]
    assert distance.grad is not None
    assert distance.grad.tolist() == pytest.approx([-1.0, 0.0])


def test_genuine_pairs_are_pulled_together() -> None:
    distance = torch.tensor([0.5, 1.5], requires_grad=True)
    contrastive(distance, torch.ones(2)).sum().backward()  # type: ignore[no-untyped-call]
    assert distance.grad is not None
    assert distance.grad.tolist() == pytest.approx([1.0, 3.0])


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_gradients_are_finite_where_two_signatures_coincide(label: float) -> None:
    a = torch.tensor([[0.6, 0.8]], requires_grad=True)
    contrastive(euclidean(a, a.detach().clone()), torch.tensor([label])).sum().backward()  # type: ignore[no-untyped-call]
    assert a.grad is not None
    assert bool(torch.isfinite(a.grad).all())


def test_the_balanced_mean_is_that_of_a_plain_loop() -> None:
    distance, is_genuine = pairs()
    weight = torch.linspace(0.5, 2.0, distance.numel())
    sums, masses = {0.0: 0.0, 1.0: 0.0}, {0.0: 0.0, 1.0: 0.0}
    for value, label, w in zip(distance.tolist(), is_genuine.tolist(), weight.tolist(), strict=True):
        sums[label] += value * w
        masses[label] += w
    wanted = (sums[0.0] / masses[0.0] + sums[1.0] / masses[1.0]) / 2
    assert float(balanced_mean(distance, is_genuine, weight=weight)) == pytest.approx(wanted, rel=1e-5)


def test_the_larger_side_does_not_outvote_the_smaller() -> None:
    """One genuine pair at 1 and any number of others at 0: always one half."""
    for others in (1, 9, 99):
        loss = torch.cat([torch.ones(1), torch.zeros(others)])
        assert float(balanced_mean(loss, loss.clone())) == pytest.approx(0.5)


def test_a_batch_of_one_kind_gives_a_finite_mean() -> None:
    assert float(balanced_mean(torch.full((3,), 2.0), torch.ones(3))) == pytest.approx(1.0)


def test_the_binary_loss_is_cross_entropy() -> None:
    logit, label = torch.tensor([-2.0, 0.0, 3.0]), torch.tensor([0.0, 1.0, 1.0])
    chance = [1 / (1 + math.exp(-x)) for x in logit.tolist()]
    wanted = [-math.log(1 - chance[0]), -math.log(chance[1]), -math.log(chance[2])]
    assert binary(logit, label).tolist() == pytest.approx(wanted, rel=1e-5)
    extreme = binary(torch.tensor([-200.0, 200.0]), torch.tensor([1.0, 0.0]))
    assert bool(torch.isfinite(extreme).all())


class Vectors(NamedTuple):
    """A batch of vectors on the unit sphere, and whose they are."""

    vector: Tensor
    signatory: Tensor
    is_genuine: Tensor


def batch(*, seed: int = 0, spread: float = 1.0) -> Vectors:
    """Return two signatories with three genuine signatures and two forgeries each, close to each other."""
    made = torch.Generator().manual_seed(seed)
    vector = torch.tensor([1.0, 0.0, 0.0, 0.0]) + spread * torch.randn((10, 4), generator=made)
    truth = torch.tensor([True, True, True, False, False]).repeat(2)
    return Vectors(F.normalize(vector, dim=1), torch.arange(2).repeat_interleave(5), truth)


def roles(given: Vectors) -> list[tuple[int, list[int], list[int]]]:
    """Return each anchor with its positives and negatives, found by a plain loop."""
    rows = range(len(given.vector))
    genuine = [row for row in rows if given.is_genuine[row]]
    own = {a: [r for r in genuine if given.signatory[r] == given.signatory[a]] for a in genuine}
    return [(a, [r for r in own[a] if r != a], [r for r in rows if r not in own[a]]) for a in genuine]


@pytest.mark.parametrize("spread", [0.1, 0.5, 2.0])
def test_the_triplet_loss_is_that_of_a_plain_loop(spread: float) -> None:
    given = batch(spread=spread)
    losses = []
    for anchor, positives, negatives in roles(given):
        away = (given.vector - given.vector[anchor]).square().sum(dim=1).tolist()
        losses += [max(0.0, away[p] - away[n] + 0.2) for p in positives for n in negatives]
    wanted = sum(losses) / sum(loss > 0 for loss in losses)
    assert float(triplet(*given, margin=0.2)) == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize("spread", [0.1, 0.5, 2.0])
def test_the_semi_hard_and_the_ratio_loss_are_those_of_a_plain_loop(spread: float) -> None:
    given = batch(spread=spread)
    semi, ratios = [], []
    for anchor, positives, negatives in roles(given):
        away = (given.vector - given.vector[anchor]).square().sum(dim=1).tolist()
        for near, far in [(away[p], away[n]) for p in positives for n in negatives]:
            semi += [near - far + 0.2] if near < far < near + 0.2 else []
            share = 1.0 / (1.0 + math.exp(STEEPNESS * (math.sqrt(far) - math.sqrt(near))))
            ratios.append(2.0 * share**2)
    assert semi or spread > 1.0
    assert float(semi_hard(*given, margin=0.2)) == pytest.approx(sum(semi) / max(1, len(semi)), abs=1e-5)
    assert float(ratio(*given)) == pytest.approx(sum(ratios) / len(ratios), abs=1e-5)


@pytest.mark.parametrize("spread", [0.1, 0.5, 2.0])
def test_the_multi_similarity_loss_is_that_of_a_plain_loop(spread: float) -> None:
    given = batch(spread=spread)
    alike = (given.vector @ given.vector.T).tolist()
    losses = []
    for anchor, positives, negatives in roles(given):
        like = alike[anchor]
        far = [like[p] for p in positives if like[p] < max(like[n] for n in negatives) + 0.1]
        near = [like[n] for n in negatives if like[n] > min(like[p] for p in positives) - 0.1]
        pull = math.log(1 + sum(math.exp(-2 * (s - 0.5)) for s in far)) / 2
        losses.append(pull + math.log(1 + sum(math.exp(50 * (s - 0.5)) for s in near)) / 50)
    assert float(multi_similarity(*given)) == pytest.approx(sum(losses) / len(losses), abs=1e-5)


def test_by_hand_the_batch_losses_are() -> None:
    """One anchor pair at right angles with a forgery in the place of the first: every number is known."""
    vector = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    given = Vectors(vector, torch.zeros(3, dtype=torch.int64), torch.tensor([True, True, False]))
    # From the first: 2 - 0 + 0.2; from the second: 2 - 2 + 0.2.
    assert float(triplet(*given, margin=0.2)) == pytest.approx((2.2 + 0.2) / 2)
    pull = math.log(1 + math.exp(1.0)) / 2
    first = math.log(1 + math.exp(25.0)) / 50
    second = math.log(1 + math.exp(-25.0)) / 50
    assert float(multi_similarity(*given)) == pytest.approx((2 * pull + first + second) / 2)


BATCH_LOSSES = pytest.mark.parametrize(
    "loss", [partial(triplet, margin=0.2), partial(semi_hard, margin=0.2), ratio, multi_similarity]
)


@BATCH_LOSSES
def test_a_step_brings_a_signatory_together_and_pushes_forgeries_and_others_away(
    loss: Callable[..., Tensor],
) -> None:
    given = batch(spread=0.3)
    vector = given.vector.clone().requires_grad_()
    torch.autograd.backward(loss(vector, given.signatory, given.is_genuine))
    assert vector.grad is not None
    moved = F.normalize(vector.detach() - 0.05 * vector.grad, dim=1)
    gaps = []
    for now in (given.vector, moved):
        away = torch.cdist(now, now).square()
        sides = [(away[a][p].mean(), away[a][n].mean()) for a, p, n in roles(given)]
        gaps.append(float(torch.stack([negative - positive for positive, negative in sides]).mean()))
    assert gaps[1] > gaps[0] + 1e-3


@BATCH_LOSSES
def test_forgeries_alone_teach_nothing(loss: Callable[..., Tensor]) -> None:
    """They are neither anchors nor positives: two forgers of one signatory need not write alike."""
    given = batch()
    vector = given.vector.clone().requires_grad_()
    lost = loss(vector, given.signatory, torch.zeros(10, dtype=torch.bool))
    assert float(lost.detach()) == 0.0
    torch.autograd.backward(lost)
    assert vector.grad is None or not vector.grad.any()


@BATCH_LOSSES
@pytest.mark.parametrize("kept", [[0, 1, 2], [0, 3], [0, 5]], ids=["no negative", "no positive", "no pair"])
def test_a_batch_that_lacks_a_side_costs_a_finite_loss(loss: Callable[..., Tensor], kept: list[int]) -> None:
    given = batch()
    vector = given.vector[kept].requires_grad_()
    torch.autograd.backward(loss(vector, given.signatory[kept], given.is_genuine[kept]))
    assert vector.grad is not None
    assert not vector.grad.any()
