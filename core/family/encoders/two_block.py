"""What is the convolutional network that the tutorials compare pictures of a folder by?

Two blocks of two convolutions each, 32-32 and 64-64, and a layer of 512: the Keras example `cifar10_cnn.py`
without its classes, after Simonyan & Zisserman 2014.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from core.family.encoders.size import numbers_left

VECTOR = 512


def _block(inside: int, outside: int) -> list[nn.Module]:
    return [
        *(nn.Conv2d(inside, outside, 3, padding=1), nn.ReLU()),
        *(nn.Conv2d(outside, outside, 3), nn.ReLU()),
        *(nn.MaxPool2d(2), nn.Dropout(0.25)),
    ]


class TwoBlock(nn.Module):
    """Pictures (N, 1, H, W) to vectors (N, 512)."""

    def __init__(self, shape: Sequence[int]) -> None:
        super().__init__()
        self.features = nn.Sequential(*_block(shape[0], 32), *_block(32, 64), nn.Flatten())
        self.vector = nn.Sequential(nn.Linear(numbers_left(self.features, shape), VECTOR), nn.ReLU())

    def forward(self, pictures: Tensor) -> Tensor:
        x = self.features(pictures)  # (N, 64 h w)
        vector: Tensor = self.vector(x)  # (N, 512)
        return vector
