"""How does the child process that retrains run, tell how far it is, and stop?

The child writes one JSON object a line to standard output, and reads `pause`, `resume` and `stop`, a line
each, from standard input; where that is closed it saves and ends. There is no thread: Qt wakes us.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QObject, QProcess, Qt, QTimer, Signal, Slot

from app.child_output import Message, MessageLines, places
from app.core_command import core_command

_log = logging.getLogger(__name__)

TICK_EVERY_MS = 50
STOP_WITHIN_MS = 10_000
TERMINATE_WITHIN_MS = 2000
SHUT_DOWN_WITHIN_MS = 3000
KILLED = -1  # the exit code of a child that was asked to stop and had to be ended
_KEPT_BYTES = 8000


class Failing(StrEnum):
    """In which way a child can fail to end by itself; what it says of `failed`."""

    NOT_STARTED = "not started"
    CRASHED = "crashed"


class TrainingProcess(QObject):
    """Owns the one child. Exactly one of `ended` and `failed` comes for each `start`, unless shut down."""

    ticked = Signal(object)  # a dict whose event is "tick": one per 50 ms, and the last before what follows
    reported = Signal(object)  # any other message, a dict too
    ended = Signal(int)  # the exit code, also of a child that was cancelled
    failed = Signal(str)  # a Failing

    def __init__(
        self, parent: QObject | None = None, *, command: Callable[..., list[str]] = core_command
    ) -> None:
        """Make a process that is not started; `command` says how the words of `start` become a program."""
        super().__init__(parent)
        self._command = command
        self._lines = MessageLines()
        self._errors = b""
        self._newest: Message | None = None
        self._is_cancelled = False
        self._tick_timer = self._timer(self._on_tick_timer_timeout)
        self._stop_timer = self._timer(self._on_stop_timer_timeout)
        self._kill_timer = self._timer(self._on_kill_timer_timeout)
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._on_process_wrote)
        self._process.readyReadStandardError.connect(self._on_process_complained)
        self._process.finished.connect(self._on_process_finished)
        # Queued, or where the program is missing some systems would say so before `start` has returned.
        self._process.errorOccurred.connect(self._on_process_error, Qt.ConnectionType.QueuedConnection)

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    @property
    def is_running(self) -> bool:
        """Whether there is a child, one that starts, waits or was asked to stop among them."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    @property
    def is_cancelled(self) -> bool:
        """Whether the child that runs, or ran last, was asked to stop."""
        return self._is_cancelled

    def start(self, arguments: Sequence[str]) -> None:
        """Start the command line with these arguments; raises RuntimeError while a child runs."""
        if self.is_running:
            raise RuntimeError("a training runs already")
        self._lines, self._errors, self._newest = MessageLines(), b"", None
        self._is_cancelled = False
        program, *words = self._command(*arguments)
        self._process.start(program, words)

    def pause(self) -> None:
        """Ask the child to wait after its present step."""
        self._ask("pause")

    def resume(self) -> None:
        """Ask a child that waits to go on."""
        self._ask("resume")

    def cancel(self) -> None:
        """Ask the child to save and end; ends it where it does not within 10 seconds."""
        if not self.is_running or self._is_cancelled:
            return
        self._is_cancelled = True
        self._ask("stop")
        self._stop_timer.start(STOP_WITHIN_MS)

    def shut_down(self) -> bool:
        """Let the child save and end, for the program ends; nothing is signalled any more.

        Waits at most 3 seconds; then the child is killed, and False returned.
        """
        self.blockSignals(True)
        self._stop_timers()
        if not self.is_running:
            return True
        self._process.closeWriteChannel()
        if self._process.waitForFinished(SHUT_DOWN_WITHIN_MS):
            return True
        _log.warning("the training did not end in %d ms and is killed", SHUT_DOWN_WITHIN_MS)
        self._process.kill()
        self._process.waitForFinished(SHUT_DOWN_WITHIN_MS)
        return False

    def _ask(self, word: str) -> None:
        if self.is_running:
            self._process.write(f"{word}\n".encode())

    @Slot()
    def _on_process_wrote(self) -> None:
        for message in self._lines.feed(bytes(self._process.readAllStandardOutput().data())):
            self._take(message)

    @Slot()
    def _on_process_complained(self) -> None:
        self._errors = (self._errors + bytes(self._process.readAllStandardError().data()))[-_KEPT_BYTES:]

    def _take(self, message: Message) -> None:
        if message.get("event") != "tick":
            self._deliver_tick()
            self.reported.emit(message)
            return
        self._newest = message
        if not self._tick_timer.isActive():
            self._on_tick_timer_timeout()

    @Slot()
    def _on_tick_timer_timeout(self) -> None:
        if self._newest is not None:
            self._deliver_tick()
            self._tick_timer.start(TICK_EVERY_MS)

    def _deliver_tick(self) -> None:
        tick, self._newest = self._newest, None
        if tick is not None:
            self.ticked.emit(tick)

    @Slot()
    def _on_stop_timer_timeout(self) -> None:
        _log.warning("the training did not stop in %d ms and is terminated", STOP_WITHIN_MS)
        self._process.terminate()
        self._kill_timer.start(TERMINATE_WITHIN_MS)

    @Slot()
    def _on_kill_timer_timeout(self) -> None:
        """End a child that heard nothing, as on Windows none without a window does."""
        self._process.kill()

    def _stop_timers(self) -> None:
        for timer in (self._tick_timer, self._stop_timer, self._kill_timer):
            timer.stop()

    @Slot(QProcess.ProcessError)
    def _on_process_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            _log.error("the training could not be started")
            self._stop_timers()
            self.failed.emit(Failing.NOT_STARTED)

    @Slot(int, QProcess.ExitStatus)
    def _on_process_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_process_wrote()
        self._on_process_complained()
        for message in self._lines.rest():
            self._take(message)
        self._deliver_tick()
        self._stop_timers()
        has_crashed = status == QProcess.ExitStatus.CrashExit
        if has_crashed or code:
            self._log_end(code, has_crashed=has_crashed)
        if has_crashed and not self._is_cancelled:
            self.failed.emit(Failing.CRASHED)
        else:
            self.ended.emit(KILLED if has_crashed else code)

    def _log_end(self, code: int, *, has_crashed: bool) -> None:
        where = places(self._errors.decode("utf-8", "replace"))
        what = "crashed" if has_crashed else "ended"
        _log.warning("the training %s with %d%s", what, code, "".join(f"\n  {line}" for line in where))
