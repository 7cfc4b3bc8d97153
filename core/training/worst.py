"""About which presented signatures was a model most wrong?

The desk protocol with five specimens: the skilled forgeries with the highest score and the genuine signatures
with the lowest, each signature once, at the draw of specimens that misled most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.net.checkpoint import ModelCard
from core.scoring.calibrate import bounded, calibration_for
from core.scoring.evidence import NAMES
from core.scoring.verdict import Thresholds, Verdict, advise
from core.training.evaluate import desk_scores
from core.training.fitting import Judgement, judgement_of
from core.training.trials import Signatory, Trials

SPECIMENS = 5
COUNT = 20


@dataclass(frozen=True)
class Misjudged:
    """One presented signature: its row in the frame set, those of its specimens, and what was found."""

    presented: int
    specimens: tuple[int, ...]
    llr: float
    distance: float
    verdict: Verdict
    evidence: dict[str, float]


@dataclass(frozen=True)
class WorstOfSet:
    """The worst of one set; empty where nobody has enough genuine signatures, or nobody was forged."""

    false_accepts: tuple[Misjudged, ...]
    false_rejects: tuple[Misjudged, ...]


def worst_errors(measured: list[Signatory], card: ModelCard, *, count: int = COUNT) -> WorstOfSet:
    """Find the worst of the signatories of one set; raises BadData where the model is not calibrated."""
    judgement = judgement_of(card)
    trials, score = desk_scores(measured, judgement, specimens=SPECIMENS)
    forged = np.flatnonzero(~trials.is_genuine & ~trials.is_stranger)
    genuine = np.flatnonzero(trials.is_genuine)
    highest = _each_once(forged[np.argsort(-score[forged], kind="stable")], trials)[:count]
    lowest = _each_once(genuine[np.argsort(score[genuine], kind="stable")], trials)[:count]
    return WorstOfSet(
        tuple(_misjudged(trials, score, row, judgement) for row in highest),
        tuple(_misjudged(trials, score, row, judgement) for row in lowest),
    )


def _each_once(ordered: NDArray[np.int64], trials: Trials) -> list[int]:
    """Keep the first trial of each presented signature."""
    first: dict[int, int] = {}
    for row in ordered.tolist():
        first.setdefault(int(trials.presented[row]), row)
    return list(first.values())


def _misjudged(trials: Trials, score: NDArray[np.float64], row: int, judgement: Judgement) -> Misjudged:
    llr = float(bounded(float(score[row]), calibration_for(judgement.calibrations, SPECIMENS)))
    found = dict(zip(NAMES, trials.evidence[row].tolist(), strict=True))
    return Misjudged(
        presented=int(trials.presented[row]),
        specimens=tuple(int(number) for number in trials.specimens[row]),
        llr=llr,
        distance=found["distance, least"],
        verdict=advise(llr, thresholds=Thresholds(**judgement.cut.model_dump())),
        evidence=found,
    )
