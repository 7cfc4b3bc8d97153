"""With which model do tests run the whole desk? One never trained, calibrated by hand on shape."""

from __future__ import annotations

from pathlib import Path

import torch

from core.net.checkpoint import Calibration, Cut, ModelCard, save_model
from core.net.encoder import EncoderConfig
from core.net.twin import Twin
from core.scoring.evidence import NAMES

SMALL = EncoderConfig(width=8)


def write_untrained_model(path: Path, *, config: EncoderConfig = SMALL) -> None:
    """Write a model whose verdicts rest on proportions and slant."""
    torch.manual_seed(1)
    weights = tuple(-1.0 if name in ("aspect", "slant") else 0.0 for name in NAMES)
    card = ModelCard(
        name="untrained",
        created="2026-01-01",
        encoder=config,
        calibrations=(Calibration(specimens=1, offset=2.5, weights=weights, bound=3.0),),
        thresholds=Cut(accept_llr=1.0, reject_llr=-1.0, accept_far=0.01, reject_frr=0.05),
    )
    save_model(Twin(config).eval(), card, path)
