"""What would the image and the pen have said of every presented signature, given some specimens?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import comb

import numpy as np
import torch
from numpy.typing import NDArray

from core.family.pad.compare import Compared
from core.net.checkpoint import Calibration
from core.net.pen.network import closeness
from core.scoring.calibrate import bounded, calibration_for, raw_score
from core.training.trials import one_trial

DRAWS = 10
MOST_SPECIMENS = 10

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PadTrials:
    """m presented signatures against drawn specimens; all fields (m,).

    image_score and image_llr are a model's, before and after its bound; closeness is the pen's.
    """

    image_score: Floats
    image_llr: Floats
    closeness: Floats
    writer: NDArray[np.int64]
    fold: NDArray[np.int64]
    is_genuine: Bools
    is_stranger: Bools

    def rows(self, keep: Bools) -> PadTrials:
        """Return the rows where `keep` holds."""
        return PadTrials(*(getattr(self, field.name)[keep] for field in fields(self)))


def numbers_of_specimens(compared: Sequence[Compared]) -> range:
    """Return how many specimens every writer has, from one on."""
    return range(1, min(MOST_SPECIMENS, *(len(one.pen) for one in compared)) + 1)


def draws_of(specimens: int, compared: Sequence[Compared]) -> int:
    """Return how often specimens are drawn: no more often than they can differ."""
    return min(DRAWS, *(comb(len(one.pen), specimens) for one in compared))


def draw_pad_trials(
    compared: Sequence[Compared], calibrations: Sequence[Calibration], *, specimens: int, seed: int = 0
) -> PadTrials:
    """Draw so many specimens of every writer again and again, and present all that is no specimen."""
    rng = np.random.Generator(np.random.PCG64([seed, specimens]))
    calibration = calibration_for(calibrations, specimens)
    draws = draws_of(specimens, compared)
    parts = [
        _trial(one, calibration, rng.choice(len(one.pen), specimens, replace=False))
        for one in compared
        for _ in range(draws)
    ]
    return PadTrials(
        *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(PadTrials))
    )


def _trial(one: Compared, calibration: Calibration, drawn: NDArray[np.int64]) -> PadTrials:
    half = len(one.pen)
    whole = one_trial(one.image, drawn)
    shown = whole.rows(~np.isin(whole.presented, one.image.rows[:half]))
    score = raw_score(shown.evidence, calibration)
    first, second = np.triu_indices(drawn.size, 1)
    distance = torch.from_numpy(one.pen[drawn][:, half:].T)
    close = closeness(distance, torch.from_numpy(one.pen[drawn[first], drawn[second]]))
    return PadTrials(
        image_score=score,
        image_llr=bounded(score, calibration),
        closeness=close.numpy(),
        writer=shown.writer,
        fold=np.full(score.size, one.fold),
        is_genuine=shown.is_genuine,
        is_stranger=shown.is_stranger,
    )
