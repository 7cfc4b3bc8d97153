"""What is the time-delay network of Bromley et al. 1993 (figure 1)?

Eight features at 200 points of time, 12 maps by 64 whose units see 8 x 11, and 16 maps by 19 whose units see
12 x 10; both move three points at a time. Two vectors are compared by the cosine of their angle.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from core.family.encoders.size import numbers_left
from core.net.pen.features import EIGHT, eight_features

MAPS = (12, 16)
SEEN = (11, 10)
STRIDE = 3


class TimeDelay(nn.Module):
    """Sampled ways (N, 6, 200) to vectors (N, 16 * 19) in (-1, 1)."""

    def __init__(self, shape: Sequence[int]) -> None:
        super().__init__()
        first, second = MAPS
        self.layers = nn.Sequential(
            *(nn.Conv1d(EIGHT, first, SEEN[0], stride=STRIDE), nn.Tanh()),
            *(nn.Conv1d(first, second, SEEN[1], stride=STRIDE), nn.Tanh()),
            nn.Flatten(),
        )
        numbers_left(self, shape)

    def forward(self, trajectories: Tensor) -> Tensor:
        vector: Tensor = self.layers(eight_features(trajectories))  # (N, 304)
        return vector
