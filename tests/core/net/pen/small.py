"""Which model of the pen do the tests judge by?"""

from __future__ import annotations

from typing import Any

import torch

from core.net.checkpoint import Calibration
from core.net.pen.checkpoint import PenCard, Weighing
from core.net.pen.network import PenNetwork


def _weighing(offset: float) -> Weighing:
    return Weighing(
        calibrations=tuple(
            Calibration(specimens=n, offset=offset, weights=(2.0,), bound=1.5) for n in (1, 3)
        ),
        fusions=tuple(
            Calibration(specimens=n, offset=0.1 * n, weights=(0.5, 1.0), bound=1.75) for n in (1, 3)
        ),
    )


PEN_CARD = PenCard(
    name="untrained pen",
    created="2026-01-01",
    digest="cd" * 32,
    with_pressure=_weighing(0.5),
    without_pressure=_weighing(0.25),
)


def small_pen(seed: int = 0) -> PenNetwork:
    """Return an untrained network, the same for the same seed."""
    torch.manual_seed(seed)
    return PenNetwork().eval()


def pen_card(**changes: Any) -> PenCard:
    """Return its card with some of it changed."""
    return PEN_CARD.model_copy(update=changes)
