"""How well does a model do on another bank's paper, as shipped and after recalibrating on ten of its writers?

Only sets of which the model never saw a writer are measured. For the second answer ten writers are drawn,
calibration and thresholds are fitted on them as on development writers, and the others are the test; the
drawing is repeated, and every figure stands for all the draws together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from core.data.frames import FrameSet
from core.net.checkpoint import Figure, ModelCard
from core.net.twin import Twin
from core.progress import Report, Tick, silent
from core.scoring.calibrate import bounded, calibration_for, raw_score
from core.scoring.intervals import Interval, Scored, cllr_interval, mean_eer_interval
from core.scoring.metrics import cllr, min_cllr
from core.training.evaluate import (
    DESK_DRAWS,
    DESK_SPECIMENS,
    Part,
    add_thresholds,
    by_set,
    desk_figures,
    figure,
    joined,
    scored,
    specimens_of,
)
from core.training.fitting import Judgement, fit_judgement, judgement_of
from core.training.trials import Signatory, draw_trials, measure_signatories

SHIPPED, RECALIBRATED = "cross", "cross, recalibrated"
LOSS = "Cllr - minCllr"
WRITERS = 10
FEWEST_WRITERS = 15
"""Ten to recalibrate on, and five to test."""
REDRAWS = 8
TEN_WRITERS_SEED = 1995


@dataclass(frozen=True)
class Recalibrated:
    """What was fitted on some writers of a set, and the signatories of all its other writers."""

    judgement: Judgement
    others: list[Signatory]


def evaluate_cross(
    twin: Twin,
    card: ModelCard,
    frames: FrameSet,
    *,
    never_met: Sequence[str],
    device: torch.device,
    specimens: Sequence[int] = DESK_SPECIMENS,
    report: Report = silent,
) -> tuple[list[Figure], list[str]]:
    """Measure the sets that the model never met; returns the figures, and a sentence for each set left out.

    Raises BadData where the model has not been calibrated.
    """
    judgement = judgement_of(card)
    met = sorted(set(frames.set_names()) - set(never_met))
    notes = [f"{name}: left out, since the model learnt from other writers of it" for name in met]
    strange = [writer for writer in frames.writers if writer.split("/")[0] in never_met]
    measured = measure_signatories(twin, frames.of_writers(strange), device=device, report=report)
    figures: list[Figure] = []
    for name, of_set in by_set(measured).items():
        count = len(_with_forgeries(of_set))
        if count < FEWEST_WRITERS:
            notes.append(f"{name}: left out, since {count} writers with forgeries are below {FEWEST_WRITERS}")
            continue
        report(Tick(0, 0, f"recalibrating on {name}"))
        redrawn = recalibrations(of_set)
        for number in specimens_of(of_set, specimens):
            figures += _as_shipped(of_set, judgement, specimens=number)
            figures += _recalibrated(redrawn, name=name, specimens=number)
    return figures, notes


def recalibrations(measured: Sequence[Signatory], *, seed: int = TEN_WRITERS_SEED) -> list[Recalibrated]:
    """Draw ten writers of a set again and again, and fit on them what a model is shipped with."""
    rng = np.random.Generator(np.random.PCG64(seed))
    writers = _with_forgeries(measured)
    redrawn = []
    for _ in range(REDRAWS):
        drawn = set(rng.choice(writers, WRITERS, replace=False).tolist())
        judgement = fit_judgement([one for one in measured if one.writer in drawn])
        redrawn.append(Recalibrated(judgement, [one for one in measured if one.writer not in drawn]))
    return redrawn


def _with_forgeries(measured: Sequence[Signatory]) -> list[int]:
    return sorted({signatory.writer for signatory in measured if signatory.forged})


def _as_shipped(measured: list[Signatory], judgement: Judgement, *, specimens: int) -> list[Figure]:
    figures = desk_figures([Part(measured, judgement)], specimens=specimens, protocol=SHIPPED)
    value = {one.measure: one.value for one in figures}
    if "Cllr" not in value:  # no writer with forgeries has signatures enough
        return figures
    loss = Interval(value["Cllr"] - value["minCllr"], np.nan, np.nan)
    return [*figures, figure(SHIPPED, measured[0].set_name, LOSS, loss, specimens=specimens)]


def _recalibrated(redrawn: Sequence[Recalibrated], *, name: str, specimens: int) -> list[Figure]:
    """Measure the writers that each recalibration left for the test."""
    judged = [(one.judgement, *_judged(one, specimens=specimens)) for one in redrawn]
    judged = [one for one in judged if one[1].genuine.size and one[1].forged.size]
    if not judged:
        return []
    judgements, scores, llrs = zip(*judged, strict=True)
    sizes = [llr.score.size for llr in llrs]
    figures: list[Figure] = []

    def add(measure: str, interval: Interval) -> None:
        figures.append(figure(RECALIBRATED, name, measure, interval, specimens=specimens))

    pooled = joined(llrs)
    add("EER", mean_eer_interval(scores))
    add("Cllr", cllr_interval(pooled))
    loss = np.mean([cllr(llr.genuine, llr.forged) - min_cllr(llr.genuine, llr.forged) for llr in llrs])
    add(LOSS, Interval(float(loss), np.nan, np.nan))
    add_thresholds(add, pooled, judgements, lambda thresholds: np.repeat(thresholds, sizes))
    return figures


def _judged(one: Recalibrated, *, specimens: int) -> tuple[Scored, Scored]:
    """Return score and LLR of what the desk protocol presents, random forgeries left out."""
    trials = draw_trials(one.others, specimens=specimens, draws=DESK_DRAWS, seed=specimens)
    calibration = calibration_for(one.judgement.calibrations, specimens)
    score = raw_score(trials.evidence, calibration)
    skilled = ~trials.is_stranger
    return scored(score, trials, skilled), scored(bounded(score, calibration), trials, skilled)
