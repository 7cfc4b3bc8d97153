"""How much longer than the program from source does the frozen one take until its window can be used?

Both are started in turn as by a person, on a screen of their own (Xvfb), on a bank with specimens, once
before it counts. Usable is when the page of work has its title. SPECIMEN_BUNDLE names the frozen program's
folder; without it, or without Xvfb and xdotool, there is nothing to measure.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.run import DATABASE
from core.desk import Desk
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from tests.benchmarks.harness import Figure
from tests.benchmarks.workshop import model_in, own_folders, signatory_with

STARTS = 7
LIMIT_S = 3.0
LIMIT_RATIO = 1.15
ROOT = Path(__file__).parents[2]
TITLE = "^Verify.*Specimen$"
LOOK_EVERY_S = 0.01
GIVE_UP_AFTER_S = 120


def run() -> list[Figure]:
    bundle = os.environ.get("SPECIMEN_BUNDLE")
    if not bundle or not all(shutil.which(tool) for tool in ("Xvfb", "xdotool")):
        sys.stderr.write("bundle: not measured, needs SPECIMEN_BUNDLE, Xvfb and xdotool\n")
        sys.exit(0)  # figures from where there was a program stay
    frozen, source = [str(Path(bundle).resolve() / "specimen")], [sys.executable, "-m", "app"]
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, _screen() as screen:
        folder = Path(name)
        with Bank.open(folder / DATABASE) as bank:
            signatory_with(Desk(bank, Verifier.load(model_in(folder), device="cpu")), 5)
        for program in (frozen, source):
            start(program, folder, screen)
        pairs = [(start(frozen, folder, screen), start(source, folder, screen)) for _ in range(STARTS)]
    theirs, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    return [
        Figure(f"frozen, window usable, median of {STARTS} warm starts", theirs, "s", LIMIT_S),
        Figure(f"from source, window usable, median of {STARTS} warm starts", ours, "s"),
        Figure("frozen, times what it takes from source", theirs / ours, "", LIMIT_RATIO),
    ]


def start(program: list[str], folder: Path, screen: str) -> float:
    """Start the program and end it; returns the seconds until its window can be used."""
    own = {**own_folders(folder), "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
    environment = {**os.environ, **own}
    command = [*program, "--data-folder", str(folder), "--theme", "light"]
    look = ["xdotool", "search", "--onlyvisible", "--name", TITLE]
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=environment) as desk:
        try:
            while subprocess.run(look, env=environment, capture_output=True, check=False).returncode != 0:
                assert time.perf_counter() - began < GIVE_UP_AFTER_S, "no window came"
                assert not _ends(desk, within_s=LOOK_EVERY_S), "the program ended by itself"
            return time.perf_counter() - began
        finally:
            desk.terminate()


def _ends(desk: subprocess.Popen[bytes], *, within_s: float) -> bool:
    try:
        desk.wait(timeout=within_s)
    except subprocess.TimeoutExpired:
        return False
    return True


@contextmanager
def _screen() -> Iterator[str]:
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()
