"""How does another method become a row beside ours?

Trained on the writers that ours is trained on, judged on the same development writers, measured on the same
test writers with the same draws.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from core.data.frames import FrameSet
from core.errors import BadData
from core.net.checkpoint import Figure
from core.net.cost import multiply_adds, parameters
from core.progress import Report, silent
from core.training.development import thinned
from core.training.evaluate import figures_of
from core.training.fitting import fit_judgement
from core.training.make import Material, made_up_writers
from core.training.rivals.classical import hog_vectors
from core.training.rivals.measure import Describe, Vectors, embedded, measured_by
from core.training.rivals.names import RivalName
from core.training.rivals.recipe import RivalConfig
from core.training.rivals.train import RivalTraining


@dataclass(frozen=True)
class Outcome:
    """What a method came to, what its result file says of it beside, and the seeds of its training."""

    figures: list[Figure]
    about: dict[str, Any]
    seeds: dict[str, int]


def trained_rival(
    config: RivalConfig, material: Material, *, work: Path, device: torch.device, report: Report = silent
) -> Outcome:
    """Train another method and measure it; a run that was stopped goes on from `work`.

    Raises BadData where nobody was held back for the test.
    """
    _require_test(material)
    training = RivalTraining(
        config,
        real=material.training,
        made_up=made_up_writers(config, work=work, report=report),
        development=thinned(material.development),
        folder=work,
        device=device,
    )
    network = training.run(report)

    def describe(frames: FrameSet) -> Vectors:
        return embedded(network, frames, device=device)

    progress = training.progress
    about = {
        "rival": config.name + (", made-up writers too" if config.learns_from_made_up else ""),
        "recipe": config.model_dump(mode="json"),
        "passes": progress.step * config.batch.size,
        "seconds": round(progress.seconds),
        "parameters": parameters(network),
        "multiply_adds": multiply_adds(network),
        "development_eer": round(progress.best_error, 4),
        "best_step": progress.best_step,
    }
    return Outcome(_figures(describe, material, report), about, {"training": config.seed})


def classical_rival(material: Material, *, report: Report = silent) -> Outcome:
    """Measure the method that learns nothing; raises BadData where nobody was held back for the test."""
    _require_test(material)
    started = time.monotonic()
    figures = _figures(hog_vectors, material, report)
    seconds = round(time.monotonic() - started)
    about = {"rival": RivalName.HOG.value, "passes": 0, "seconds": seconds, "parameters": 0}
    return Outcome(figures, about, {})


def _figures(describe: Describe, material: Material, report: Report) -> list[Figure]:
    judgement = fit_judgement(measured_by(describe, material.development, report=report))
    return figures_of(measured_by(describe, material.test, report=report), judgement)


def _require_test(material: Material) -> None:
    if not material.split.test:
        raise BadData("data", "no test writer of the literature's split is in it")
