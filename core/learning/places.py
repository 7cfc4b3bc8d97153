"""Where do a bank's own models and its trainings lie? Beside its records."""

from __future__ import annotations

import platform
import re
import shutil
from pathlib import Path
from uuid import uuid4

from core.address import Server
from core.net.checkpoint import card_path
from core.store.bank import Bank

RUN_STAMP = "%Y%m%dT%H%M%S%fZ"
"""The folder of a training is named after the moment, in UTC, at which it was ordered."""


def models_folder(bank: Bank) -> Path:
    """Return the folder of the bank's own models."""
    return bank.folder / "models"


def runs_folder(bank: Bank) -> Path:
    """Return the folder in which each training of this computer has a folder of its own.

    Where computers share one bank, each has its own: what one is at, another would take for broken off.
    """
    return _all_runs(bank) / _computer() if isinstance(bank.place, Server) else _all_runs(bank)


def every_run(bank: Bank) -> list[Path]:
    """Return the folders of all trainings, those of other computers too."""
    return sorted(_all_runs(bank).glob("*/*/" if isinstance(bank.place, Server) else "*/"))


def _all_runs(bank: Bank) -> Path:
    return bank.folder / "training"


def _computer() -> str:
    return re.sub(r"[^\w-]", "-", platform.node()) or "desk"


def model_file(bank: Bank, digest: str) -> Path:
    """Return where a known model's weights lie."""
    return models_folder(bank) / bank.model(digest).file


def file_name(digest: str) -> str:
    """Return what a model's file is called."""
    return f"{digest[:16]}.safetensors"


def take_in(bank: Bank, model: Path, *, digest: str) -> str:
    """Copy a model, weights first, among the bank's own, unless it is there; returns the file's name."""
    folder = models_folder(bank)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / file_name(digest)
    for source, goal in ((model, target), (card_path(model), card_path(target))):
        if not goal.is_file():
            staged = goal.with_name(f"{goal.name}.{uuid4().hex}.part")  # another desk may do the same
            shutil.copyfile(source, staged)
            staged.replace(goal)
    return target.name
