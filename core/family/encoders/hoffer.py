"""What is the network of Hoffer & Ailon 2015 (section 3.2)?

Convolutions of 5, 3, 3 and 2 with 64, 128, 256 and 128 maps, ReLU and pooling between them: of 32 x 32 pixels
the last leaves one vector of 128. Other sizes are averaged to one. Dropout 0.5 stands before the last.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from core.family.encoders.size import numbers_left

VECTOR = 128


class Hoffer(nn.Module):
    """Pictures (N, 1, H, W), 32 x 32 in the paper, to vectors (N, 128)."""

    def __init__(self, shape: Sequence[int]) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            *(nn.Conv2d(shape[0], 64, 5), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(64, 128, 3), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(128, 256, 3), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Dropout(0.5), nn.Conv2d(256, VECTOR, 2)),
            *(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
        )
        numbers_left(self.layers, shape)

    def forward(self, pictures: Tensor) -> Tensor:
        vector: Tensor = self.layers(pictures)  # (N, 128)
        return vector
