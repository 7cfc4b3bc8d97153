"""Which model and which thresholds serve now, and how do others take their place while the desk runs?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.engine.awaited import AwaitedVerifier, ModelInUse, warmed
from app.lanes import Lane
from core.resources import pen_model

if TYPE_CHECKING:
    from core.learning.switch import InUse
    from core.store.bank import Bank


class Serving(QObject):
    """What is in use at this bank. The old model answers until the new one is loaded and warm."""

    changed = Signal(object)  # an InUse, after another model or calibration serves
    loaded = Signal(object)  # a ModelInUse: what the status line says of it
    refused = Signal(object)  # the error: what should serve cannot be loaded, and the old one goes on

    def __init__(
        self,
        bank: Bank,
        awaited: AwaitedVerifier,
        lane: Lane,
        *,
        shipped: Path,
        device: str,
        current: InUse | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bank = bank
        self._awaited = awaited
        self._lane = lane
        self.shipped = shipped
        self.device = device
        self.current = current

    def refresh(self) -> None:
        """Load what the records say is in use; `changed` comes when it serves."""
        job = self._lane.submit(_reload, self._bank, self._awaited, shipped=self.shipped, device=self.device)
        job.done.connect(self._on_job_done)
        job.failed.connect(self.refused)

    @Slot(object)
    def _on_job_done(self, serves: tuple[InUse, ModelInUse]) -> None:
        self.current, model = serves
        self.loaded.emit(model)
        self.changed.emit(self.current)


def _reload(bank: Bank, awaited: AwaitedVerifier, *, shipped: Path, device: str) -> tuple[InUse, ModelInUse]:
    from core.learning.switch import in_use
    from core.scoring.verifier import Verifier

    now = in_use(bank, shipped=shipped)
    verifier = Verifier.load(now.file, device=device, calibration=now.calibration, pen=pen_model())
    model = warmed(verifier)
    awaited.replace(verifier)
    return now, model
