"""How is a result dropped that somebody no longer waits for?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Job


class Newest(QObject):
    """The newest job of one kind; whatever came before it is cancelled, and its result never arrives."""

    failed = Signal(object)
    stopped = Signal()  # by the person, not by a newer job

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._then: Callable[[Any], None] | None = None

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def start(self, job: Job, then: Callable[[Any], None]) -> None:
        """Wait for this job and no other; `then` gets its result."""
        self.drop()
        self._job, self._then = job, then
        job.done.connect(self._on_job_done)
        job.failed.connect(self._on_job_failed)
        job.ended.connect(self._on_job_ended)

    def drop(self) -> None:
        """Wait for nothing any more, and say nothing about it."""
        job, self._job, self._then = self._job, None, None
        if job is not None:
            job.done.disconnect(self._on_job_done)
            job.failed.disconnect(self._on_job_failed)
            job.ended.disconnect(self._on_job_ended)
            job.cancel()

    def stop(self) -> None:
        """Stop because the person asked to: `stopped` follows at once."""
        if self._job is not None:
            self.drop()
            self.stopped.emit()

    @Slot(object)
    def _on_job_done(self, result: object) -> None:
        then = self._then
        self._job = self._then = None
        if then is not None:
            then(result)

    @Slot(object)
    def _on_job_failed(self, error: Exception) -> None:
        self._job = self._then = None
        self.failed.emit(error)

    @Slot()
    def _on_job_ended(self) -> None:
        """Cancelled from elsewhere, such as the notice bar."""
        sender = self.sender()
        if self._job is not None and sender is self._job:
            self._job = self._then = None
            self.stopped.emit()
