"""How does long work say how far it is, and how is it stopped?

One callable does both: `report(Tick(...))` reports, and raises `Cancelled` when the work should stop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tick:
    """`done` of `total` steps (total 0: unknown), and what is being done, in a few words."""

    done: int
    total: int
    doing: str = ""


class Cancelled(Exception):
    """Raised inside `report` when the person asked to stop; long work lets it pass through."""


Report = Callable[[Tick], None]


def silent(_tick: Tick) -> None:
    """Report to nobody, for callers that neither show progress nor cancel."""
