"""Does a ResNet-18 embed a frame?"""

from __future__ import annotations

import torch

from core.net.cost import parameters
from core.net.rivals.resnet18 import ResNet18
from tests.core.net.small import frames_of


def test_a_frame_becomes_a_point_of_the_sphere() -> None:
    torch.manual_seed(0)
    network = ResNet18().eval()
    with torch.inference_mode():
        vector = network(frames_of(range(2)))
    assert vector.shape == (2, 128)
    assert torch.allclose(vector.norm(dim=1), torch.ones(2), atol=1e-5)
    assert not torch.equal(vector[0], vector[1])


def test_it_differs_from_the_published_one_in_its_first_and_last_layer_only() -> None:
    """The published one has 11,689,512 weights, three input channels and a thousand classes."""
    assert parameters(ResNet18()) == 11_689_512 - 2 * 64 * 7 * 7 - 513 * (1000 - 128)
