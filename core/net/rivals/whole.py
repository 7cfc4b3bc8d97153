"""What is our own encoder without its view of single places?

Only the vector for the whole signature: what a method that learns an embedding would have of it.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from core.net.encoder import Encoder, EncoderConfig


class Whole(nn.Module):
    """Frame (N, 1, H, W) to a vector (N, D) on the unit sphere."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        encoder = Encoder(config)
        self.layers = nn.Sequential(encoder.stem, encoder.stages, encoder.vector)

    def forward(self, frames: Tensor) -> Tensor:
        return F.normalize(self.layers(frames).float(), dim=1)
