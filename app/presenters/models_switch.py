"""How does another model come into use, or the one before come back? With a name, a reason, and a record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Job
from app.workplace import Workplace
from core.progress import Report, Tick

if TYPE_CHECKING:
    from core.store.bank import Bank
    from core.store.learning_records import ActivationRecord


@dataclass(frozen=True)
class Wish:
    """Who wants it, why, whether against what the gate found, and with which thresholds of the bank."""

    officer: str
    reason: str
    is_overridden: bool = False
    calibration_id: int | None = None


class ModelSwitch(QObject):
    """One switch at a time, on the learning lane; the old model serves until the new one is ready."""

    busy_changed = Signal()
    switched = Signal(object)  # the ActivationRecord

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._job: Job | None = None
        self._name = ""
        self._made: list[ActivationRecord] = []

    @property
    def is_busy(self) -> bool:
        """Whether a switch is under way."""
        return self._job is not None

    def activate(self, digest: str, wish: Wish, *, name: str) -> None:
        """Use this model from now on; cancelled, it goes on next time from where it was."""
        bank = self._workplace.desk.bank
        lane = self._workplace.lanes.learning
        job = lane.submit(_activate, bank, digest, wish, **self._surroundings(), reports=True)
        self._follow(job, name)

    def roll_back(self, wish: Wish, *, name: str) -> None:
        """Return to what served before, which is called `name`."""
        bank = self._workplace.desk.bank
        lane = self._workplace.lanes.learning
        self._follow(lane.submit(_roll_back, bank, wish, **self._surroundings(), reports=True), name)

    def _surroundings(self) -> dict[str, Any]:
        self._made = []
        serving = self._workplace.serving
        return {"shipped": serving.shipped, "device": serving.device, "made": self._made}

    def _follow(self, job: Job, name: str) -> None:
        self._job, self._name = job, name
        job.failed.connect(self._workplace.notices.fail)
        job.ended.connect(self._on_ended)
        self._workplace.notices.follow(job, f"Preparing specimens for {name}")
        self.busy_changed.emit()

    @Slot()
    def _on_ended(self) -> None:
        was_cancelled = self._job is not None and self._job.is_cancelled
        self._job = None
        if self._made:  # also where Cancel came a moment too late
            (record,) = self._made
            self._workplace.serving.refresh()
            said = f"{self._name} is in use from now on. Recorded, by {record.officer}."
            self._workplace.notices.say(said)
            self.switched.emit(record)
        elif was_cancelled:
            kept = "What was prepared is kept; the model in use goes on serving."
            self._workplace.notices.say(f"{self._name} was not taken into use. {kept}")
        self.busy_changed.emit()


def _activate(
    bank: Bank,
    digest: str,
    wish: Wish,
    *,
    shipped: Path,
    device: str,
    made: list[ActivationRecord],
    report: Report,
) -> None:
    from core.learning.switch import consent_to, know_shipped, switch

    report(Tick(0, 0, "preparing"))
    know_shipped(bank, shipped=shipped)
    consent = consent_to(
        bank, digest, officer=wish.officer, reason=wish.reason, is_overridden=wish.is_overridden
    )
    record = switch(
        bank,
        digest,
        shipped=shipped,
        consent=consent,
        device=device,
        calibration_id=wish.calibration_id,
        report=report,
    )
    made.append(record)


def _roll_back(
    bank: Bank, wish: Wish, *, shipped: Path, device: str, made: list[ActivationRecord], report: Report
) -> None:
    from core.learning.switch import Consent, roll_back

    report(Tick(0, 0, "preparing"))
    consent = Consent(wish.officer, wish.reason)
    made.append(roll_back(bank, shipped=shipped, consent=consent, device=device, report=report))
