"""How was a figure made: by which command, from which seeds, with which model, when and on what machine?"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch

from core.net.checkpoint import ModelCard
from core.training.config import TrainingConfig


def provenance(*cards: ModelCard, device: torch.device, seeds: dict[str, int]) -> dict[str, Any]:
    """Return what stands beside the figures of a model, or of several measured together, in their file;
    `seeds` are those of the measurement.
    """
    what = {"model": " ".join(card.digest for card in cards), **budget(cards[0])}
    return made_by(what, device=device, seeds={"training": cards[0].seed, **seeds})


def made_by(what: Mapping[str, Any], *, device: torch.device, seeds: dict[str, int]) -> dict[str, Any]:
    """Return how figures came about, `what` they are the figures of among it."""
    return {
        "command": command(sys.argv[1:]),
        "date": datetime.now(UTC).date().isoformat(),
        **what,
        "seeds": seeds,
        "machine": machine(device),
    }


def budget(card: ModelCard) -> dict[str, Any]:
    """Return the split and the image passes of a model's recipe, where its card has one."""
    if not card.recipe:
        return {}
    config = TrainingConfig.model_validate(card.recipe)
    return {"split": config.split, "passes": config.passes}


def command(words: Sequence[str]) -> str:
    """Return the command of these words, without the folders of this machine."""
    return " ".join(["python", "-m", "core", *(_plain(word) for word in words)])


def machine(device: torch.device) -> str:
    """Describe this machine in words."""
    cores = os.cpu_count() or 1
    found = [f"{cores} core{'s' if cores > 1 else ''}", _processor(), f"device {device.type}"]
    if device.type == "cuda":
        found[-1] += f" ({torch.cuda.get_device_name(device)})"
    found += [platform.system(), f"Python {platform.python_version()}", f"torch {torch.__version__}"]
    return ", ".join(word for word in found if word)


def _processor() -> str:
    """Return the processor's name, which Linux keeps in a file of its own."""
    told = Path("/proc/cpuinfo")
    if told.is_file():
        for line in told.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _plain(word: str) -> str:
    path = Path(word)
    if path.is_dir():
        return path.resolve().name.upper()
    return path.name if path.is_absolute() else word
