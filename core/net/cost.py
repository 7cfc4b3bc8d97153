"""What does a network cost to keep and to run?"""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from core.image.frame import FRAME_SIZE


class Product(NamedTuple):
    """A layer as a matrix product for one frame: rows x inner by inner x columns."""

    rows: int
    inner: int
    columns: int


def parameters(network: nn.Module) -> int:
    """Count the learnt numbers of a network."""
    return sum(weight.numel() for weight in network.parameters())


def multiply_adds(network: nn.Module) -> int:
    """Count the multiplications of convolutions and dense layers for one frame."""
    return sum(rows * inner * columns for rows, inner, columns in products(network))


def products(network: nn.Module) -> list[Product]:
    """Return what every convolution and dense layer multiplies for one frame, found by running one."""
    found: list[Product] = []

    def see(layer: nn.Module, _seen: Any, made: Tensor) -> None:
        weight = layer.weight
        assert isinstance(weight, Tensor)
        columns = len(weight)
        found.append(Product(made.numel() // columns, weight[0].numel(), columns))

    alone = copy.deepcopy(network).cpu().eval()
    for layer in alone.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            layer.register_forward_hook(see)
    with torch.inference_mode():
        alone(torch.zeros(1, 1, FRAME_SIZE.height, FRAME_SIZE.width))
    return found
