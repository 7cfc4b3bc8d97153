"""How does work leave the GUI thread, and how does its result come home?

A lane is one long-lived background thread that calls functions one after the other. A job lives on the GUI
thread and never leaves it: the lane's thread sees only the function, and everything that comes back is
delivered by the lane, on the GUI thread, to the job that waits for it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from core.progress import Cancelled, Tick

_log = logging.getLogger(__name__)

TICK_EVERY_MS = 50
_STACK_BYTES = 16 * 2**20  # macOS gives a thread 512 kB, too little for a convolution's scratch space


class _Call:
    """One function to call on the lane's thread, and the newest tick it reported. Knows nothing of Qt."""

    def __init__(self, number: int, work: Callable[[], object]) -> None:
        self.number = number
        self.work = work
        self.is_cancelled = threading.Event()
        self.newest: Tick | None = None
        self.is_posted = False


class Job(QObject):
    """Submitted work: `done` or `failed` comes, then `ended`; of a cancelled job `ended` alone."""

    done = Signal(object)
    failed = Signal(object)
    ticked = Signal(object)
    ended = Signal()

    def __init__(self, call: _Call) -> None:
        super().__init__()
        self._call = call
        self._is_running = True
        self._last_tick_s = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._deliver_tick)

    def is_running(self) -> bool:
        """Whether `ended` is still to come."""
        return self._is_running

    def cancel(self) -> None:
        """Ask the work to stop at its next report; whatever it returns after that is dropped."""
        self._call.is_cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._call.is_cancelled.is_set()

    def _tick_posted(self) -> None:
        wait_ms = TICK_EVERY_MS - (time.monotonic() - self._last_tick_s) * 1000
        if wait_ms <= 0:
            self._deliver_tick()
        elif not self._timer.isActive():
            self._timer.start(int(wait_ms) + 1)

    @Slot()
    def _deliver_tick(self) -> None:
        self._timer.stop()
        self._call.is_posted = False  # cleared before reading: a tick that comes in between is posted again
        tick, self._call.newest = self._call.newest, None
        self._last_tick_s = time.monotonic()
        if tick is not None and not self.is_cancelled:
            self.ticked.emit(tick)

    def _came_back(self, result: object, error: BaseException | None) -> None:
        self._deliver_tick()
        self._is_running = False
        if not self.is_cancelled and not isinstance(error, Cancelled):
            if error is None:
                self.done.emit(result)
            else:
                self.failed.emit(error)
        self.ended.emit()


class _LaneThread(QThread):
    """Calls what it finds in the queue until it finds None."""

    def __init__(self, name: str, lane: Lane) -> None:
        super().__init__(lane)
        self.setObjectName(name)
        self.setStackSize(_STACK_BYTES)
        self._lane = lane
        self.queue: SimpleQueue[_Call | None] = SimpleQueue()

    def run(self) -> None:
        while (call := self.queue.get()) is not None:
            self._run_one(call)
            del call  # else the last result would live until the next call

    def _run_one(self, call: _Call) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            if not call.is_cancelled.is_set():
                result = call.work()
        except Cancelled as stopped:
            error = stopped
        except Exception as caught:  # noqa: BLE001 - whatever fails goes home to the job
            error = caught
        self._lane.came_back.emit(call.number, result, error)


class Lane(QObject):
    """One background thread and its queue. Use it from the GUI thread only."""

    came_back = Signal(int, object, object)
    tick_posted = Signal(int)
    emptied = Signal()  # nothing queued or running, and no job's receiver has asked for more

    def __init__(self, name: str, parent: QObject | None = None, *, finishes: bool = False) -> None:
        """Make a lane; one that `finishes` does all that is queued before it stops, and cancels nothing."""
        super().__init__(parent)
        self._finishes = finishes
        self._jobs: dict[int, Job] = {}
        self._number = 0
        self.came_back.connect(self._on_came_back)
        self.tick_posted.connect(self._on_tick_posted)
        self._thread = _LaneThread(name, self)
        self._thread.start()

    def submit(
        self, function: Callable[..., object], /, *args: Any, reports: bool = False, **kwargs: Any
    ) -> Job:
        """Queue a call. With `reports` the function gets `report=`, which raises Cancelled after `cancel()`.

        Signals of the job cannot come before the caller has returned to the event loop, so connecting them
        after this call loses nothing. A lane that has been stopped gives back a cancelled job.
        """
        self._number += 1
        call = _Call(self._number, lambda: function(*args, **kwargs))
        if reports:
            call.work = lambda: function(*args, report=self._reporter(call), **kwargs)
        job = Job(call)
        self._jobs[call.number] = job
        if self._thread.isRunning():
            self._thread.queue.put(call)
        else:
            job.cancel()
            QTimer.singleShot(0, self, lambda: self._on_came_back(call.number, None, None))
        return job

    def _reporter(self, call: _Call) -> Callable[[Tick], None]:
        def report(tick: Tick) -> None:
            if call.is_cancelled.is_set():
                raise Cancelled
            call.newest = tick
            if not call.is_posted:
                call.is_posted = True
                self.tick_posted.emit(call.number)

        return report

    @property
    def is_idle(self) -> bool:
        """Whether every job that was submitted has ended."""
        return not self._jobs

    def stop(self, timeout_ms: int = 5000) -> bool:
        """Cancel what is queued and running, or finish it, and wait; False where it would not end in time."""
        if not self._finishes:
            for job in self._jobs.values():
                job.cancel()
        self._thread.queue.put(None)
        has_ended = self._thread.wait(timeout_ms)
        if not has_ended:
            _log.error("lane %s did not stop within %d ms", self._thread.objectName(), timeout_ms)
        return has_ended

    @Slot(int, object, object)
    def _on_came_back(self, number: int, result: object, error: BaseException | None) -> None:
        self._jobs.pop(number)._came_back(result, error)
        if not self._jobs:
            self.emptied.emit()

    @Slot(int)
    def _on_tick_posted(self, number: int) -> None:
        if job := self._jobs.get(number):
            job._tick_posted()


class Lanes(QObject):
    """The lanes of the desk: one owns the model, one the store, and one is for what takes long."""

    stopping = Signal()  # the last moment to submit what must still be written

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.inference = Lane("inference", self)
        # Measuring, checking, embedding anew: no verification waits behind these.
        self.learning = Lane("learning", self)
        # What waits there a person has done already: a decision made before Ctrl+Q is kept.
        self.store = Lane("store", self, finishes=True)

    def stop(self, timeout_ms: int = 5000) -> bool:
        """Stop all; False where one would not end in time."""
        self.stopping.emit()
        ended = [lane.stop(timeout_ms) for lane in (self.learning, self.inference, self.store)]
        return all(ended)
