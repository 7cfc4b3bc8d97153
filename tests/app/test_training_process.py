"""Does the child that retrains say how far it is, hear what it is asked, and always end?"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from app import training_process as module
from app.training_process import KILLED, Failing, TrainingProcess

pytestmark = pytest.mark.usefixtures("qtbot")

SECRET = "Maria Okafor 4711-0082"
SAY = "import json, sys\ndef say(**what): print(json.dumps(what), flush=True)\n"
ECHO = SAY + "for line in sys.stdin:\n    say(event='heard', word=line)\n    if line == 'stop\\n': break\n"
DEAF = SAY + "import signal, threading\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
DEAF += "say(event='ready')\nthreading.Event().wait()\n"
CRASH = "import ctypes, sys\nprint('x', file=sys.stderr)\nctypes.string_at(0)"
NEVER_MS = 1_000_000
WAIT_MS = 30_000


class Listener(QObject):
    """Writes down what a process said."""

    def __init__(self, process: TrainingProcess) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        process.ticked.connect(self._on_ticked)
        process.reported.connect(self._on_reported)
        process.ended.connect(self._on_ended)
        process.failed.connect(self._on_failed)

    @Slot(object)
    def _on_ticked(self, tick: object) -> None:
        self.heard.append(("ticked", tick))

    @Slot(object)
    def _on_reported(self, message: object) -> None:
        self.heard.append(("reported", message))

    @Slot(int)
    def _on_ended(self, code: int) -> None:
        self.heard.append(("ended", code))

    @Slot(str)
    def _on_failed(self, how: str) -> None:
        self.heard.append(("failed", how))


class Bench:
    """A process whose command is a script, given as its first argument, and what is heard of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.process = TrainingProcess(command=lambda *words: [sys.executable, "-I", "-S", "-c", *words])
        self.listener = Listener(self.process)

    def start(self, *words: str) -> None:
        self.process.start(words)

    def wait(self) -> list[tuple[str, object]]:
        """Return all that was heard, once the child is gone."""
        self.qtbot.waitUntil(lambda: self.last() in {"ended", "failed"}, timeout=WAIT_MS)
        return self.listener.heard

    def wait_for(self, count: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.listener.heard) >= count, timeout=WAIT_MS)

    def last(self) -> str:
        return self.listener.heard[-1][0] if self.listener.heard else ""


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(qtbot)
    yield bench
    bench.process.shut_down()


def test_ticks_and_reports_come_apart_and_before_the_end(bench: Bench) -> None:
    bench.start(SAY + "say(event='tick', done=1)\nsay(event='row', step=2)\nsay(model=sys.argv[1])", "new")
    assert bench.wait() == [
        ("ticked", {"event": "tick", "done": 1}),
        ("reported", {"event": "row", "step": 2}),
        ("reported", {"model": "new"}),
        ("ended", 0),
    ]
    assert not bench.process.is_running


