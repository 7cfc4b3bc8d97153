"""Does the loss of presented signatures ask what the desk asks?"""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from core.family.recipe import Parts
from core.family.references import EVEN, STEEPNESS, reference_loss
from core.net.losses import balanced_mean, binary
from tests.core.family.builders import pair_of_ways, parts

PEN = {"encoder": "pen", "distance": "warped"}


def batch(*, classes: int = 2, genuine: int = 4, forged: int = 2) -> tuple[Tensor, Tensor]:
    """Return labels and which are genuine."""
    label = torch.arange(classes).repeat_interleave(genuine + forged)
    is_genuine = (torch.arange(genuine + forged) < genuine).repeat(classes)
    return label, is_genuine


def test_it_is_that_of_a_plain_loop() -> None:
    torch.manual_seed(7)
    pair = pair_of_ways()
    label, is_genuine = batch()
    vector = torch.randn(len(label), 1400)
    scores, truth = [], []
    for each in (0, 1):
        known = [row for row in range(len(label)) if label[row] == each and is_genuine[row]]
        forged = [row for row in range(len(label)) if label[row] == each and not is_genuine[row]]
        for row in known + forged:
            others = [one for one in known if one != row]
            far = torch.stack([pair.distance(vector[row], vector[one]) for one in others])
            own = torch.stack(
                [pair.distance(vector[a], vector[b]) for n, a in enumerate(others) for b in others[n + 1 :]]
            )
            scores.append(own.mean().log() - far.mean().log() - far.min().log())
            truth.append(float(row in known))
    logits = STEEPNESS * (torch.stack(scores) + EVEN)
    wanted = balanced_mean(binary(logits, torch.tensor(truth)), torch.tensor(truth))
    found = reference_loss(pair, vector, label, is_genuine)
    assert float(found) == pytest.approx(float(wanted), rel=1e-4)


def test_who_has_two_genuine_ones_teaches_nothing() -> None:
    label, is_genuine = batch(genuine=2)
    vector = torch.randn(len(label), 1400, requires_grad=True)
    loss = reference_loss(pair_of_ways(), vector, label, is_genuine)
    torch.autograd.backward(loss)
    assert float(loss.detach()) == 0.0
    assert vector.grad is not None
    assert not vector.grad.any()


@pytest.mark.parametrize(
    "changes, why",
    [
        ({"distance": "warped"}, "has no other"),
        ({"loss": "references", "batches": "classes"}, "by the warped distance"),
        (
            {"encoder": "pen", "distance": "warped", "loss": "references", "batches": "half-same"},
            "of classes",
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused(changes: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parts(**changes)


def test_parts_that_fit_are_taken() -> None:
    found = parts(encoder="pen", distance="warped", loss="references", batches="classes")
    assert isinstance(found, Parts)
