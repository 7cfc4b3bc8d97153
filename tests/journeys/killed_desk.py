"""The desk that a journey kills: it enrols, and stands still in the middle so that it can be killed there.

Run as `python -m tests.journeys.killed_desk FOLDER MODEL MOMENT SCAN...`. MOMENT is how the statement begins
after which everything stops; `COMMIT` stops before the transaction ends.
"""

from __future__ import annotations

import torch  # isort: skip

import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.journeys.clerk import CTRL, Clerk, at_the_desk

REACHED = "in the middle"


def stand_still(*_: Any) -> None:
    """Say so to whoever holds the other end, and wait to be killed."""
    sys.stdout.write(REACHED + "\n")
    sys.stdout.flush()
    threading.Event().wait()


def stop_at(moment: str) -> None:
    """Stand still at this moment of the next enrolment."""
    begun = threading.Event()

    def look(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO specimen"):
            begun.set()
        if begun.is_set() and statement.startswith(moment):
            stand_still()

    def commit(*_: Any) -> None:
        if begun.is_set() and moment == "COMMIT":
            stand_still()

    event.listen(Engine, "after_cursor_execute", look)
    event.listen(Engine, "commit", commit)


def main(folder: str, model: str, moment: str, *files: str) -> None:
    """Enrol one signature in peace, then the others, which never ends."""
    assert torch.__version__
    first, *others = (Path(file) for file in files)

    def enrol(clerk: Clerk) -> None:
        clerk.wait_for_page("welcome")
        clerk.click("Start with an empty bank")
        clerk.add_customer("Brindle & Sons", number="20003", account="4712-9001")
        clerk.add_signatory("Edda Brindle", role="director")
        clerk.enrol(first)
        clerk.fill_tray(*others)
        stop_at(moment)
        clerk.press(Qt.Key.Key_S, CTRL)
        clerk.wait(lambda: False)

    at_the_desk(enrol, folder=Path(folder), model=Path(model))


if __name__ == "__main__":
    main(*sys.argv[1:])
