"""What is the multi-layer perceptron of the tutorials?

Three layers of 128 with dropout 0.1, which the Keras example `mnist_siamese.py` put in the place of the small
convolutional network of Hadsell, Chopra & LeCun 2006.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from torch import Tensor, nn

WIDTH = 128


class Mlp(nn.Module):
    """Examples of any shape (N, ...) to vectors (N, 128)."""

    def __init__(self, shape: Sequence[int]) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Flatten(),
            *(nn.Linear(math.prod(shape), WIDTH), nn.ReLU(), nn.Dropout(0.1)),
            *(nn.Linear(WIDTH, WIDTH), nn.ReLU(), nn.Dropout(0.1)),
            *(nn.Linear(WIDTH, WIDTH), nn.ReLU()),
        )
        for layer in self.layers:
            if isinstance(layer, nn.Linear):  # as Keras begins
                nn.init.xavier_uniform_(layer.weight)
                nn.init.zeros_(layer.bias)

    def forward(self, examples: Tensor) -> Tensor:
        vector: Tensor = self.layers(examples)  # (N, 128)
        return vector
