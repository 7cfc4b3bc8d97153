"""How is everything that was collected looked over for what is odd?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.presenters.newest import Newest
from app.workplace import Workplace
from core.progress import Report

if TYPE_CHECKING:
    from pathlib import Path

    from core.learning.last_check import Checked
    from core.store.bank import Bank


class PairCheck(QObject):
    """One check at a time, on the learning lane; stopped, the results of the one before stay."""

    checked = Signal(object)  # Checked
    busy_changed = Signal()

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._checking = Newest(self)
        self._checking.failed.connect(self._on_failed)
        self._checking.stopped.connect(self.busy_changed)

    @property
    def is_busy(self) -> bool:
        return self._checking.is_busy

    def start(self) -> None:
        """Check everything with the model in use; a check that runs already goes on."""
        if self.is_busy:
            return
        serving = self._workplace.serving
        job = self._workplace.lanes.learning.submit(
            _check, self._workplace.desk.bank, serving.shipped, device=serving.device, reports=True
        )
        self._checking.start(job, self._on_checked)
        self._workplace.notices.follow(job, "Checking the pairs")
        self.busy_changed.emit()

    def _on_checked(self, checked: Checked) -> None:
        self.busy_changed.emit()
        self.checked.emit(checked)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.busy_changed.emit()
        self._workplace.notices.fail(error)


def _check(bank: Bank, shipped: Path, *, device: str, report: Report) -> Checked:
    from core.learning.calibrating import measure_bank  # here, because it loads the network's library
    from core.learning.gather import gather
    from core.learning.last_check import checked, keep_check
    from core.learning.pairs import odd_ones
    from core.learning.switch import in_use
    from core.scoring.verifier import device_name

    gather(bank, report=report)
    examples = bank.examples()
    serving = in_use(bank, shipped=shipped)
    seen = measure_bank(bank, serving, device=device_name(device), report=report)
    found = checked(odd_ones(bank, seen.measured, seen.keys, seen.today, report=report), examples)
    keep_check(bank, found)
    return found
