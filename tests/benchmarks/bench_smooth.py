"""Does the window stay smooth, and memory small, while 200 scans are verified and decided in a row?

The whole desk runs without a screen; a timer of 5 ms on its GUI thread measures the longest time for which
nothing else could have happened there.
"""

from __future__ import annotations

import torch  # isort: skip

import gc
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from app.presenters.verify_state import Phase
from app.run import DATABASE
from core.desk import Desk
from core.image.read import encode_png
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from tests.benchmarks.harness import Figure, Timing, peak_memory_mb
from tests.benchmarks.workshop import model_in, own_folders, scans, signatory_with
from tests.journeys.clerk import Clerk, at_the_desk

VERIFICATIONS = 200
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
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        os.environ.update(own_folders(folder))
        model = model_in(folder)
        with Bank.open(folder / DATABASE) as bank:
            signatory = signatory_with(Desk(bank, Verifier.load(model, device="cpu")), 5)
        files = [folder / f"{number}.png" for number in range(SCANS)]
        for file, page in zip(files, scans(SCANS, first=100), strict=True):
            file.write_bytes(encode_png(page))
        gc.collect()
        pulse, took_ms = Pulse(), list[float]()
        at_the_desk(
            lambda clerk: verify_all(clerk, signatory, files, pulse, took_ms), folder=folder, model=model
        )
        with Bank.open(folder / DATABASE) as bank:
            assert len([row for row in bank.history() if row.decision]) == VERIFICATIONS
    gaps, verdicts = Timing.of(pulse.gaps_ms), Timing.of(took_ms)
    return [
        Figure("longest GUI stall during 200 verifications in a row", gaps.max_ms, "ms", LIMIT_MS),
        Figure("95th percentile of the gaps between beats of 5 ms", gaps.p95_ms, "ms"),
        Figure("scan read to verdict on the page, median", verdicts.median_ms, "ms"),
        Figure("most memory held, until after 200 verifications", peak_memory_mb(), "MB", LIMIT_MB),
    ]


def verify_all(clerk: Clerk, signatory: int, files: list[Path], pulse: Pulse, took_ms: list[float]) -> None:
    """Verify and accept, scan after scan."""
    verify = clerk.pages.verify
    verify.measured.connect(took_ms.append)
    verify.choose_signatory(signatory)
    clerk.settle()
    pulse.start()
    for number in range(VERIFICATIONS):
        verify.present(files[number % SCANS])
        clerk.wait(lambda: verify.presenter.state.phase is Phase.JUDGED)
        clerk.press(Qt.Key.Key_F8)
        clerk.wait(lambda: verify.presenter.state.phase is Phase.DECIDED)
    pulse.stop()
