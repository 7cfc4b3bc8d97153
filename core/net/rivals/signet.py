"""What is SigNet (Dey et al. 2017, arXiv 1707.02131)?

As the authors' program has it where that differs from the paper's table: the table prints a first convolution
of stride 1, the program strides by 4; the table prints local response norms, the program has batch norms, and
rectifies the last layer too. The input is divided by the standard deviation of the training pixels; ink is 1
and paper 0 already, which the authors reach by inverting.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SIZE = (155, 220)
"""Rows and columns of the input; like the authors, without keeping the proportions."""
VECTOR = 128
START = 0.03
"""Scale of the last layer's first weights, ours: with those of the program two signatures start some thirty
margins apart, so that the loss only pulls, and by the fifteenth step every rectified output was zero."""


class SigNet(nn.Module):
    """Frame (N, 1, H, W) to a vector (N, 128), not normalised; `spread` is that of the training pixels."""

    spread: Tensor

    def __init__(self, *, spread: float = 1.0) -> None:
        super().__init__()
        self.register_buffer("spread", torch.tensor(spread))
        self.features = nn.Sequential(
            *(nn.Conv2d(1, 96, 11, stride=4), nn.ReLU(), nn.BatchNorm2d(96, eps=1e-6)),
            nn.MaxPool2d(3, 2),
            *(nn.Conv2d(96, 256, 5, padding=2), nn.ReLU(), nn.BatchNorm2d(256, eps=1e-6)),
            *(nn.MaxPool2d(3, 2), nn.Dropout(0.3)),
            *(nn.Conv2d(256, 384, 3, padding=1), nn.ReLU()),
            *(nn.Conv2d(384, 256, 3, padding=1), nn.ReLU()),
            *(nn.MaxPool2d(3, 2), nn.Dropout(0.3)),
        )
        last = nn.Linear(1024, VECTOR)
        self.vector = nn.Sequential(
            nn.Flatten(),
            *(nn.Linear(256 * 3 * 5, 1024), nn.ReLU(), nn.Dropout(0.5)),
            *(last, nn.ReLU()),
        )
        for layer in self.modules():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                nn.init.xavier_uniform_(layer.weight)
                nn.init.zeros_(layer.bias)  # type: ignore[arg-type]  # every layer above has one
        with torch.no_grad():
            last.weight.mul_(START)

    def forward(self, frames: Tensor) -> Tensor:
        x = F.interpolate(frames, SIZE, mode="area") / self.spread  # (N, 1, 155, 220)
        x = self.features(x)  # (N, 256, 3, 5)
        vector: Tensor = self.vector(x)  # (N, 128)
        return vector.float()
