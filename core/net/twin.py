"""What makes the network Siamese?

One encoder, applied twice: both branches are the same object, so weights are shared by construction
(Bromley et al. 1993), and the order of the two sides cannot matter.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import torch
from torch import Tensor, nn

from core.image.frame import FRAME_SIZE, FrameSize
from core.net.encoder import Encoded, Encoder, EncoderConfig
from core.net.matching import Matching

Network = TypeVar("Network", bound=nn.Module)


class Alike(NamedTuple):
    """A batch of compared pairs: Euclidean distance (P,) in [0, 2], and the local logit (P,)."""

    distance: Tensor
    local: Tensor


class Twin(nn.Module):
    """The shared encoder and what compares its two embeddings."""

    def __init__(self, config: EncoderConfig, *, size: FrameSize = FRAME_SIZE) -> None:
        super().__init__()
        self.encoder = Encoder(config)
        self.matching = Matching(rows=size.height // 16, columns=size.width // 16)

    def encode(self, frames: Tensor) -> Encoded:
        """Embed frames (N, 1, H, W)."""
        encoded: Encoded = self.encoder(frames)
        return encoded

    def compare(self, a: Encoded, b: Encoded) -> Alike:
        """Compare P pairs of embeddings, row by row."""
        return Alike(distance=euclidean(a.vector, b.vector), local=self.matching(a, b))

    def forward(self, a: Tensor, b: Tensor) -> Alike:
        """Compare P pairs of frames, each (P, 1, H, W)."""
        return self.compare(self.encode(a), self.encode(b))


def channels_last(network: Network) -> Network:
    """Lay the weights out as the convolutions of processors and GPUs like them; the same network."""
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # missing from torch's types
    return network


def euclidean(a: Tensor, b: Tensor) -> Tensor:
    """Return the Euclidean distance of rows, (P,); its gradient stays finite where they coincide."""
    return ((a - b).square().sum(dim=-1) + 1e-9).sqrt()


def chosen(encoded: Encoded, rows: Tensor) -> Encoded:
    """Return the given rows of a batch of embeddings."""
    return Encoded(encoded.vector[rows], encoded.local[rows], encoded.weights[rows])
