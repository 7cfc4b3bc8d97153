"""What does the machine advise, and for which reasons?

The verdict is advice. Nothing in the program accepts, refers or rejects by itself: a clerk decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from core.image.shape import Shape


class Verdict(StrEnum):
    """The three ways of the verdict, and of the clerk's decision."""

    ACCEPT = "accept"
    REFER = "refer"
    REJECT = "reject"


class ReasonKind(StrEnum):
    """What a reason is about."""

    DISTANCE = "distance"
    PROPORTIONS = "proportions"
    SLANT = "slant"
    SIZE = "size"
    DENSITY = "density"
    STROKE_WIDTH = "stroke_width"
    PIECES = "pieces"
    RHYTHM = "rhythm"
    DURATION = "duration"
    ONE_SPECIMEN = "one_specimen"
    SPECIMENS_DISAGREE = "specimens_disagree"


@dataclass(frozen=True)
class Reason:
    """One observation: the presented value beside the range `low` to `high` of the specimens."""

    kind: ReasonKind
    agrees: bool
    presented: float
    low: float
    high: float


@dataclass(frozen=True)
class Thresholds:
    """Where the three-way rule cuts the LLR (log10), and the rates on development writers it was cut for.

    At or above `accept_llr` the advice is to accept; below `reject_llr` to reject; between them to refer.
    `accept_far` is the share of skilled forgeries that reach `accept_llr`; `reject_frr` the share of genuine
    signatures that fall below `reject_llr`.
    """

    accept_llr: float
    reject_llr: float
    accept_far: float
    reject_frr: float

    def __post_init__(self) -> None:
        if self.reject_llr > self.accept_llr:
            raise ValueError("the reject threshold lies above the accept threshold")


def advise(llr: float, *, thresholds: Thresholds) -> Verdict:
    """Turn a log10 likelihood ratio into the three-way advice."""
    if llr >= thresholds.accept_llr:
        return Verdict.ACCEPT
    return Verdict.REJECT if llr < thresholds.reject_llr else Verdict.REFER


SLACK: dict[ReasonKind, float] = {
    ReasonKind.PROPORTIONS: 0.15,
    ReasonKind.SLANT: 5.0,
    ReasonKind.SIZE: 0.15,
    ReasonKind.DENSITY: 0.20,
    ReasonKind.STROKE_WIDTH: 0.30,
    ReasonKind.PIECES: 1.0,
    ReasonKind.DURATION: 0.25,
}
"""How far outside the specimens' own range a value may lie and still agree: degrees for slant, pieces for
pieces, shares of the value otherwise. About the spread of one person's signatures."""
OF_THE_PEN = {ReasonKind.DURATION}
"""Known only where a pad has recorded how a signature was written."""
ABSOLUTE = {ReasonKind.SLANT, ReasonKind.PIECES}
DISAGREEING_SPECIMENS = 0.75
"""Specimens further apart than this distance are pointed out."""


def reasons_for(
    presented: Shape, specimens: Sequence[Shape], *, distance: float, spread: Sequence[float]
) -> tuple[Reason, ...]:
    """Compare form with form, the telling differences first.

    distance is the closest specimen's; spread holds the distances between the specimens themselves.
    """
    found = [
        _within(kind, _value(kind, presented), [_value(kind, shape) for shape in specimens])
        for kind in SLACK
        if specimens and kind not in OF_THE_PEN and _known(kind, [presented, *specimens])
    ]
    if spread:
        low, high = min(spread), max(spread)
        found.append(Reason(ReasonKind.DISTANCE, distance <= high * 1.1, distance, low, high))
        if high > DISAGREEING_SPECIMENS:
            found.append(Reason(ReasonKind.SPECIMENS_DISAGREE, False, high, low, high))
    else:
        found.append(Reason(ReasonKind.ONE_SPECIMEN, False, distance, distance, distance))
    return _differing_first(found)


def with_pen_reasons(
    reasons: Sequence[Reason],
    *,
    llr: float,
    seconds: float,
    specimens_s: Sequence[float],
    distance: float,
    spread: Sequence[float],
) -> tuple[Reason, ...]:
    """Add what the way of the pen says: its rhythm by which way the pen's LLR leans, and how long it took.

    distance is the closest specimen's way; spread holds the distances between the specimens' own ways.
    """
    low, high = (min(spread), max(spread)) if spread else (distance, distance)
    rhythm = Reason(ReasonKind.RHYTHM, llr > 0.0, distance, low, high)
    return _differing_first([*reasons, rhythm, _within(ReasonKind.DURATION, seconds, specimens_s)])


def _differing_first(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: reason.agrees))


def _value(kind: ReasonKind, shape: Shape) -> float:
    values: dict[ReasonKind, float] = {
        ReasonKind.PROPORTIONS: shape.aspect,
        ReasonKind.SLANT: shape.slant_deg,
        ReasonKind.SIZE: shape.width_mm or 0.0,
        ReasonKind.DENSITY: shape.density,
        ReasonKind.STROKE_WIDTH: shape.stroke_share,
        ReasonKind.PIECES: float(shape.pieces),
    }
    return values[kind]


def _known(kind: ReasonKind, shapes: Sequence[Shape]) -> bool:
    return kind is not ReasonKind.SIZE or all(shape.width_mm is not None for shape in shapes)


def _within(kind: ReasonKind, value: float, specimens: Sequence[float]) -> Reason:
    """Say whether a value lies where those of the specimens do; there is at least one."""
    values = sorted(specimens)
    # The range of a few values is narrower than the person's: widen it by the mean gap between neighbours.
    gap = float(np.mean([b - a for a, b in pairwise(values)])) if len(values) > 1 else 0.0
    low, high = values[0] - gap, values[-1] + gap
    slack = SLACK[kind]
    below, above = (
        (low - slack, high + slack) if kind in ABSOLUTE else (low * (1 - slack), high * (1 + slack))
    )
    return Reason(kind, below <= value <= above, value, values[0], values[-1])
