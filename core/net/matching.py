"""How alike are two signatures place by place?

Each cell of one signature looks for its like in a window of the other, so that a stroke may wander a little
between two genuine signatures; the soft maximum over the window is averaged over the ink, both ways.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.net.encoder import Encoded

WINDOW = (3, 4)
"""How many cells up and down, and left and right, a cell may look."""


BARRED = -1e4
"""Added to what may not be found: no share of a soft maximum is left to it."""


class Matching(nn.Module):
    """Local evidence for pairs: larger is more alike, symmetric in its two sides."""

    near: Tensor
    outside: Tensor

    def __init__(self, *, rows: int, columns: int) -> None:
        super().__init__()
        self.sharpness = nn.Parameter(torch.tensor(10.0))
        self.scale = nn.Parameter(torch.tensor(8.0))
        self.offset = nn.Parameter(torch.tensor(-4.0))
        near, outside = _windows(rows, columns)
        self.register_buffer("near", near, persistent=False)
        self.register_buffer("outside", outside, persistent=False)

    def similarity(self, a: Encoded, b: Encoded) -> Tensor:
        """Return the mean best likeness of cells, (P,) in [-1, 1], of P pairs."""
        pairs, channels = a.local.shape[:2]
        first = a.local.reshape(pairs, channels, -1).transpose(1, 2)  # (P, h*w, C)
        second = b.local.reshape(pairs, channels, -1)  # (P, C, h*w)
        likeness = torch.bmm(first, second).float()  # (P, h*w, h*w)
        return 0.5 * (
            self._towards(likeness, a.weights, b.weights)
            + self._towards(likeness.transpose(1, 2), b.weights, a.weights)
        )

    def forward(self, a: Encoded, b: Encoded) -> Tensor:
        """Return the logit of "same signatory", (P,), of P pairs."""
        return self.scale * self.similarity(a, b) + self.offset

    def _towards(self, likeness: Tensor, own: Tensor, other: Tensor) -> Tensor:
        """Soft maximum over the other's inked cells in the window, weighted by own ink: (P,)."""
        pairs, cells = likeness.shape[:2]
        has_ink = (other > 0).to(likeness.dtype)  # (P, h, w)
        empty = (BARRED * (1.0 - has_ink)).flatten(1)[:, self.near.flatten()]
        near = likeness.gather(2, self.near[None].expand(pairs, -1, -1))  # (P, h*w, window)
        sharp = self.sharpness.clamp(1.0, 30.0)
        weight = torch.softmax(sharp * near + empty.reshape(pairs, cells, -1) + self.outside, dim=2)
        best = (weight * near).sum(dim=2)  # (P, h*w)
        # A cell with no ink near it on the other side has found nothing alike.
        reach = tuple(2 * far + 1 for far in WINDOW)
        has_any = F.max_pool2d(has_ink[:, None], reach, stride=1, padding=WINDOW).flatten(1)
        best = torch.where(has_any > 0, best, -1.0)
        return (best * own.flatten(1)).sum(dim=1)


def _windows(rows: int, columns: int) -> tuple[Tensor, Tensor]:
    """Return the cells in each cell's window, (rows*columns, window) int64, and BARRED for those outside."""
    down, across = (torch.arange(-reach, reach + 1) for reach in WINDOW)
    row = torch.arange(rows).repeat_interleave(columns)[:, None] + down.repeat_interleave(across.numel())
    column = torch.arange(columns).repeat(rows)[:, None] + across.repeat(down.numel())
    outside = (row < 0) | (row >= rows) | (column < 0) | (column >= columns)
    return row.clamp(0, rows - 1) * columns + column.clamp(0, columns - 1), BARRED * outside.float()
