"""Which models do the tests of the command line save, and what do they ask of them?"""

from __future__ import annotations

from pathlib import Path

import torch

from core.net.checkpoint import Cut, save_model
from core.net.twin import Twin
from tests.core.training.builders import TINY, card


def model_with(path: Path, *, reject: float, accept: float) -> Path:
    """Save an untrained model that refers between two LLRs."""
    torch.manual_seed(0)
    cut = Cut(accept_llr=accept, reject_llr=reject, accept_far=0.01, reject_frr=0.01)
    save_model(Twin(TINY), card(thresholds=cut), path)
    return path


def verified(scans: list[Path], model: Path) -> list[object]:
    """Return the command that checks the last scan against the others."""
    specimens = [word for scan in scans[:-1] for word in ("--specimen", scan)]
    return ["verify", *specimens, "--presented", scans[-1], "--model", model, "--device", "cpu"]
