"""How do the scans that are kept become specimens, all of them or none?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Job, Lanes
from app.notices import Notices
from app.presenters.customer_words import counted
from core.progress import Report
from core.store.records import Signatory

if TYPE_CHECKING:
    from core.desk import Desk
    from core.scoring.verifier import Examined
    from core.store.bank import Bank


@dataclass(frozen=True)
class Enrolled:
    """What was enrolled, for whom, and how many scans were left out."""

    signatory: Signatory
    specimen_ids: tuple[int, ...]
    left_out: int


class Enroller(QObject):
    """One enrolment at a time, on the model's lane, followed in the notice bar."""

    enrolled = Signal(int)  # the signatory's id: the draft has gone with it
    specimens_changed = Signal(int)  # the signatory's id
    ended = Signal()  # whatever came of it

    def __init__(self, desk: Desk, lanes: Lanes, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lanes = lanes
        self._notices = notices
        self._job: Job | None = None
        self._signatory: Signatory | None = None

    def start(self, signatory: Signatory, scans: Sequence[Examined], *, left_out: int) -> None:
        """Enrol these scans in one transaction."""
        self._signatory = signatory
        job = self._lanes.inference.submit(
            _enrol, self._desk, signatory, tuple(scans), left_out=left_out, reports=True
        )
        self._job = job
        job.done.connect(self._on_done)
        job.failed.connect(self._notices.fail)
        job.ended.connect(self._on_ended)
        self._notices.follow(job, f"Enrolling {counted(len(scans), 'specimen')}")

    @Slot(object)
    def _on_done(self, enrolled: Enrolled) -> None:
        signatory = enrolled.signatory
        text = f"{counted(len(enrolled.specimen_ids), 'specimen')} enrolled for {signatory.name}."
        if enrolled.left_out:
            text += f" {counted(enrolled.left_out, 'scan')} left out."
        self._notices.say(text, undo=partial(self._undo, signatory.id, enrolled.specimen_ids))
        self._tell(signatory.id)

    @Slot()
    def _on_ended(self) -> None:
        job, self._job = self._job, None
        if job is not None and job.is_cancelled and self._signatory is not None:
            look = self._lanes.store.submit(_draft_size, self._desk.bank, self._signatory.id)
            look.done.connect(self._on_looked)
            look.failed.connect(self._notices.fail)
        self.ended.emit()

    @Slot(object)
    def _on_looked(self, looked: tuple[int, int]) -> None:
        """The draft goes in the same transaction: where it is gone, the clerk stopped it too late."""
        signatory_id, waiting = looked
        if waiting:
            self._notices.say("Stopped. Nothing was enrolled; the scans still wait.")
        else:
            self._notices.say("The specimens had been enrolled before it could be stopped.")
            self._tell(signatory_id)

    def _tell(self, signatory_id: int) -> None:
        self.enrolled.emit(signatory_id)
        self.specimens_changed.emit(signatory_id)

    def _undo(self, signatory_id: int, specimen_ids: tuple[int, ...]) -> None:
        job = self._lanes.store.submit(_withdraw, self._desk.bank, signatory_id, specimen_ids)
        job.done.connect(self._on_undone)
        job.failed.connect(self._notices.fail)

    @Slot(object)
    def _on_undone(self, signatory_id: int) -> None:
        self.specimens_changed.emit(signatory_id)


def _enrol(
    desk: Desk, signatory: Signatory, scans: tuple[Examined, ...], *, left_out: int, report: Report
) -> Enrolled:
    records = desk.enrol(signatory.id, scans, report)
    return Enrolled(signatory, tuple(record.id for record in records), left_out)


def _withdraw(bank: Bank, signatory_id: int, specimen_ids: tuple[int, ...]) -> int:
    for specimen_id in specimen_ids:
        bank.withdraw_specimen(specimen_id)
    return signatory_id


def _draft_size(bank: Bank, signatory_id: int) -> tuple[int, int]:
    return signatory_id, len(bank.draft(signatory_id))
