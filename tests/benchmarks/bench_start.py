"""How long does the program take from its start to a window that a clerk can use?

Usable: the records are open, the page of work is shown, and the window answers. The program is started as by
a person, on a bank with specimens, without a screen; once before it counts, so that its files are in memory.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.run import DATABASE
from core.desk import Desk
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from tests.benchmarks.harness import Figure
from tests.benchmarks.opened_desk import MARKS
from tests.benchmarks.workshop import model_in, own_folders, signatory_with

STARTS = 7
LIMIT_S = 2.5
ROOT = Path(__file__).parents[2]


def run() -> list[Figure]:
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        model = model_in(folder)
        with Bank.open(folder / DATABASE) as bank:
            signatory_with(Desk(bank, Verifier.load(model, device="cpu")), 5)
        start(folder, model)
        starts = [start(folder, model) for _ in range(STARTS)]
    shown, usable, ready = (statistics.median(times) for times in zip(*starts, strict=True))
    return [
        Figure("window in sight, median of 7 warm starts", shown, "s"),
        Figure("window usable, median of 7 warm starts", usable, "s", LIMIT_S),
        Figure("window usable, slowest of 7 warm starts", max(times[1] for times in starts), "s", LIMIT_S),
        Figure("model loaded and warm, median of 7 warm starts", ready, "s"),
    ]


def start(folder: Path, model: Path) -> tuple[float, ...]:
    """Start the program and leave it; returns the seconds from the start to each of MARKS."""
    command = [sys.executable, "-m", "tests.benchmarks.opened_desk", str(folder), str(model)]
    environment = {**os.environ, **own_folders(folder), "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    seconds: list[float] = []
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        for mark in MARKS:
            line = desk.stdout.readline().strip()
            seconds.append(time.perf_counter() - began)
            assert line == mark, f"{line!r} came instead of {mark!r}"
    assert desk.returncode == 0
    return tuple(seconds)
