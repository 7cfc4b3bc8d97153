"""What is odd among the signatures that were collected to learn from?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.data.likeness import SameInk, same_ink
from core.progress import Report, silent

GENUINE, FORGED, EXCLUDED = "genuine", "forged", "excluded"


class OddKind(StrEnum):
    """Why someone should look again."""

    CONFLICT = "conflict"
    DUPLICATE = "duplicate"
    UNFIT = "unfit"
    SUSPECT = "suspect"


@dataclass(frozen=True, eq=False)
class Collected:
    """A signature as it was collected.

    key     its own number
    owner   whose signature it is, or imitates
    label   `genuine`, `forged`, `unknown` or `excluded`
    frame   packed bits of a frame of FRAME_SIZE, or None where the scan is unfit
    """

    key: int
    owner: str
    label: str
    is_specimen: bool
    frame: NDArray[np.uint8] | None


@dataclass(frozen=True)
class Odd:
    """A signature to look at, and those that make it odd.

    strength  in [0, 1], larger is surer
    expected  the label that a suspect seems to deserve
    """

    kind: OddKind
    key: int
    others: tuple[int, ...] = ()
    strength: float = 1.0
    expected: str | None = None


def find_odd(collected: Sequence[Collected], *, report: Report = silent) -> list[Odd]:
    """Find conflicts, duplicates and unfit scans, in this order; what is excluded is left in peace.

    CONFLICT   the same ink genuine and forged for one owner, or genuine for two owners; every signature
               that contradicts another is named, for nobody knows which is wrong
    DUPLICATE  every other scan of the same ink but the first, a specimen if there is one: leaving out all
               that are named keeps one of each
    UNFIT      no frame
    """
    kept = [one for one in collected if one.label != EXCLUDED]
    framed = [(one, one.frame) for one in kept if one.frame is not None]
    groups: list[SameInk] = []
    if framed:
        groups = same_ink(np.stack([frame for _, frame in framed]), report=report)
    conflicts, duplicates = [], []
    for group in groups:
        alike = [framed[row][0] for row in group.rows]
        found = _conflicts(alike, strength=group.overlap)
        conflicts += found
        torn = {odd.key for odd in found}
        duplicates += _duplicates([one for one in alike if one.key not in torn], strength=group.overlap)
    unfit = [Odd(OddKind.UNFIT, one.key) for one in kept if one.frame is None]
    return [*conflicts, *duplicates, *unfit]


def _conflicts(alike: Sequence[Collected], *, strength: float) -> list[Odd]:
    found = []
    for one in alike:
        against = tuple(other.key for other in alike if contradict(one, other))
        if against:
            found.append(Odd(OddKind.CONFLICT, one.key, others=against, strength=strength))
    return found


def contradict(one: Collected, other: Collected) -> bool:
    """The same ink cannot be both, nor two people's; genuine for one and forged for another it can be."""
    if one.owner == other.owner:
        return {one.label, other.label} == {GENUINE, FORGED}
    return one.label == other.label == GENUINE


def _duplicates(alike: Sequence[Collected], *, strength: float) -> list[Odd]:
    ranked = sorted(alike, key=lambda one: (not one.is_specimen, one.key))
    keys = [one.key for one in ranked]
    return [
        Odd(OddKind.DUPLICATE, key, others=tuple(k for k in keys if k != key), strength=strength)
        for key in keys[1:]
    ]
