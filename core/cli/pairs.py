"""How are collected signatures taken in, handed out and checked from a shell?"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from core.cli.bank_options import DatabaseOption, OfficerOption, opened, serving
from core.cli.output import answer, say, show_progress


def import_pairs(
    path: Annotated[Path, typer.Argument(help="A folder <writer>/{genuine,forged}, or a CSV table.")],
    database: DatabaseOption,
    officer: OfficerOption,
    batch: Annotated[str, typer.Option(help="A name for this import; the path's if left out.")] = "",
) -> None:
    """Take in labelled signatures to learn from."""
    from core.learning.pairs import import_from

    with opened(database) as bank:
        came = import_from(bank, path, batch=batch or path.stem, officer=officer, report=show_progress)
    say("")
    for name in came.unreadable:
        say(f"{name}: cannot be read, left out")
    answer(json.dumps({"kept": came.kept, "unreadable": len(came.unreadable)}))


def export_pairs(
    path: Annotated[Path, typer.Argument(help="A folder that is empty, or not there yet.")],
    database: DatabaseOption,
) -> None:
    """Write every labelled signature as a folder with its table."""
    from core.learning.gather import gather
    from core.learning.pairs import export_to

    with opened(database) as bank:
        gather(bank, report=show_progress)
        written = export_to(bank, path, report=show_progress)
    say("")
    answer(json.dumps({"written": written}))


def check_pairs(database: DatabaseOption) -> None:
    """Find conflicting labels, near-duplicates, unfit scans, and labels that the signatures contradict."""
    from core.learning.calibrating import measure_bank
    from core.learning.gather import gather
    from core.learning.pairs import odd_ones

    with opened(database) as bank:
        gather(bank, report=show_progress)
        seen = measure_bank(bank, serving(bank), report=show_progress)
        found = odd_ones(bank, seen.measured, seen.keys, seen.today, report=show_progress)
    say("")
    counts = Counter(odd.kind.value for odd in found)
    answer(json.dumps({"counts": counts, "odd": [asdict(odd) for odd in found]}, indent=1))
