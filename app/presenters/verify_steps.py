"""How does a scan come, step by step and off the GUI thread, from a file to a verdict?"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.lanes import Job, Lanes
from app.notices import Notices
from app.presenters import verify_work as work
from app.presenters.newest import Newest
from app.presenters.verify_state import Item, Presented
from core.image.page import Box

if TYPE_CHECKING:
    from core.desk import Desk

SLOW_AFTER_MS = 400


class Steps(QObject):
    """Runs one step at a time; a new one takes the place of one that is under way."""

    read = Signal(object)  # Presented, as scanned
    examined = Signal(object)  # Presented, with its ink
    compared = Signal(
        object, float
    )  # VerificationRecord, and milliseconds since the verdict could first be had
    failed = Signal(object)
    stopped = Signal()  # by the person
    slowed = Signal()  # the work takes long enough to say so

    def __init__(self, desk: Desk, lanes: Lanes, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._lane, self._notices = desk, lanes.inference, notices
        self._began_s: float | None = None
        self._newest = Newest(self)
        self._newest.failed.connect(self._on_failed)
        self._newest.stopped.connect(self._on_stopped)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_AFTER_MS)
        self._slow.timeout.connect(self.slowed)

    @property
    def is_busy(self) -> bool:
        """Whether a step is under way."""
        return self._newest.is_busy

    def begin(self, item: Item, *, page: int = 0) -> None:
        """Read a page of what was handed in; `read` follows."""
        self._start("Reading the scan", self._lane.submit(work.read_item, item, page=page), self.read.emit)

    def cut_out(self, presented: Presented, box: Box | None) -> None:
        """Present a part of the page, or all of it again; `read` follows."""
        self._start("Cutting out", self._lane.submit(work.cut_out, presented, box), self.read.emit)

    def examine(self, presented: Presented) -> None:
        """Find the ink and judge its quality; `examined` follows."""
        self._began_s = time.perf_counter()
        job = self._lane.submit(work.examine, self._desk, presented)
        self._start("Finding the ink", job, self.examined.emit)

    def compare(self, signatory_id: int, presented: Presented, *, amount: float | None = None) -> None:
        """Compare with a signatory's specimens, an item of this amount; `compared` follows."""
        self._began_s = self._began_s or time.perf_counter()
        job = self._lane.submit(
            work.compare, self._desk, signatory_id, presented, amount=amount, reports=True
        )
        self._start("Comparing with the specimens", job, self._on_compared)

    def pause(self) -> None:
        """Nothing can be done until the clerk, or the store, has answered; that time is not counted."""
        self._began_s = None
        self._slow.stop()

    def drop(self) -> None:
        """Forget the step under way."""
        self._newest.drop()
        self.pause()

    def stop(self) -> bool:
        """Stop because the person asked to; False where nothing was under way."""
        is_busy = self._newest.is_busy
        self._newest.stop()
        return is_busy

    def _start(self, doing: str, job: Job, then: Callable[[Any], None]) -> None:
        if not self._slow.isActive():
            self._slow.start()
        self._notices.follow(job, doing)
        self._newest.start(job, then)

    def _on_compared(self, record: Any) -> None:
        began_s = self._began_s or time.perf_counter()
        self.pause()
        self.compared.emit(record, (time.perf_counter() - began_s) * 1000)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.pause()
        self.failed.emit(error)

    @Slot()
    def _on_stopped(self) -> None:
        self.pause()
        self.stopped.emit()
