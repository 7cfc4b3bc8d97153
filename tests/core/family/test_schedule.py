"""Does each layer learn at its own rate, and do rates fall and momenta rise as Koch describes?"""

from __future__ import annotations

import pytest
import torch
from torch import nn

from core.family.schedule import LayerRates, Rates, epoch_of, make_optimiser, set_epoch, weight_groups


def network() -> nn.Module:
    return nn.ModuleDict({"first": nn.Linear(2, 3), "last": nn.Linear(3, 1)})


def layered(optimiser: str = "sgd") -> Rates:
    return Rates(
        optimiser=optimiser,
        learning_rate=0.1,
        momentum=0.9,
        weight_decay=0.01,
        epoch_steps=10,
        rate_kept=0.99,
        momentum_epochs=4,
        layers={
            "last": LayerRates(learning_rate=0.02, momentum=0.7),
            "last.bias": LayerRates(weight_decay=0.0),
        },
    )


def test_a_weight_belongs_to_the_longest_name_that_begins_its_own() -> None:
    groups = {round(g["lr"], 4): g for g in weight_groups(network(), layered()) if g["weight_decay"]}
    assert set(groups) == {0.1, 0.02}
    assert [weight.numel() for weight in groups[0.1]["params"]] == [6, 3]
    assert [weight.numel() for weight in groups[0.02]["params"]] == [3]
    alone = [g for g in weight_groups(network(), layered()) if not g["weight_decay"]]
    assert [(g["lr"], g["momentum"]) for g in alone] == [(0.1, 0.9)]


@pytest.mark.parametrize("name", ["sgd", "rmsprop"])
def test_rates_fall_by_a_hundredth_an_epoch_and_momenta_rise_from_a_half(name: str) -> None:
    rates = layered(name)
    optimiser = make_optimiser(network(), rates)
    seen = []
    for epoch in (0, 2, 4, 9):
        set_epoch(optimiser, rates, epoch=epoch)
        first, last = optimiser.param_groups[0], optimiser.param_groups[1]
        assert first["lr"] == pytest.approx(0.1 * 0.99**epoch)
        assert last["lr"] == pytest.approx(0.02 * 0.99**epoch)
        seen.append((first["momentum"], last["momentum"]))
    assert seen == [pytest.approx(pair) for pair in [(0.5, 0.5), (0.7, 0.6), (0.9, 0.7), (0.9, 0.7)]]


def test_adam_has_rates_by_layer_and_no_such_momentum() -> None:
    optimiser = make_optimiser(network(), layered("adam"))
    set_epoch(optimiser, layered("adam"), epoch=1)
    assert isinstance(optimiser, torch.optim.Adam)
    assert optimiser.param_groups[1]["lr"] == pytest.approx(0.02 * 0.99)


def test_a_rate_falls_along_half_a_cosine_and_stays_down() -> None:
    rates = Rates(learning_rate=0.1, falls_in=4)
    optimiser = make_optimiser(network(), rates)
    found = []
    for epoch in (0, 1, 2, 3, 4, 9):
        set_epoch(optimiser, rates, epoch=epoch)
        found.append(optimiser.param_groups[0]["lr"])
    assert found == pytest.approx([0.1, 0.05 * (1 + 0.5**0.5), 0.05, 0.05 * (1 - 0.5**0.5), 0.0, 0.0])


def test_steps_make_epochs() -> None:
    assert [epoch_of(step, layered()) for step in (0, 9, 10, 25)] == [0, 0, 1, 2]
