"""How are pen trajectories bent to make more of them, and more writers?

Every signature is turned, stretched and hurried a little by itself. All of one writer are mirrored, leant,
turned, slowed or run backwards together: whoever writes so is another person with as steady a hand. For some
batches the device tells no pressure.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from core.pen.sampling import DOWN, KNOWN, PRESSURE, TIME, X, Y

MIRRORED, BACKWARDS, WITHOUT_PRESSURE = 0.25, 0.3, 0.25
"""Chances."""
LEAN, TURN, WIDTH, PACE = 0.25, 0.35, 0.25, 0.2
"""Standard deviations of what a writer's signatures have in common: tangent, radians and logarithms."""
OWN_TURN, OWN_WIDTH, OWN_PACE, OWN_PRESSURE = 0.04, 0.04, 0.05, 0.07
"""And of what each has for itself."""
WAVES, WAVE = 3, 0.012
"""Share of the time by which moments are moved to and fro."""


def bent(ways: Tensor, label: Tensor, *, generator: torch.Generator) -> Tensor:
    """Bend sampled ways (N, 6, T), those of one label together."""
    _, writer = torch.unique(label, return_inverse=True)
    count = int(writer.max()) + 1

    def common(spread: float) -> Tensor:
        return (spread * torch.randn(count, 1, generator=generator))[writer]

    def happens(chance: float) -> Tensor:
        return (torch.rand(count, 1, generator=generator) < chance)[writer]

    def own(spread: float) -> Tensor:
        return spread * torch.randn(len(ways), 1, generator=generator)

    rows = list(ways.clone().unbind(dim=1))
    for row in (X, Y):
        rows[row] = torch.where(happens(MIRRORED), -rows[row], rows[row])
    rows[X] = rows[X] * common(WIDTH).exp() + common(LEAN) * rows[Y]
    rows[X], rows[Y] = _turned(rows[X], rows[Y], common(TURN) + own(OWN_TURN))
    rows[X] = rows[X] * own(OWN_WIDTH).exp()
    rows[TIME] = rows[TIME] * (common(PACE) + own(OWN_PACE)).exp()
    rows[PRESSURE] = (rows[PRESSURE] * own(OWN_PRESSURE).exp()).clamp(0.0, 1.0)
    is_backwards, moved = happens(BACKWARDS), _moved(ways, generator)
    for row in (X, Y, DOWN, PRESSURE):
        rows[row] = _at(torch.where(is_backwards, rows[row].flip(1), rows[row]), moved)
    if float(torch.rand((), generator=generator)) < WITHOUT_PRESSURE:
        rows[KNOWN], rows[PRESSURE] = torch.zeros_like(rows[KNOWN]), torch.zeros_like(rows[PRESSURE])
    return torch.stack(rows, dim=1)


def _turned(x: Tensor, y: Tensor, angle: Tensor) -> tuple[Tensor, Tensor]:
    return x * angle.cos() - y * angle.sin(), x * angle.sin() + y * angle.cos()


def _moved(ways: Tensor, generator: torch.Generator) -> Tensor:
    """Return at which moment of each way each new moment lies, (N, T)."""
    count, _, moments = ways.shape
    share = torch.linspace(0.0, 1.0, moments)[None]
    moved = share.expand(count, -1)
    for wave in range(1, WAVES + 1):
        height = WAVE / wave * torch.randn(count, 1, generator=generator)
        moved = moved + height * (math.pi * wave * share).sin()
    return moved.clamp(0.0, 1.0) * (moments - 1)


def _at(row: Tensor, moment: Tensor) -> Tensor:
    """Return a row (N, T) at moments that lie between its own."""
    before = moment.floor().clamp(max=row.shape[1] - 2)
    share, place = moment - before, before.long()
    return row.gather(1, place) * (1.0 - share) + row.gather(1, place + 1) * share
