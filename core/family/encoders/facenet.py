"""What is a small FaceNet without inceptions?

The order of Schroff, Kalenichenko & Philbin 2015, table 1 (NN1, after Zeiler & Fergus 2013): convolutions of
3 x 3 behind ones of 1 x 1, pooling between, and a vector of 128 on the unit sphere. Widths and the first
strides are made for characters, and batch norms take the place of its local response norms.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn
from torch.nn import functional as F

from core.family.encoders.size import numbers_left

VECTOR = 128


def _layer(inside: int, outside: int, size: int) -> list[nn.Module]:
    convolution = nn.Conv2d(inside, outside, size, padding=size // 2, bias=False)
    return [convolution, nn.BatchNorm2d(outside), nn.ReLU()]


class FaceNet(nn.Module):
    """Pictures (N, 1, H, W) to vectors (N, 128) on the unit sphere."""

    def __init__(self, shape: Sequence[int]) -> None:
        super().__init__()
        self.features = nn.Sequential(
            *(*_layer(shape[0], 32, 3), nn.MaxPool2d(2)),
            *(*_layer(32, 32, 1), *_layer(32, 64, 3), nn.MaxPool2d(2)),
            *(*_layer(64, 64, 1), *_layer(64, 128, 3), nn.MaxPool2d(2)),
            *(*_layer(128, 128, 1), *_layer(128, 128, 3)),
            *(nn.AdaptiveAvgPool2d(4), nn.Flatten()),
        )
        self.vector = nn.Linear(numbers_left(self.features, shape), VECTOR)

    def forward(self, pictures: Tensor) -> Tensor:
        x = self.features(pictures)  # (N, 128 * 4 * 4)
        return F.normalize(self.vector(x).float(), dim=1)  # (N, 128)
