"""Do the losses compute what the papers write, and do their gradients pull the right way?"""

from __future__ import annotations

import math

import pytest
import torch

from core.net.losses import MARGIN, balanced_mean, binary, contrastive
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
