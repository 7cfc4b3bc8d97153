"""Which tiny trainings, models and likenesses do the tests of training start from?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from core.data.frames import FrameSet
from core.net.checkpoint import Calibration, Cut, ModelCard
from core.net.encoder import EncoderConfig
from core.net.twin import Twin
from core.scoring.evidence import NAMES
from core.training.config import TrainingConfig
from core.training.loop import Training
from core.training.trials import Signatory
from tests.core.data.builders import signed

CPU = torch.device("cpu")
TINY = EncoderConfig(width=16, blocks=1, vector=16, local=8)
"""Not narrower: below 16 channels oneDNN's strided 1 x 1 convolution writes past its workspace when it learns
with channels last on AVX-512 (uxlfoundation/oneDNN issue 6035), and the process dies.
"""


def recipe(**changes: Any) -> TrainingConfig:
    """Return a recipe of a few steps for a tiny encoder."""
    usual: dict[str, Any] = {
        "encoder": TINY,
        "signatories": 3,
        "genuine": 3,
        "forged": 2,
        "steps": 8,
        "check_every": 4,
        "warm_up_steps": 2,
        "made_up_steps": 0,
        "made_up_share": 0.0,
        "made_up_writers": 0,
        "random_pairs": 8,
    }
    return TrainingConfig(**(usual | changes))


def training(
    folder: Path, *, made_up: FrameSet | None = None, shared: Path | None = None, **changes: Any
) -> Training:
    """Return a tiny training on four made-up writers, with two others for development."""
    return Training(
        recipe(**changes),
        real=signed(0),
        made_up=made_up,
        shared=shared,
        development=signed(50, writers=2),
        folder=folder,
        device=CPU,
    )


def tiny_twin(seed: int = 0) -> Twin:
    """Return an untrained tiny network in evaluation mode."""
    torch.manual_seed(seed)
    return Twin(TINY).eval()


def likeness(
    number: int,
    *,
    far: float = 1.0,
    spread: float = 0.02,
    genuine: int = 7,
    forged: int = 5,
    strangers: int = 4,
    set_name: str = "a",
) -> Signatory:
    """Return a signatory whose forgeries lie `far` and whose genuine signatures lie at 0.2, give or take."""
    rng = np.random.Generator(np.random.PCG64(number))
    centre = np.repeat([0.2, far, 1.4], [genuine, forged, strangers])
    distance = centre + spread * rng.standard_normal((genuine, centre.size))
    return Signatory(
        writer=number,
        set_name=set_name,
        genuine=genuine,
        forged=forged,
        distance=distance,
        local=4.0 - 8.0 * distance,
        forms=np.zeros((centre.size, 3)),
        rows=np.arange(centre.size) + 100 * number,
    )


def by_distance(*, specimens: int = 1, bound: float = 3.0) -> Calibration:
    """Return a calibration that goes by the mean distance alone: LLR 0 at 0.6, ten times for each 0.1."""
    return Calibration(
        specimens=specimens, offset=6.0, weights=(-10.0, *[0.0] * (len(NAMES) - 1)), bound=bound
    )


def card(**changes: Any) -> ModelCard:
    """Return the card of a calibrated tiny model."""
    cut = Cut(accept_llr=1.0, reject_llr=-1.0, accept_far=0.01, reject_frr=0.01)
    usual: dict[str, Any] = {"calibrations": (by_distance(),), "thresholds": cut, "encoder": TINY}
    return ModelCard(name="tiny", created="2026-03-02", **(usual | changes))
