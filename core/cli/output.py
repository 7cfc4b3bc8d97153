"""Where does a command write: progress and remarks to standard error, results to standard output?"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from core.progress import Tick


def show_progress(tick: Tick) -> None:
    """Overwrite the line of progress; `say` ends it."""
    total = f"/{tick.total}" if tick.total else ""
    sys.stderr.write(f"\r{tick.doing} {tick.done}{total}".ljust(79))
    sys.stderr.flush()


def say(line: str) -> None:
    """Write a remark for the person at the shell."""
    sys.stderr.write(line + "\n")


def answer(text: str) -> None:
    """Write a result, which another program may read."""
    sys.stdout.write(text + "\n")


def answer_figures(
    path: Path | None, made: dict[str, Any], rows: list[dict[str, Any]], *, notes: list[str]
) -> None:
    """Write the figures, or keep them in a file, with how they were made."""
    text = json.dumps({**made, **({"notes": notes} if notes else {}), "figures": rows}, indent=1)
    if path is None:
        answer(text)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", "utf-8")
