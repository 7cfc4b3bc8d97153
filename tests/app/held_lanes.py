"""How do tests decide when work is done? On lanes that hold every job until they are told to run it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.progress import Cancelled


class HeldJob(QObject):
    """Behaves as a job of a real lane, at a moment that the test chooses."""

    done = Signal(object)
    failed = Signal(object)
    ticked = Signal(object)
    ended = Signal()

    def __init__(self, name: str, work: Callable[[], object]) -> None:
        super().__init__()
        self.name = name
        self._work = work
        self._is_running = True
        self.is_cancelled = False

    def is_running(self) -> bool:
        return self._is_running

    def cancel(self) -> None:
        self.is_cancelled = True

    def run(self) -> None:
        """Do the work now, as the lane would have, and bring the result home."""
        result: object = None
        error: Exception | None = None
        if not self.is_cancelled:
            try:
                result = self._work()
            except Cancelled:
                self.is_cancelled = True
            except Exception as caught:  # noqa: BLE001 - as on a real lane
                error = caught
        self._is_running = False
        if not self.is_cancelled:
            if error is None:
                self.done.emit(result)
            else:
                self.failed.emit(error)
        self.ended.emit()


class HeldLane:
    """Holds jobs in the order in which they came."""

    def __init__(self) -> None:
        self.jobs: list[HeldJob] = []

    def submit(
        self, function: Callable[..., object], /, *args: Any, reports: bool = False, **kwargs: Any
    ) -> HeldJob:
        """Hold a call."""
        if reports:
            kwargs["report"] = lambda _tick: None
        job = HeldJob(function.__name__, lambda: function(*args, **kwargs))
        self.jobs.append(job)
        return job

    def run_next(self) -> str:
        """Run the job that has waited longest; returns the name of its function."""
        job = self.jobs.pop(0)
        job.run()
        return job.name


class HeldLanes(QObject):
    """Three such lanes, in place of `app.lanes.Lanes`."""

    stopping = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.inference, self.store, self.learning = HeldLane(), HeldLane(), HeldLane()

    def run_all(self) -> None:
        """Run whatever is held, and whatever that leads to, the store first."""
        lanes = (self.store, self.inference, self.learning)
        while waiting := [lane for lane in lanes if lane.jobs]:
            waiting[0].run_next()
