"""Is SigNet what its authors' program builds?"""

from __future__ import annotations

import pytest
import torch
from torch import nn

from core.net.rivals.signet import SigNet
from tests.core.net.small import frames_of


@pytest.fixture(scope="module")
def signet() -> SigNet:
    torch.manual_seed(0)
    return SigNet().eval()


def test_its_layers_are_those_of_the_program(signet: SigNet) -> None:
    shapes = [tuple(m.weight.shape) for m in signet.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    assert shapes == [
        (96, 1, 11, 11),
        (256, 96, 5, 5),
        (384, 256, 3, 3),
        (256, 384, 3, 3),
        (1024, 3840),
        (128, 1024),
    ]
    assert [m.p for m in signet.modules() if isinstance(m, nn.Dropout)] == [0.3, 0.3, 0.5]


def test_a_frame_becomes_a_rectified_vector(signet: SigNet) -> None:
    with torch.inference_mode():
        vector = signet(frames_of(range(2)))
    assert vector.shape == (2, 128)
    assert bool((vector >= 0).all())
    assert not torch.equal(vector[0], vector[1])


def test_pixels_are_divided_by_their_spread() -> None:
    torch.manual_seed(0)
    plain, divided = SigNet().eval(), SigNet(spread=0.5).eval()
    kept = {key: value for key, value in plain.state_dict().items() if key != "spread"}
    divided.load_state_dict(kept, strict=False)
    frames = frames_of(range(1))
    with torch.inference_mode():
        assert torch.allclose(divided(frames), plain(2 * frames), atol=1e-5)


def test_two_signatures_start_within_about_a_margin() -> None:
    """Farther apart, no forgery pushes: the contrastive loss would pull everything into one point."""
    torch.manual_seed(0)
    network = SigNet(spread=0.25).train()
    with torch.inference_mode():
        vectors = network(frames_of(range(4)))
    assert 0.1 < float(torch.pdist(vectors).mean()) < 2.0