def test_of_many_ticks_the_first_and_the_newest_are_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest one waits its turn, but not until after what followed it."""
    monkeypatch.setattr(module, "TICK_EVERY_MS", NEVER_MS)
    bench.start(SAY + "for n in range(9):\n    say(event='tick', done=n)\n    if n == 5: say(half=n)")
    done = [value["done"] for what, value in bench.wait() if what == "ticked" and isinstance(value, dict)]
    assert done == [0, 5, 8]
    assert bench.listener.heard[1:3] == [("ticked", {"event": "tick", "done": 5}), ("reported", {"half": 5})]


def test_a_tick_that_had_to_wait_is_told_without_another(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TICK_EVERY_MS", 1)
    bench.start(SAY + "for n in range(9): say(event='tick', done=n)\nfor line in sys.stdin: pass")
    newest = ("ticked", {"event": "tick", "done": 8})
    bench.qtbot.waitUntil(lambda: newest in bench.listener.heard, timeout=WAIT_MS)
    assert bench.process.is_running


def test_a_last_line_without_end_is_told_and_what_is_no_message_is_not(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        bench.start(f"print({SECRET!r}); print('{{}}', end='')")
        assert bench.wait() == [("reported", {}), ("ended", 0)]
    assert SECRET not in caplog.text
    assert "is no message" in caplog.text


def test_the_child_hears_what_it_is_asked(bench: Bench) -> None:
    bench.start(ECHO)
    bench.process.pause()
    bench.process.resume()
    bench.wait_for(2)
    assert not bench.process.is_cancelled
    bench.process.cancel()
    bench.process.cancel()
    words = [value["word"] for _, value in bench.wait() if isinstance(value, dict)]
    assert words == ["pause\n", "resume\n", "stop\n"]
    assert bench.last() == "ended"
    assert bench.process.is_cancelled


def test_a_child_that_does_not_stop_is_ended_and_no_crash_is_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STOP_WITHIN_MS", 1)
    monkeypatch.setattr(module, "TERMINATE_WITHIN_MS", NEVER_MS)
    bench.start("import threading; threading.Event().wait()")
    bench.process.cancel()
    if sys.platform == "win32":  # where only what has a window can be terminated
        bench.process._kill_timer.start(1)
    assert bench.wait() == [("ended", KILLED)]


def test_a_child_that_will_not_even_be_terminated_is_killed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STOP_WITHIN_MS", 1)
    monkeypatch.setattr(module, "TERMINATE_WITHIN_MS", 1)
    bench.start(DEAF)
    bench.wait_for(1)
    bench.process.cancel()
    assert bench.wait()[1:] == [("ended", KILLED)]


def test_a_crash_is_told_once(bench: Bench) -> None:
    bench.start(CRASH)
    assert bench.wait() == [("failed", Failing.CRASHED)]


def test_a_program_that_is_not_there_is_told_after_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    process = TrainingProcess(command=lambda *_: [str(tmp_path / "nothing")])
    listener = Listener(process)
    process.start([])
    assert listener.heard == []
    qtbot.waitUntil(lambda: bool(listener.heard), timeout=WAIT_MS)
    assert listener.heard == [("failed", "not started")]
    assert not process.is_running


def test_an_error_in_the_child_is_logged_without_its_words(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        bench.start(f"def train(): raise ValueError({SECRET!r})\ntrain()")
        assert bench.wait() == [("ended", 1)]
    assert "ValueError" in caplog.text
    assert "<string>:1 train" in caplog.text
    assert SECRET not in caplog.text


def test_one_child_at_a_time_but_another_after_it(bench: Bench) -> None:
    bench.start(ECHO)
    with pytest.raises(RuntimeError):
        bench.start(ECHO)
    bench.process.cancel()
    bench.wait()
    bench.listener.heard.clear()
    bench.start("")
    assert not bench.process.is_cancelled
    assert bench.wait() == [("ended", 0)]


def test_nothing_is_asked_of_a_child_that_is_gone(bench: Bench) -> None:
    for ask in (bench.process.pause, bench.process.resume, bench.process.cancel):
        ask()
    assert not bench.process.is_running
    assert not bench.process.is_cancelled
    assert bench.process.shut_down()


def test_at_the_end_of_the_program_the_child_saves_first(bench: Bench, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    bench.start(SAY + "say(ready=1)\nsys.stdin.read()\nopen(sys.argv[1], 'w').close()", str(saved))
    bench.wait_for(1)
    assert bench.process.shut_down()
    assert saved.exists()
    assert bench.listener.heard == [("reported", {"ready": 1})]


def test_a_child_that_would_outlive_the_program_is_killed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.start(DEAF)
    bench.wait_for(1)
    monkeypatch.setattr(module, "SHUT_DOWN_WITHIN_MS", 200)
    assert not bench.process.shut_down()
    assert not bench.process.is_running
    assert bench.listener.heard == [("reported", json.loads('{"event": "ready"}'))]


def test_without_another_command_it_is_the_command_line(qtbot: QtBot) -> None:
    process = TrainingProcess()
    with qtbot.waitSignal(process.ended, timeout=WAIT_MS) as ended:
        process.start(["model", "--help"])
    assert ended.args == [0]
