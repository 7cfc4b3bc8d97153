"""Are the networks those that the papers draw: sizes, parameters, and what comes out?"""

from __future__ import annotations

import pytest
import torch
from torch import nn

from core.errors import BadData
from core.family.encoders.faces import Faces
from core.family.encoders.hoffer import Hoffer
from core.family.encoders.mlp import Mlp
from core.family.encoders.size import numbers_left
from core.family.encoders.table import OF_TRAJECTORIES, EncoderName, make_encoder
from core.family.encoders.tdnn import TimeDelay
from core.family.encoders.two_block import TwoBlock
from core.family.make import make_pair
from core.net.cost import parameters
from core.net.pen.features import EIGHT
from core.pen.sampling import SHAPE as PEN
from tests.core.family.builders import parts

OMNIGLOT = (1, 105, 105)


def koch() -> nn.Module:
    torch.manual_seed(0)
    return make_pair(parts(encoder="koch", distance="weighted-l1", loss="binary"), OMNIGLOT)


def test_kochs_network_has_as_many_numbers_as_the_paper_says() -> None:
    assert parameters(koch()) == 38_951_745


def test_kochs_network_begins_as_the_paper_draws_it() -> None:
    layers = [layer for layer in koch().modules() if isinstance(layer, nn.Conv2d | nn.Linear)]
    assert [tuple(layer.weight.shape) for layer in layers] == [
        (64, 1, 10, 10),
        (128, 64, 7, 7),
        (128, 128, 4, 4),
        (256, 128, 4, 4),
        (4096, 9216),
        (1, 4096),
    ]
    for layer in layers:
        weight, bias = layer.weight.detach(), layer.bias
        assert float(weight.std()) == pytest.approx(0.01, rel=0.05)
        assert bias is not None
        assert float(bias.detach().mean()) == pytest.approx(0.5, abs=0.005 if bias.numel() > 1 else 0.05)


def test_the_perceptron_has_three_layers_of_128() -> None:
    """784 inputs: 100,480 + 16,512 + 16,512 numbers, as Keras counts them."""
    network = Mlp((1, 28, 28))
    assert parameters(network) == 100_480 + 2 * 16_512
    assert [layer.p for layer in network.modules() if isinstance(layer, nn.Dropout)] == [0.1, 0.1]


def test_the_two_blocks_are_those_of_the_tutorial() -> None:
    """On 32 x 32 pixels Keras counts 2,304 numbers in front of the layer of 512."""
    network = TwoBlock((1, 32, 32))
    shapes = [tuple(layer.weight.shape[:2]) for layer in network.modules() if isinstance(layer, nn.Conv2d)]
    assert shapes == [(32, 1), (32, 32), (64, 32), (64, 64)]
    assert numbers_left(network.features, (1, 32, 32)) == 64 * 6 * 6


def test_the_network_of_the_faces_is_that_of_the_tutorial() -> None:
    network = Faces((1, 100, 100))
    assert numbers_left(network.features, (1, 100, 100)) == 8 * 100 * 100
    assert [layer.out_features for layer in network.modules() if isinstance(layer, nn.Linear)] == [
        500,
        500,
        5,
    ]
    assert sum(isinstance(layer, nn.ReflectionPad2d) for layer in network.modules()) == 3


def test_the_triplet_network_leaves_one_place_of_32_pixels() -> None:
    before = Hoffer((1, 32, 32)).layers[:-2]
    assert tuple(before(torch.zeros(2, 1, 32, 32)).shape) == (2, 128, 1, 1)


def test_the_time_delay_network_has_the_layers_of_1993() -> None:
    """Inputs of 8 by 200, 12 by 64 units, 16 by 19 units (figure 1)."""
    x = torch.zeros(1, EIGHT, PEN[1])
    found = []
    for layer in list(TimeDelay(PEN).layers)[:-1]:
        x = layer(x)
        found.append(tuple(x.shape[1:]))
    assert found == [(12, 64), (12, 64), (16, 19), (16, 19)]


@pytest.mark.parametrize("name", EncoderName)
def test_every_network_makes_a_vector_of_each_example_alone(name: EncoderName) -> None:
    torch.manual_seed(0)
    shape = PEN if name in OF_TRAJECTORIES else (1, 96, 96)
    network = make_encoder(name, shape).eval()
    examples = torch.rand(3, *shape)
    with torch.no_grad():
        vectors = network(examples)
        alone = network(examples[1:2])
    assert vectors.shape == (3, numbers_left(network, shape))
    torch.testing.assert_close(vectors[1:2], alone, atol=1e-4, rtol=1e-3)
    assert not torch.allclose(vectors[0], vectors[1], atol=1e-6)


@pytest.mark.parametrize("name", [EncoderName.OURS, EncoderName.FACENET])
def test_vectors_of_the_sphere_have_length_one(name: EncoderName) -> None:
    vectors = make_encoder(name, (1, 48, 48)).eval()(torch.rand(4, 1, 48, 48)).detach()
    assert vectors.norm(dim=1).tolist() == pytest.approx([1.0] * 4, abs=1e-5)


def test_our_encoder_keeps_its_own_grid_for_frames_of_signatures() -> None:
    wide, square = (make_encoder(EncoderName.OURS, shape) for shape in ((1, 64, 128), (1, 64, 64)))
    assert parameters(wide) > parameters(square)


@pytest.mark.parametrize("name", [EncoderName.KOCH, EncoderName.OURS])
def test_inputs_that_are_too_small_are_refused(name: EncoderName) -> None:
    with pytest.raises(BadData, match="size"):
        make_encoder(name, (1, 16, 16))


def test_a_network_of_pictures_takes_no_trajectories_nor_the_other_way_round() -> None:
    with pytest.raises(BadData, match="koch takes no trajectories"):
        make_encoder(EncoderName.KOCH, PEN)
    with pytest.raises(BadData, match="time-delay takes no pictures"):
        make_encoder(EncoderName.TIME_DELAY, (1, 32, 32))
