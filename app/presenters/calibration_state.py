"""What does a bank ask of its thresholds, and how far has setting them come?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from core.learning.calibrating import BankMeasured, Retold
    from core.learning.drift import Month
    from core.learning.recalibrate import Recalibration, Supply
    from core.learning.switch import InUse
    from core.scoring.policy import BankCalibration

FIRST_AMOUNT, NEXT_AMOUNT = 1000.0, 10.0
LEAST_RATE, MOST_RATE = 0.0005, 0.5


@dataclass(frozen=True)
class AskedBand:
    """Items up to an amount, None for any, and the share of their forgeries that may be accepted."""

    up_to: float | None
    accept_far: float


@dataclass(frozen=True)
class Asked:
    """A policy as it is being typed; `core.scoring.policy.Policy` is what it becomes. Shares in [0, 1]."""

    bands: tuple[AskedBand, ...]
    reject_frr: float
    refer_share: float

    @property
    def fault(self) -> str:
        """Why this cannot be a policy, in one sentence; empty where it can."""
        amounts = [band.up_to for band in self.bands if band.up_to is not None]
        rates = [band.accept_far for band in self.bands]
        if amounts != sorted(set(amounts)):
            return "Each amount must be larger than the one above it."
        if rates != sorted(rates, reverse=True):
            return "Larger amounts may not let more forgeries pass than smaller ones."
        return ""

    def with_band(self) -> Asked:
        """Add a band before the one of any amount, with its share."""
        amounts = [band.up_to for band in self.bands if band.up_to is not None]
        up_to = amounts[-1] * NEXT_AMOUNT if amounts else FIRST_AMOUNT
        last = self.bands[-1]
        return replace(self, bands=(*self.bands[:-1], AskedBand(up_to, last.accept_far), last))

    def without_band(self, place: int) -> Asked:
        """Remove a band; the one of any amount stays."""
        kept = tuple(band for number, band in enumerate(self.bands) if number != place or band.up_to is None)
        return replace(self, bands=kept)


class Measured(NamedTuple):
    """The bank's own pairs as the model in use sees them; `stamp` changes with the model and the labels."""

    stamp: str
    serving: InUse
    seen: BankMeasured
    supply: Supply
    today: BankCalibration
    today_asked: Asked
    months: list[Month]


class Tried(NamedTuple):
    """The thresholds that follow from a policy, and the error curve of the bank's pairs."""

    asked: Asked
    made: Recalibration
    far: list[float]
    frr: list[float]


class Told(NamedTuple):
    """Past decisions judged again: how many moved from which verdict to which."""

    decisions: int
    moves: Counter[tuple[str, str]]
    otherwise: int
    """Verdicts that would be another."""
    with_clerk: int
    """Of these, where the clerk had decided as would now be advised."""


class Phase(StrEnum):
    """What the page can show."""

    WAITING = "waiting"  # for the first measurement
    STOPPED = "stopped"
    LACKING = "lacking"
    READY = "ready"


@dataclass(frozen=True, eq=False)
class CalibrationState:
    """Everything the page draws. `tried` may be of an earlier policy while a newer one is being tried."""

    phase: Phase = Phase.WAITING
    measured: Measured | None = None
    asked: Asked | None = None
    tried: Tried | None = None
    told: Told | None = None
    is_trying: bool = False
    is_telling: bool = False
    is_adopting: bool = False

    @property
    def fault(self) -> str:
        """Why what is asked cannot be had."""
        return self.asked.fault if self.asked is not None else ""

    @property
    def is_current(self) -> bool:
        """Whether the thresholds shown are those of the policy shown."""
        return self.tried is not None and self.tried.asked == self.asked and not self.is_trying

    @property
    def can_use(self) -> bool:
        """Whether these thresholds may be taken into use now."""
        return self.is_current and not self.fault and not self.is_adopting


def told_of(retold: list[Retold]) -> Told:
    """Count what would have been advised otherwise."""
    changed = [one for one in retold if one.now != one.then]
    return Told(
        decisions=len(retold),
        moves=Counter((one.then, one.now) for one in retold),
        otherwise=len(changed),
        with_clerk=sum(one.decision == one.now for one in changed),
    )
