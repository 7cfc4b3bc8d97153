"""What is the network of Koch, Zemel & Salakhutdinov 2015 (figure 4)?

Convolutions 64 @ 10 x 10, 128 @ 7 x 7, 128 @ 4 x 4 and 256 @ 4 x 4, a sigmoid layer of 4096, and outside it
the weighted L1 distance: for 105 x 105 pixels 38,951,745 numbers, the output unit among them.

Weights are drawn with standard deviation 0.01 everywhere. The paper prints 0.2 for the dense layer, whose
9,216 inputs then drive every sigmoid to its end before the first step.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from core.family.encoders.size import numbers_left

VECTOR = 4096
SPREAD = 0.01
BIAS = 0.5


class Koch(nn.Module):
    """Pictures (N, 1, H, W), 105 x 105 in the paper, to vectors (N, 4096) in (0, 1)."""

    def __init__(self, shape: Sequence[int]) -> None:
        super().__init__()
        self.features = nn.Sequential(
            *(nn.Conv2d(shape[0], 64, 10), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(64, 128, 7), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(128, 128, 4), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(128, 256, 4), nn.ReLU(), nn.Flatten()),
        )
        self.vector = nn.Sequential(nn.Linear(numbers_left(self.features, shape), VECTOR), nn.Sigmoid())
        draw_weights(self)

    def forward(self, pictures: Tensor) -> Tensor:
        x = self.features(pictures)  # (N, 256 * 6 * 6) of 105 x 105
        vector: Tensor = self.vector(x)  # (N, 4096)
        return vector


def draw_weights(network: nn.Module) -> None:
    """Draw the weights of every layer, and its biases around one half, as the paper's section 3.2 does."""
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.normal_(layer.weight, 0.0, SPREAD)
            nn.init.normal_(layer.bias, BIAS, SPREAD)  # type: ignore[arg-type]  # every layer has one
