"""Does each kind of batch reach its loss, and does a step bring the same together?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from core.family.batches import Batch, ClassRows, PairRows, TripletRows
from core.family.collection import Collection
from core.family.make import make_pair
from core.family.objective import batch_loss, pair_loss, triplet_loss
from core.net.losses import contrastive, nearness, triplet
from core.net.twin import euclidean
from tests.core.family.builders import CPU, parts, patterns, with_forgeries

PAIRS = PairRows(np.array([0, 0, 6]), np.array([1, 7, 8]), np.array([1.0, 0.0, 1.0], np.float32))
CLASSES = ClassRows(np.array([0, 1, 2, 6, 7, 8, 12, 13, 14]))
TRIPLETS = TripletRows(np.array([0, 6]), np.array([1, 7]), np.array([8, 2]))


def unchanged(examples: Tensor, _label: Tensor) -> Tensor:
    return examples


def cost(batch: Batch, *, collection: Collection | None = None, **changes: Any) -> tuple[Tensor, Any]:
    """Return what a batch costs an untrained network, and the network."""
    torch.manual_seed(1)
    whole = collection or patterns()
    chosen = parts(**changes)
    pair = make_pair(chosen, whole.shape).eval()
    return batch_loss(pair, chosen, whole, batch, vary=unchanged, device=CPU), pair


def test_pairs_cost_the_mean_of_both_kinds() -> None:
    loss, pair = cost(PAIRS)
    whole = patterns()
    with torch.no_grad():
        distance = pair(whole.read(PAIRS.first), whole.read(PAIRS.second))
    each = contrastive(distance, torch.from_numpy(PAIRS.same))
    assert float(loss.detach()) == pytest.approx(float((each[[0, 2]].mean() + each[1]) / 2), rel=1e-5)


def test_a_batch_of_classes_costs_what_the_desks_triplet_loss_says() -> None:
    changes: dict[str, Any] = {
        "loss": "triplet",
        "distance": "squared-euclidean",
        "batches": "classes",
        "margin": 0.5,
    }
    loss, pair = cost(CLASSES, **changes)
    with torch.no_grad():
        vectors = pair.first(patterns().read(CLASSES.rows))
    genuine = torch.ones(9, dtype=torch.bool)
    wanted = triplet(vectors, torch.arange(3).repeat_interleave(3), genuine, margin=0.5)
    assert float(loss.detach()) == pytest.approx(float(wanted), rel=1e-4)


def test_triplets_mined_in_advance_cost_what_their_rows_say() -> None:
    loss, pair = cost(TRIPLETS, loss="triplet", batches="classes", margin=5.0)
    whole = patterns()
    with torch.no_grad():
        a, p, n = (pair.first(whole.read(side)) for side in TRIPLETS)
        each = (euclidean(a, p) - euclidean(a, n) + 5.0).clamp_min(0)
    assert float(loss.detach()) == pytest.approx(float(each.mean()), rel=1e-4)


@pytest.mark.parametrize("miner", ["all", "random", "semi-hard", "batch-hard", "hardest"])
@pytest.mark.parametrize("loss", ["contrastive", "triplet", "triplet-ratio", "binary"])
@pytest.mark.parametrize("is_shared", [True, False])
def test_every_loss_learns_from_every_miner(miner: str, loss: str, is_shared: bool) -> None:
    changes: dict[str, Any] = {
        "loss": loss,
        "miner": miner,
        "batches": "classes",
        "margin": 20.0,
        "is_shared": is_shared,
    }
    lost, pair = cost(ClassRows(np.arange(14)), collection=with_forgeries(), **changes)
    torch.autograd.backward(lost)
    assert bool(torch.isfinite(lost.detach()))
    gradients = [weight.grad for weight in pair.parameters() if weight.grad is not None]
    assert sum(float(g.abs().sum()) for g in gradients) > 0


@pytest.mark.parametrize("is_shared", [True, False])
def test_the_softmax_learns_from_forgeries_too(is_shared: bool) -> None:
    changes: dict[str, Any] = {"loss": "softmax", "batches": "classes", "is_shared": is_shared}
    lost, pair = cost(ClassRows(np.arange(14)), collection=with_forgeries(), **changes)
    torch.autograd.backward(lost)
    gradients = [weight.grad for weight in pair.parameters() if weight.grad is not None]
    assert all(bool(torch.isfinite(each).all()) for each in gradients)
    assert sum(float(each.abs().sum()) for each in gradients) > 0


def test_a_batch_without_a_triplet_costs_nothing_and_can_still_be_stepped_from() -> None:
    for loss in ("triplet", "triplet-ratio", "softmax"):
        lost, _ = cost(ClassRows(np.array([0, 1, 2])), loss=loss, batches="classes")
        torch.autograd.backward(lost)
        assert float(lost.detach()) == 0.0


def test_the_cross_entropy_takes_a_logit_as_it_is_and_a_distance_as_the_desk_reads_it() -> None:
    value, same = torch.tensor([0.3, 1.4]), torch.tensor([1.0, 0.0])
    logit = parts(distance="weighted-l1", loss="binary")
    distance = parts(distance="euclidean", loss="binary")
    as_logit = pair_loss(nearness(value), same, logit)
    torch.testing.assert_close(pair_loss(value, same, distance), as_logit)


def test_the_squared_loss_wants_what_the_parts_say_of_the_different() -> None:
    value, same = torch.tensor([1.0, -1.0]), torch.tensor([1.0, 0.0])
    right = parts(distance="cosine", loss="squared", apart=-1.0)
    wrong = parts(distance="cosine", loss="squared", apart=0.0)
    assert float(pair_loss(value, same, right)) == pytest.approx(0.0)
    assert float(pair_loss(value, same, wrong)) == pytest.approx(0.5)


def test_the_triplet_ratio_is_a_mean_over_all_triplets() -> None:
    chosen = parts(loss="triplet-ratio", batches="classes")
    near, far = torch.zeros(2), torch.tensor([0.0, 50.0])
    assert float(triplet_loss(near, far, chosen)) == pytest.approx(0.25)
