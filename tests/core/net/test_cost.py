"""Are weights and multiplications counted as one would by hand?"""

from __future__ import annotations

import torch
from torch import nn

from core.image.frame import FRAME_SIZE
from core.net.cost import Product, multiply_adds, parameters, products


def test_a_small_network_is_counted() -> None:
    pixels = FRAME_SIZE.height * FRAME_SIZE.width
    network = nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1),
        nn.Conv2d(4, 6, 1, groups=2),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(6, 5),
    ).train()
    assert parameters(network) == (36 + 4) + (12 + 6) + (30 + 5)
    assert products(network) == [Product(pixels, 9, 4), Product(pixels, 2, 6), Product(1, 6, 5)]
    assert multiply_adds(network) == pixels * (36 + 12) + 30
    assert network.training
    assert all(not layer._forward_hooks for layer in network.modules())
    assert network(torch.zeros(1, 1, 8, 8)).shape == (1, 5)
