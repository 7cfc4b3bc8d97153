"""Does the window stay smooth, and memory small, while 200 scans are verified and decided in a row, and while
a training runs beside?

The whole desk runs without a screen; a timer of 5 ms on its GUI thread measures the longest time for which
nothing else could have happened there. The training is the child process that the Training page starts.
"""

from __future__ import annotations

import torch  # isort: skip

import gc
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from app.core_command import core_command
from app.presenters.verify_state import Phase
from app.run import DATABASE
from core.desk import Desk
from core.image.read import encode_png
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from tests.benchmarks.harness import Figure, Timing, peak_memory_mb
from tests.benchmarks.workshop import model_in, own_folders, scans, signatory_with
from tests.journeys.clerk import Clerk, at_the_desk
from tests.journeys.learnt import order_training

VERIFICATIONS = 200
VERIFICATIONS_BESIDE = 60
SCANS = 40
EVERY_MS = 5
LIMIT_MS, LIMIT_MB = 60.0, 700.0


class Pulse(QObject):
    """Beats every 5 ms; a longer gap between two beats is a time for which the window stood still."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000.0)
        self._last = now


def run() -> list[Figure]:
    assert torch.__version__
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    gaps, verdicts = _worked(VERIFICATIONS)
    memory = peak_memory_mb()
    beside, slower = _worked(VERIFICATIONS_BESIDE, learns=True)
    return [
        Figure("longest GUI stall during 200 verifications in a row", gaps.max_ms, "ms", LIMIT_MS),
        Figure("95th percentile of the gaps between beats of 5 ms", gaps.p95_ms, "ms"),
        Figure("scan read to verdict on the page, median", verdicts.median_ms, "ms"),
        Figure("most memory held, until after 200 verifications", memory, "MB", LIMIT_MB),
        Figure("longest GUI stall during 60 verifications beside a training", beside.max_ms, "ms", LIMIT_MS),
        Figure("scan read to verdict beside a training, median", slower.median_ms, "ms"),
    ]


def _worked(count: int, *, learns: bool = False) -> tuple[Timing, Timing]:
    """Verify so many scans at a desk of its own; returns the gaps between beats, and the verdicts' times."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, ExitStack() as beside:
        folder = Path(name)
        os.environ.update(own_folders(folder))
        model = model_in(folder)
        if learns:
            beside.enter_context(_training(folder / "learning", model))
        with Bank.open(folder / DATABASE) as bank:
            signatory = signatory_with(Desk(bank, Verifier.load(model, device="cpu")), 5)
        files = [folder / f"{number}.png" for number in range(SCANS)]
        for file, page in zip(files, scans(SCANS, first=100), strict=True):
            file.write_bytes(encode_png(page))
        gc.collect()
        pulse, took_ms = Pulse(), list[float]()
        at_the_desk(
            lambda clerk: verify_all(clerk, signatory, files * (count // SCANS + 1), pulse, took_ms, count),
            folder=folder,
            model=model,
        )
        with Bank.open(folder / DATABASE) as bank:
            assert len([row for row in bank.history() if row.decision]) == count
    return Timing.of(pulse.gaps_ms), Timing.of(took_ms)


@contextmanager
def _training(folder: Path, model: Path) -> Iterator[None]:
    """Run a training in a process of its own, from its first step until the end of the block."""
    run = order_training(folder, model, steps=10_000)
    words = ("retrain", "--database", str(folder / DATABASE), "--run", str(run), "--events")
    child = subprocess.Popen(core_command(*words), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    try:
        while b'"step"' not in (line := child.stdout.readline()):
            assert line
        yield  # what it says meanwhile fits the pipe
    finally:
        child.kill()
        child.communicate()


def verify_all(
    clerk: Clerk, signatory: int, files: list[Path], pulse: Pulse, took_ms: list[float], count: int
) -> None:
    """Verify and accept, scan after scan."""
    verify = clerk.pages.verify
    verify.measured.connect(took_ms.append)
    verify.choose_signatory(signatory)
    clerk.settle()
    pulse.start()
    for file in files[:count]:
        verify.present(file)
        clerk.wait(lambda: verify.presenter.state.phase is Phase.JUDGED)
        clerk.press(Qt.Key.Key_F8)
        clerk.wait(lambda: verify.presenter.state.phase is Phase.DECIDED)
    pulse.stop()
