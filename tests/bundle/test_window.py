"""Is what a clerk did in the frozen desk's window, by keys alone, there after it was started again?

The window stands on a screen of its own (Xvfb), and xdotool presses the keys.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.run import DATABASE, DEFAULT_MODEL
from core.resources import resource
from core.store.bank import Bank
from tests.bundle.frozen import Frozen
from tests.journeys.learnt import order_training

TOOLS = ("Xvfb", "xdotool")
PATIENCE_MS = 120_000
NAME = "Marisol"
SCAN = resource("samples", "10021-1-check-1.png")

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS), reason="a window is driven with Xvfb and xdotool"
)


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen of its own, by its name."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


class Hands:
    """Press keys in the window on top."""

    def __init__(self, screen: str) -> None:
        self._screen = screen

    def take(self, title: str) -> None:
        """Wait for a window and turn to it."""
        self._do("search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync")

    def windows(self) -> int:
        """Return how many windows there are, with the list that the finder lets down."""
        return len(self._do("search", "--onlyvisible", "--class", "specimen").split())

    def press(self, *keys: str) -> None:
        for key in keys:
            self._do("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        self._do("type", "--delay", "20", text)

    def _do(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env={"DISPLAY": self._screen, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            timeout=PATIENCE_MS / 1000,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def rows(database: Path, table: str) -> int:
    """Return how many rows a table has; 0 while there is none."""
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as held:
            return int(held.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def assert_nothing_went_wrong(frozen: Frozen) -> None:
    """See that no log tells of an error; it is begun with the first line."""
    assert frozen.home is not None
    assert [log for log in frozen.home.rglob("specimen.log") if "ERROR" in log.read_text("utf-8")] == []


def verify(hands: Hands, qtbot: QtBot, database: Path, *, so_far: int) -> None:
    """Find the signatory, open a scan, and accept it."""
    hands.take("Specimen$")
    hands.press("ctrl+1", "ctrl+f")
    hands.type(NAME)
    qtbot.waitUntil(lambda: hands.windows() == 2, timeout=PATIENCE_MS)
    hands.press("Return")
    qtbot.waitUntil(lambda: hands.windows() == 1, timeout=PATIENCE_MS)
    hands.press("ctrl+o")
    hands.take("Open scans")
    hands.type(str(SCAN))
    hands.press("Return")
    qtbot.waitUntil(lambda: rows(database, "verification") == so_far + 1, timeout=PATIENCE_MS)
    hands.take("Verify.*Specimen$")
    hands.press("F8")
    qtbot.waitUntil(lambda: rows(database, "decision") == so_far + 1, timeout=PATIENCE_MS)


def test_what_was_enrolled_verified_and_decided_is_there_after_a_restart(
    frozen: Frozen, screen: str, qtbot: QtBot, tmp_path: Path
) -> None:
    folder, hands = tmp_path / "bank", Hands(screen)
    more = {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    words = ("--data-folder", folder, "--theme", "light")
    with frozen.started(*words, **more) as desk:
        hands.take("Welcome.*Specimen$")
        hands.press("space")  # "Try the sample bank"
        qtbot.waitUntil(lambda: rows(folder / DATABASE, "specimen") >= 20, timeout=PATIENCE_MS)
        verify(hands, qtbot, folder / DATABASE, so_far=0)
        hands.press("ctrl+q")
        assert desk.wait(timeout=PATIENCE_MS / 1000) == 0
    with frozen.started(*words, **more) as desk:
        hands.take("Verify.*Specimen$")
        verify(hands, qtbot, folder / DATABASE, so_far=1)
        hands.press("ctrl+q")
        assert desk.wait(timeout=PATIENCE_MS / 1000) == 0
    with Bank.open(folder / DATABASE) as bank:
        assert len(bank.history()) == 2
    assert_nothing_went_wrong(frozen)


def test_a_training_that_was_broken_off_is_finished_from_the_window(
    frozen: Frozen, screen: str, qtbot: QtBot, tmp_path: Path
) -> None:
    folder, hands = tmp_path / "bank", Hands(screen)
    order_training(folder, resource(*DEFAULT_MODEL), steps=2)
    known = rows(folder / DATABASE, "model")
    with frozen.started("--data-folder", folder, DISPLAY=screen, QT_QPA_PLATFORM="xcb") as desk:
        hands.take("Welcome.*Specimen$")  # nobody is enrolled
        hands.press("ctrl+5")
        hands.take("Training.*Specimen$")
        hands.press("g")  # "Go on with the training"
        qtbot.waitUntil(lambda: rows(folder / DATABASE, "model") == known + 1, timeout=PATIENCE_MS)
        for key, page in (("ctrl+7", "Models"), ("ctrl+6", "Calibration"), ("ctrl+5", "Training")):
            hands.press(key)  # their plots are drawn
            hands.take(f"{page}.*Specimen$")
        hands.press("ctrl+q")
        assert desk.wait(timeout=PATIENCE_MS / 1000) == 0
    assert_nothing_went_wrong(frozen)
