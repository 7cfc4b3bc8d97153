"""What is the network of the tutorial on the AT&T faces?

Three reflection-padded convolutions of 4, 8 and 8 maps and a perceptron 500-500-5, as in the repository
harveyslash/Facial-Similarity-with-Siamese-Networks-in-Pytorch (2017).
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from core.family.encoders.size import numbers_left

VECTOR = 5


def _padded(inside: int, outside: int) -> list[nn.Module]:
    return [nn.ReflectionPad2d(1), nn.Conv2d(inside, outside, 3), nn.ReLU(), nn.BatchNorm2d(outside)]


class Faces(nn.Module):
    """Pictures (N, 1, H, W) to vectors (N, 5)."""

    def __init__(self, shape: Sequence[int]) -> None:
        super().__init__()
        self.features = nn.Sequential(*_padded(shape[0], 4), *_padded(4, 8), *_padded(8, 8), nn.Flatten())
        self.vector = nn.Sequential(
            *(nn.Linear(numbers_left(self.features, shape), 500), nn.ReLU()),
            *(nn.Linear(500, 500), nn.ReLU()),
            nn.Linear(500, VECTOR),
        )

    def forward(self, pictures: Tensor) -> Tensor:
        x = self.features(pictures)  # (N, 8 H W)
        vector: Tensor = self.vector(x)  # (N, 5)
        return vector
