"""What is the state of this computer, this installation and these records, all of it?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from core.address import Place
from core.checkup.findings import Checkup
from core.checkup.machine import machine, program
from core.checkup.places import managed, places
from core.checkup.records import records
from core.checkup.trial import model
from core.folders import usual_log_folder, usual_settings
from core.progress import Report, Tick, silent
from core.store.look import Age


def examine(
    database: Place, *, shipped: Path, device: str = "auto", log_folder: Path | None = None,
    report: Report = silent,
) -> Checkup:  # fmt: skip
    """Look at everything and change nothing: no database is made, none is brought up to date."""
    doing = "looking over this computer"
    report(Tick(0, 3, doing))
    sections = [
        program(),
        machine(device=device),
        places(database, settings=usual_settings(), log_folder=log_folder or usual_log_folder()),
        managed(),
    ]
    report(Tick(1, 3, doing))
    held, age = records(database)
    sections.append(held)
    report(Tick(2, 3, doing))
    usable = device if device != "cuda" or _has_cuda() else "cpu"
    sections += model(database if age is Age.CURRENT else None, shipped=shipped, device=usable)
    return Checkup(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", tuple(sections))


def _has_cuda() -> bool:
    import torch

    return bool(torch.cuda.is_available())
