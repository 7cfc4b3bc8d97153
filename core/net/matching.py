"""How alike are two signatures place by place?

Each cell of one signature looks for its like in a window of the other, so that a stroke may wander a little
between two genuine signatures; the soft maximum over the window is averaged over the ink, both ways. A small
network then looks at the map of what was found where: cells that all moved together are a hand that wandered,
cells that moved each their own way are an imitation, and on little ink a likeness says little.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.net.encoder import Encoded

WINDOW = (3, 4)
"""How many cells up and down, and left and right, a cell may look."""

BARRED = -1e4
"""Added to what may not be found: no share of a soft maximum is left to it."""
USUAL_INK = 0.125
"""The share of its frame's cells that a signature fills; a map's ink is counted in it."""
MOST_INK = 3.0


class Found(NamedTuple):
    """What the cells of one signature found in the other, for P pairs.

    likeness  (P,) mean over the ink, in [-1, 1]
    maps      (P, 6, h, w): likeness, own ink or none, own ink, the other's ink, steps down, steps across
    """

    likeness: Tensor
    maps: Tensor


class Matching(nn.Module):
    """Local evidence for pairs: larger is more alike, symmetric in its two sides."""

    near: Tensor
    outside: Tensor
    steps: Tensor

    def __init__(self, *, rows: int, columns: int) -> None:
        super().__init__()
        self.sharpness = nn.Parameter(torch.tensor(10.0))
        self.scale = nn.Parameter(torch.tensor(8.0))
        self.offset = nn.Parameter(torch.tensor(-4.0))
        self.reading = Reading()
        near, outside = _windows(rows, columns)
        self.register_buffer("near", near, persistent=False)
        self.register_buffer("outside", outside, persistent=False)
        self.register_buffer("steps", _offsets() / torch.tensor(WINDOW), persistent=False)

    def similarity(self, a: Encoded, b: Encoded) -> Tensor:
        """Return the mean best likeness of cells, (P,) in [-1, 1], of P pairs."""
        there, back = self._both_ways(a, b)
        return 0.5 * (there.likeness + back.likeness)

    def forward(self, a: Encoded, b: Encoded) -> Tensor:
        """Return the logit of "same signatory", (P,), of P pairs."""
        there, back = self._both_ways(a, b)
        overall = self.scale * 0.5 * (there.likeness + back.likeness) + self.offset
        logit: Tensor = overall + self.reading(there.maps) + self.reading(back.maps)
        return logit

    def _both_ways(self, a: Encoded, b: Encoded) -> tuple[Found, Found]:
        pairs, channels = a.local.shape[:2]
        first = a.local.reshape(pairs, channels, -1).transpose(1, 2)  # (P, h*w, C)
        second = b.local.reshape(pairs, channels, -1)  # (P, C, h*w)
        likeness = torch.bmm(first, second).float()  # (P, h*w, h*w)
        there = self._towards(likeness, a.weights, b.weights)
        return there, self._towards(likeness.transpose(1, 2), b.weights, a.weights)

    def _towards(self, likeness: Tensor, own: Tensor, other: Tensor) -> Found:
        """Soft maximum over the other's inked cells in the window, weighted by own ink."""
        pairs, cells = likeness.shape[:2]
        has_ink = (other > 0).to(likeness.dtype)  # (P, h, w)
        empty = (BARRED * (1.0 - has_ink)).flatten(1)[:, self.near.flatten()]
        near = likeness.gather(2, self.near[None].expand(pairs, -1, -1))  # (P, h*w, window)
        sharp = self.sharpness.clamp(1.0, 30.0)
        weight = torch.softmax(sharp * near + empty.reshape(pairs, cells, -1) + self.outside, dim=2)
        best = (weight * near).sum(dim=2)  # (P, h*w)
        # A cell with no ink near it on the other side has found nothing alike, nowhere.
        reach = tuple(2 * far + 1 for far in WINDOW)
        has_any = F.max_pool2d(has_ink[:, None], reach, stride=1, padding=WINDOW).flatten(1) > 0
        best = torch.where(has_any, best, -1.0)
        moved = (weight @ self.steps) * has_any[..., None]  # (P, h*w, 2)
        mean = (best * own.flatten(1)).sum(dim=1)
        return Found(mean, _maps(best.view_as(own), moved.view(*own.shape, 2), own, other))


class Reading(nn.Module):
    """Reads the maps of what was found where; adds nothing to the logit until it has learnt."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(6, 24, 3, 1, 1),
            nn.ReLU(inplace=True),
            nn.Conv2d(24, 32, 3, 2, 1),
            nn.ReLU(inplace=True),
            nn.Conv2d(32, 48, 3, 2, 1),
            nn.ReLU(inplace=True),
        )
        self.dropout = nn.Dropout(0.2)
        self.logit = nn.Linear(96, 1)
        nn.init.zeros_(self.logit.weight)
        nn.init.zeros_(self.logit.bias)

    def forward(self, maps: Tensor) -> Tensor:
        """Read maps (P, 6, h, w) into (P,)."""
        x = self.layers(maps)
        x = torch.cat([x.mean(dim=(2, 3)), x.amax(dim=(2, 3))], dim=1)  # (P, 96)
        read: Tensor = self.logit(self.dropout(x))[:, 0]
        return read


def _maps(best: Tensor, moved: Tensor, own: Tensor, other: Tensor) -> Tensor:
    """Lay likeness (P, h, w) and steps (P, h, w, 2) out beside the ink of both sides, as in `Found`."""
    cells = own.shape[1] * own.shape[2]
    is_own = (own > 0).to(best.dtype)
    own_ink, other_ink = ((side * cells * USUAL_INK).clamp(max=MOST_INK) for side in (own, other))
    down, across = (moved * is_own[..., None]).unbind(dim=3)
    return torch.stack([best * is_own, is_own, own_ink, other_ink, down, across], dim=1)


def _offsets() -> Tensor:
    """Return the steps down and across to each cell of a window, (window, 2), float."""
    down, across = (torch.arange(-reach, reach + 1) for reach in WINDOW)
    return torch.cartesian_prod(down, across).float()


def _windows(rows: int, columns: int) -> tuple[Tensor, Tensor]:
    """Return the cells in each cell's window, (rows*columns, window) int64, and BARRED for those outside."""
    down, across = _offsets().long().unbind(dim=1)
    row = torch.arange(rows).repeat_interleave(columns)[:, None] + down
    column = torch.arange(columns).repeat(rows)[:, None] + across
    outside = (row < 0) | (row >= rows) | (column < 0) | (column >= columns)
    return row.clamp(0, rows - 1) * columns + column.clamp(0, columns - 1), BARRED * outside.float()
