"""What turns one frame into an embedding?

A small residual network (He et al. 2016) behind two convolutions that make a frame four times smaller. It
gives two views of a signature: one vector for the whole, whose coarse grid keeps where things are, and one
unit vector for each cell of the last map, which the matching head of `core/net/matching.py` compares place by
place.
"""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, PositiveInt
from torch import Tensor, nn
from torch.nn import functional as F


class EncoderConfig(BaseModel):
    """Sizes of the encoder; part of every model card."""

    model_config = ConfigDict(frozen=True)

    width: PositiveInt = 32
    """Channels of the first stage; the next two have twice and four times as many."""
    blocks: PositiveInt = 2
    vector: PositiveInt = 256
    local: PositiveInt = 64
    grid: tuple[PositiveInt, PositiveInt] = (4, 8)
    """Rows and columns that the last map is pooled to before the vector is read off it."""
    dropout: float = 0.1


class Encoded(NamedTuple):
    """A batch of embeddings: vector (N, D), local (N, C, h, w), weights (N, h, w)."""

    vector: Tensor
    local: Tensor
    weights: Tensor


class Block(nn.Module):
    """Two 3 x 3 convolutions beside a short cut."""

    def __init__(self, inside: int, outside: int, *, stride: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(outside)
        self.second = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(outside)
        self.short = (
            nn.Identity()
            if inside == outside and stride == 1
            else nn.Sequential(nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside))
        )

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.first_norm(self.first(x)), inplace=True)
        y = self.second_norm(self.second(y))
        return F.relu(y + self.short(x), inplace=True)


class Encoder(nn.Module):
    """Frame (N, 1, H, W) to `Encoded`; h, w are H / 16, W / 16."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.stem = nn.Sequential(
            nn.Conv2d(1, width // 2, 5, 2, 2, bias=False),
            nn.BatchNorm2d(width // 2),
            nn.ReLU(inplace=True),
            nn.Conv2d(width // 2, width, 3, 2, 1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
        )
        stages: list[nn.Module] = []
        inside = width
        for number, outside in enumerate((width, 2 * width, 4 * width)):
            for block in range(config.blocks):
                stages.append(Block(inside, outside, stride=2 if number and not block else 1))
                inside = outside
        self.stages = nn.Sequential(*stages)
        rows, columns = config.grid
        self.vector = nn.Sequential(
            nn.AdaptiveAvgPool2d((rows, columns)),
            nn.Flatten(),
            nn.Dropout(config.dropout),
            nn.Linear(inside * rows * columns, config.vector),
        )
        self.local = nn.Conv2d(inside, config.local, 1)

    def forward(self, frames: Tensor) -> Encoded:
        x = self.stem(frames)  # (N, width, H/4, W/4)
        x = self.stages(x)  # (N, 4 width, H/16, W/16)
        vector = F.normalize(self.vector(x).float(), dim=1)  # (N, D)
        local = F.normalize(self.local(x).float(), dim=1)  # (N, C, h, w)
        ink = F.adaptive_avg_pool2d(frames.float(), x.shape[-2:])[:, 0]  # (N, h, w)
        ink = ink.sqrt()  # a cell crossed once counts nearly as much as one written over
        weights = ink / ink.sum(dim=(1, 2), keepdim=True).clamp_min(1e-6)
        return Encoded(vector, local, weights)
