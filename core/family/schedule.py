"""How fast does each layer learn, and how does that change from epoch to epoch?

Koch et al. 2015, section 3.2: every layer has a rate, a momentum and a weight decay of its own; rates fall by
one percent an epoch, and momenta rise in even steps from one half to the layer's own. How many epochs they
take the paper does not say.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from pydantic import BaseModel, ConfigDict, Field
from torch import nn

FIRST_MOMENTUM = 0.5


class LayerRates(BaseModel):
    """What one layer learns by; what is left out is as for all others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    learning_rate: float | None = Field(default=None, gt=0)
    momentum: float | None = Field(default=None, ge=0, lt=1)
    weight_decay: float | None = Field(default=None, ge=0)


class Rates(BaseModel):
    """What a network learns by: `layers` are keyed by the beginning of their weights' names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    optimiser: str = Field(default="adam", pattern="^(adam|rmsprop|sgd)$")
    learning_rate: float = Field(default=1e-3, gt=0)
    momentum: float = Field(default=0.0, ge=0, lt=1)
    weight_decay: float = Field(default=0.0, ge=0)
    epoch_steps: int = Field(default=100, ge=1)
    rate_kept: float = Field(default=1.0, gt=0, le=1)
    """Share of the learning rate that is left after each epoch."""
    falls_in: int = Field(default=0, ge=0)
    """Epochs in which the rate falls to nothing along half a cosine (Loshchilov & Hutter 2017); 0 where it
    does not.
    """
    momentum_epochs: int = Field(default=0, ge=0)
    """Epochs in which the momentum rises from one half; 0 where it does not change."""
    layers: dict[str, LayerRates] = {}


def weight_groups(network: nn.Module, rates: Rates) -> list[dict[str, Any]]:
    """Return the optimiser's groups: one for each named layer, and one for the rest."""
    groups: dict[str, list[nn.Parameter]] = {}
    for name, weight in network.named_parameters():
        layer = max((key for key in rates.layers if name.startswith(key)), key=len, default="")
        groups.setdefault(layer, []).append(weight)
    return [{"params": weights, **_rates_of(rates, layer)} for layer, weights in groups.items()]


def make_optimiser(network: nn.Module, rates: Rates) -> torch.optim.Optimizer:
    """Return the optimiser of a network, each layer at its own rates."""
    groups = weight_groups(network, rates)
    match rates.optimiser:
        case "sgd":
            return torch.optim.SGD(groups, fused=True)
        case "rmsprop":
            return torch.optim.RMSprop(groups, alpha=0.9, eps=1e-7)  # Keras's, which the tutorials use
        case _:
            return torch.optim.Adam(groups, fused=True)


def set_epoch(optimiser: torch.optim.Optimizer, rates: Rates, *, epoch: int) -> None:
    """Bring every layer's rate and momentum to where they stand in an epoch, the first being 0."""
    fallen = (1.0 + math.cos(math.pi * min(1.0, epoch / rates.falls_in))) / 2.0 if rates.falls_in else 1.0
    risen = min(1.0, epoch / rates.momentum_epochs) if rates.momentum_epochs else 1.0
    for group in optimiser.param_groups:
        group["lr"] = group["first_rate"] * rates.rate_kept**epoch * fallen
        if rates.momentum_epochs and rates.optimiser != "adam":  # whose momentum has another name
            group["momentum"] = FIRST_MOMENTUM + risen * (group["last_momentum"] - FIRST_MOMENTUM)


def _rates_of(rates: Rates, layer: str) -> dict[str, float]:
    own = rates.layers.get(layer, LayerRates())
    rate = rates.learning_rate if own.learning_rate is None else own.learning_rate
    momentum = rates.momentum if own.momentum is None else own.momentum
    decay = rates.weight_decay if own.weight_decay is None else own.weight_decay
    return {
        "lr": rate,
        "first_rate": rate,
        "momentum": momentum,
        "last_momentum": momentum,
        "weight_decay": decay,
    }


def epoch_of(step: int, rates: Rates) -> int:
    """Return in which epoch a step falls."""
    return step // rates.epoch_steps
