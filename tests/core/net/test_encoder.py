"""Does the encoder give what its docstring promises, for any frame?"""

from __future__ import annotations

import pytest
import torch

from core.image.frame import FRAME_SIZE
from core.net.encoder import Encoder, EncoderConfig
from tests.core.net.small import SMALL, frames_of

ROWS, COLUMNS = FRAME_SIZE.height // 16, FRAME_SIZE.width // 16


@pytest.fixture
def encoder() -> Encoder:
    torch.manual_seed(3)
    return Encoder(SMALL).eval()


def test_the_views_have_their_shapes(encoder: Encoder) -> None:
    encoded = encoder(frames_of(range(3)))
    assert encoded.vector.shape == (3, SMALL.vector)
    assert encoded.local.shape == (3, SMALL.local, ROWS, COLUMNS)
    assert encoded.weights.shape == (3, ROWS, COLUMNS)


def test_vectors_lie_on_the_unit_sphere(encoder: Encoder) -> None:
    encoded = encoder(frames_of(range(3)))
    assert torch.allclose(encoded.vector.norm(dim=1), torch.ones(3), atol=1e-5)
    assert torch.allclose(encoded.local.norm(dim=1), torch.ones(3, ROWS, COLUMNS), atol=1e-5)


def test_weights_are_shares_of_the_ink(encoder: Encoder) -> None:
    """Two cells, one with four times the ink of the other: the root makes it twice."""
    frame = torch.zeros(1, 1, FRAME_SIZE.height, FRAME_SIZE.width)
    frame[0, 0, 0:2, 0:2] = 1.0
    frame[0, 0, 64:68, 128:132] = 1.0
    weights = encoder(frame).weights[0]
    assert weights[0, 0] == pytest.approx(1 / 3, abs=1e-5)
    assert weights[4, 8] == pytest.approx(2 / 3, abs=1e-5)
    assert float(weights.sum()) == pytest.approx(1.0, abs=1e-5)


def test_an_empty_frame_gives_finite_numbers(encoder: Encoder) -> None:
    encoded = encoder(torch.zeros(2, 1, FRAME_SIZE.height, FRAME_SIZE.width))
    assert all(bool(torch.isfinite(part).all()) for part in encoded)
    assert float(encoded.weights.sum()) == 0.0


def test_what_stands_beside_a_frame_in_its_batch_does_not_matter(encoder: Encoder) -> None:
    frames = frames_of(range(4))
    together = encoder(frames)
    for number in range(4):
        alone = encoder(frames[number : number + 1])
        assert torch.allclose(alone.vector[0], together.vector[number], atol=1e-5)
        assert torch.allclose(alone.local[0], together.local[number], atol=1e-5)


def test_gradients_reach_every_weight() -> None:
    torch.manual_seed(3)
    encoder = Encoder(SMALL).train()
    encoded = encoder(frames_of(range(4)))
    (encoded.vector[:, 0].sum() + encoded.local[:, 0].sum()).backward()
    for name, weight in encoder.named_parameters():
        assert weight.grad is not None, name
        assert torch.isfinite(weight.grad).all(), name
        assert float(weight.grad.abs().sum()) > 0.0, name


def test_a_configuration_survives_its_card() -> None:
    config = EncoderConfig(width=24, grid=(2, 8))
    assert EncoderConfig.model_validate_json(config.model_dump_json()) == config
