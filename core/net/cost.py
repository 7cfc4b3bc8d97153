"""What does a network cost to keep and to run?"""

from __future__ import annotations

import copy
from typing import Any

import torch
from torch import Tensor, nn

from core.image.frame import FRAME_SIZE


def parameters(network: nn.Module) -> int:
    """Count the learnt numbers of a network."""
    return sum(weight.numel() for weight in network.parameters())


def multiply_adds(network: nn.Module) -> int:
    """Count the multiplications of convolutions and dense layers for one frame."""
    counted = 0

    def count(layer: nn.Module, _seen: Any, made: Tensor) -> None:
        nonlocal counted
        weight = layer.weight
        assert isinstance(weight, Tensor)
        counted += made.numel() * weight[0].numel()

    alone = copy.deepcopy(network).cpu().eval()
    for layer in alone.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            layer.register_forward_hook(count)
    with torch.inference_mode():
        alone(torch.zeros(1, 1, FRAME_SIZE.height, FRAME_SIZE.width))
    return counted
