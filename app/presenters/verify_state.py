"""What is on the verify page at this moment?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from app.presenters.pad_words import source_name
from app.widgets.raster import Raster
from core.image.ink import Ink
from core.image.page import Box, Page
from core.image.quality import Finding

if TYPE_CHECKING:
    from core.scoring.verifier import Examined
    from core.store.records import Customer, DecisionRecord, Signatory, SpecimenRecord, VerificationRecord

Source = Path | bytes


class Phase(StrEnum):
    """How far the item on the desk has come."""

    EMPTY = "empty"
    WORKING = "working"
    WAITING = "waiting"  # examined; the signatory is not chosen yet
    NO_SPECIMENS = "no_specimens"
    UNFIT = "unfit"
    STOPPED = "stopped"
    JUDGED = "judged"
    DECIDED = "decided"


@dataclass(frozen=True, eq=False)
class Picture:
    """A page as a person looks at it: as scanned, and its ink once found."""

    scan: Raster
    ink: Raster | None = None
    mask: Ink | None = None


@dataclass(frozen=True, eq=False)
class Subject:
    """Whose signature it should be, and the specimens of it, oldest first; pictures come one by one."""

    customer: Customer
    signatory: Signatory
    specimens: tuple[SpecimenRecord, ...]
    pictures: Mapping[int, Picture] = field(default_factory=dict)

    def number_of(self, specimen_id: int) -> int:
        """Which of the specimens it is, counted from 1 by age."""
        return [record.id for record in self.specimens].index(specimen_id) + 1


@dataclass(frozen=True)
class Item:
    """What was handed in to be checked, and for whom; a pasted picture has no path."""

    source: Source
    name: str
    signatory_id: int | None = None

    @classmethod
    def of(cls, source: Source, signatory_id: int | None) -> Item:
        """Name what was handed in."""
        return cls(source, source_name(source), signatory_id)


@dataclass(frozen=True, eq=False)
class Presented:
    """The presented signature: the page it is on, the box around it if one was drawn, and its picture."""

    name: str
    whole: Page
    page_count: int
    picture: Picture
    whole_scan: Raster
    box: Box | None = None
    examined: Examined | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Ranked:
    """One specimen in the order shown."""

    specimen_id: int
    number: int
    enrolled_at: datetime
    is_withdrawn: bool
    distance: float | None


@dataclass(frozen=True, eq=False)
class VerifyState:
    """Everything the page draws; replaced at every change, while unchanged parts stay the same objects."""

    phase: Phase = Phase.EMPTY
    subject: Subject | None = None
    is_for_subject: bool = False  # nobody else has been chosen whose records are still to come
    presented: Presented | None = None
    record: VerificationRecord | None = None
    band: str = ""  # the amounts that it was judged for, where the bank tells them apart
    decisions: tuple[DecisionRecord, ...] = ()
    ranking: tuple[Ranked, ...] = ()
    chosen_id: int | None = None
    pair: Raster | None = None  # presented and chosen specimen, registered
    waiting: int = 0
    is_slow: bool = False  # at work for long enough to say so
    is_past: bool = False  # a verification out of the history
    is_correcting: bool = False
    last: DecisionRecord | None = None  # the decision written most recently from this page

    @property
    def is_deleted(self) -> bool:
        """Whether the presented picture of a past verification is not kept any more."""
        return self.is_past and self.presented is None

    @property
    def can_decide(self) -> bool:
        """Whether accept, refer and reject may be pressed now."""
        return self.phase is Phase.JUDGED or (self.phase is Phase.DECIDED and self.is_correcting)

    @property
    def can_refer(self) -> bool:
        """Whether refer may be pressed now: where all three may, and for a scan that cannot be judged."""
        return self.can_decide or (self.phase is Phase.UNFIT and self.is_for_subject)

    @property
    def is_to_compare(self) -> bool:
        """Whether the scan has been examined and goes to whoever is chosen next."""
        is_examined = self.presented is not None and self.presented.examined is not None
        phases = (Phase.WAITING, Phase.NO_SPECIMENS, Phase.JUDGED, Phase.WORKING)
        return is_examined and self.phase in phases

    @property
    def chosen(self) -> Ranked | None:
        """The specimen beside the presented signature."""
        return next((one for one in self.ranking if one.specimen_id == self.chosen_id), None)
