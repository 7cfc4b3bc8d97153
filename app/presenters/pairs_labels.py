"""How does what an officer says of a collected signature get into the records, and how is it taken back?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Job
from app.presenters.pairs_words import done_text
from app.workplace import Workplace
from core.store.learning_records import Example, Label, LabelRecord, LabelSource

if TYPE_CHECKING:
    from core.store.bank import Bank
    from core.store.records import DecisionRecord

NO_OFFICER = (
    "Enter the officer's name in the settings first: every label is kept with the name of who gave it."
)
TAKEN_BACK = "taken back"


@dataclass(frozen=True)
class Told:
    """What examples are said to be, and how that is known."""

    label: Label
    source: LabelSource
    example_ids: tuple[int, ...]


@dataclass(frozen=True)
class Relabelled:
    """What was written, and what to write to take it back."""

    told: tuple[Told, ...]
    before: tuple[Told, ...]
    is_confirmed: bool

    @property
    def example_ids(self) -> list[int]:
        return [number for told in self.told for number in told.example_ids]


@dataclass(frozen=True)
class Past:
    """Everything that was ever said of an example: by its decisions, then by hand or import."""

    example_id: int
    decisions: tuple[DecisionRecord, ...]
    labels: tuple[LabelRecord, ...]


class PairLabels(QObject):
    """Writes labels on the store's lane. They are append-only: undo writes the former label again."""

    relabelled = Signal(list)  # the examples' ids
    taken_back = Signal(list)
    past_read = Signal(object)  # a Past that was asked for

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.last_reason = ""
        """Offered with the next label: the same reason often holds for several."""

    def relabel(
        self, examples: Sequence[Example], *, label: Label | None, source: LabelSource, reason: str
    ) -> bool:
        """Say what examples are, or confirm (None) what each is said to be; False where nobody is to sign."""
        if not examples or not self._officer():
            return False
        self.last_reason = reason.strip()
        told = _grouped([(label or one.label, source, one.id) for one in examples])
        before = _grouped([(one.label, one.source, one.id) for one in examples])
        work = Relabelled(told, before, label is None)
        self._write(work, told, reason=self.last_reason).done.connect(self._on_relabelled)
        return True

    def read_past(self, example: Example) -> None:
        """Ask for everything that was ever said of an example; `past_read` brings it."""
        job = self._workplace.lanes.store.submit(_past, self._workplace.desk.bank, example)
        job.done.connect(self.past_read)
        job.failed.connect(self._workplace.notices.fail)

    @Slot(object)
    def _on_relabelled(self, work: Relabelled) -> None:
        ids = work.example_ids
        text = done_text(work.told[0].label, count=len(ids), is_confirmed=work.is_confirmed)
        self._workplace.notices.say(text, undo=partial(self._take_back, work))
        self.relabelled.emit(ids)

    def _take_back(self, work: Relabelled) -> None:
        if self._officer():
            self._write(work, work.before, reason=TAKEN_BACK).done.connect(self._on_taken_back)

    @Slot(object)
    def _on_taken_back(self, work: Relabelled) -> None:
        self.taken_back.emit(work.example_ids)

    def _write(self, work: Relabelled, told: Sequence[Told], *, reason: str) -> Job:
        bank, officer = self._workplace.desk.bank, self._officer()
        job = self._workplace.lanes.store.submit(
            _relabel, bank, work, tuple(told), officer=officer, reason=reason
        )
        job.failed.connect(self._workplace.notices.fail)
        return job

    def _officer(self) -> str:
        officer = self._workplace.settings.officer.strip()
        if not officer:
            self._workplace.notices.warn(NO_OFFICER)
        return officer


def _grouped(said: Sequence[tuple[Label, LabelSource, int]]) -> tuple[Told, ...]:
    groups: dict[tuple[Label, LabelSource], list[int]] = {}
    for label, source, number in said:
        groups.setdefault((label, source), []).append(number)
    return tuple(Told(*known, tuple(numbers)) for known, numbers in groups.items())


def _relabel(bank: Bank, work: Relabelled, told: Sequence[Told], *, officer: str, reason: str) -> Relabelled:
    for one in told:
        bank.relabel(one.example_ids, label=one.label, source=one.source, officer=officer, reason=reason)
    return work


def _past(bank: Bank, example: Example) -> Past:
    decisions = () if example.verification_id is None else tuple(bank.decisions(example.verification_id))
    return Past(example.id, decisions, tuple(bank.labels(example.id)))
