"""Where do a bank's own models and its trainings lie? Beside its records."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.net.checkpoint import card_path
from core.store.bank import Bank

RUN_STAMP = "%Y%m%dT%H%M%S%fZ"
"""The folder of a training is named after the moment, in UTC, at which it was ordered."""


def models_folder(bank: Bank) -> Path:
    """Return the folder of the bank's own models."""
    return bank.path.with_name("models")


def runs_folder(bank: Bank) -> Path:
    """Return the folder in which each training has a folder of its own."""
    return bank.path.with_name("training")


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
            staged = goal.with_name(f"{goal.name}.part")
            shutil.copyfile(source, staged)
            staged.replace(goal)
    return target.name
