"""Which network has which name in the recipes?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from torch import nn

from core.errors import BadData
from core.family.encoders.facenet import FaceNet
from core.family.encoders.faces import Faces
from core.family.encoders.hoffer import Hoffer
from core.family.encoders.koch import Koch
from core.family.encoders.mlp import Mlp
from core.family.encoders.tdnn import TimeDelay
from core.family.encoders.two_block import TwoBlock
from core.net.encoder import EncoderConfig
from core.net.pen.network import PenNetwork
from core.net.rivals.signet import SigNet
from core.net.rivals.whole import Whole

SMALLEST_OURS_PX = 32
OUR_GRID = (4, 4)
"""Rows and columns of the last map for square pictures; a signature's frame is twice as wide."""


class EncoderName(StrEnum):
    """A network, as the recipes call it."""

    OURS = "ours"
    MLP = "mlp"
    TWO_BLOCK = "two-block"
    FACES = "faces"
    KOCH = "koch"
    FACENET = "facenet"
    HOFFER = "hoffer"
    SIGNET = "signet"
    TIME_DELAY = "time-delay"
    PEN = "pen"


OF_TRAJECTORIES = frozenset({EncoderName.TIME_DELAY, EncoderName.PEN})


def make_encoder(name: EncoderName, shape: Sequence[int], *, spread: float = 1.0) -> nn.Module:
    """Return an untrained network for inputs of this shape; raises BadData where they do not fit.

    spread: standard deviation of the training's pixels, by which SigNet divides.
    """
    takes_pictures = name not in OF_TRAJECTORIES
    has_pictures = len(shape) == 3
    if name is not EncoderName.MLP and takes_pictures != has_pictures:
        raise BadData("encoder", f"{name} takes no {'pictures' if has_pictures else 'trajectories'}")
    match name:
        case EncoderName.OURS:
            return Whole(_our_sizes(shape))
        case EncoderName.SIGNET:
            return SigNet(spread=spread)
        case EncoderName.PEN:
            return PenNetwork()
        case _:
            return OF_ANY_SHAPE[name](shape)


def _our_sizes(shape: Sequence[int]) -> EncoderConfig:
    _, height, width = shape
    if min(height, width) < SMALLEST_OURS_PX:
        raise BadData("size", f"our encoder wants {SMALLEST_OURS_PX} pixels both ways")
    return EncoderConfig() if width == 2 * height else EncoderConfig(grid=OUR_GRID)


OF_ANY_SHAPE: dict[EncoderName, Callable[[Sequence[int]], nn.Module]] = {
    EncoderName.MLP: Mlp,
    EncoderName.TWO_BLOCK: TwoBlock,
    EncoderName.FACES: Faces,
    EncoderName.KOCH: Koch,
    EncoderName.FACENET: FaceNet,
    EncoderName.HOFFER: Hoffer,
    EncoderName.TIME_DELAY: TimeDelay,
}
