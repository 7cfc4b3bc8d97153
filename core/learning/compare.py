"""Is the challenger better than the champion, on the bank's paper and elsewhere, and how sure can we be?

Both models judge the same held-out writers, each under its own calibration. The reference set is made up
anew from fixed seeds, so every program has the same one and no picture need be shipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from core.data.frames import FrameSet
from core.data.made_up import made_up_frames
from core.learning.recalibrate import usual_specimens
from core.net.twin import Twin
from core.progress import Report, silent
from core.scoring.calibrate import bounded, calibration_for, raw_score
from core.scoring.intervals import (
    Interval,
    Scored,
    cllr_interval,
    eer_interval,
    eer_loss_interval,
    evenly,
    rate_interval,
)
from core.scoring.policy import BankCalibration
from core.scoring.verdict import advise
from core.training.fitting import skilled
from core.training.trials import Signatory, draw_trials, measure_signatories

REFERENCE_SEEDS = range(900_000, 900_040)
"""Made-up writers that no training draws: recipes count up from 0."""
BANK, ELSEWHERE = "bank", "made-up"
DRAWS = 6
SEED = 11
CURVE_POINTS = 60


class Model(NamedTuple):
    """A network and how its evidence is judged."""

    name: str
    digest: str
    twin: Twin
    calibration: BankCalibration


class Curve(BaseModel):
    """A DET curve: false-accept and false-reject rates as the threshold rises."""

    model_config = ConfigDict(frozen=True)

    far: tuple[float, ...]
    frr: tuple[float, ...]


class Measured(BaseModel):
    """What one model does on one set of writers; shares with their 95 % intervals."""

    model_config = ConfigDict(frozen=True)

    eer: Interval
    cllr: Interval
    forged_accepted: Interval
    genuine_rejected: Interval
    genuine_referred: Interval
    accept_llr: float
    reject_llr: float
    curve: Curve
    genuine_llr: tuple[float, ...]
    forged_llr: tuple[float, ...]


class Turned(BaseModel):
    """A presented signature on which the two models' advice differs, by its row of the frame set."""

    model_config = ConfigDict(frozen=True)

    row: int
    is_genuine: bool
    champion_llr: float
    challenger_llr: float
    champion: str
    challenger: str


class Domain(BaseModel):
    """One set of held-out writers, judged by both; `change` is the challenger's EER less the champion's."""

    model_config = ConfigDict(frozen=True)

    name: str
    writers: int
    genuine: int
    forged: int
    specimens: int
    champion: Measured
    challenger: Measured
    change: Interval
    turned: tuple[Turned, ...] = ()


def reference_set(report: Report = silent) -> FrameSet:
    """Make the made-up signatures on which every model is compared."""
    return made_up_frames(REFERENCE_SEEDS, report=report)


def compare_on(
    name: str,
    frames: FrameSet,
    champion: Model,
    challenger: Model,
    *,
    device: torch.device,
    report: Report = silent,
) -> Domain:
    """Judge the same drawn specimens and presented signatures with both models."""
    sides = [
        measure_signatories(each.twin, frames, device=device, report=report)
        for each in (champion, challenger)
    ]
    specimens = usual_specimens(sides[0])
    judged = [
        _judged(measured, each.calibration, specimens=specimens)
        for measured, each in zip(sides, (champion, challenger), strict=True)
    ]
    before, after = (one.llr for one in judged)
    return Domain(
        name=name,
        writers=len({one.writer for one in sides[0]}),
        genuine=sum(one.genuine for one in sides[0]),
        forged=sum(one.forged for one in sides[0]),
        specimens=specimens,
        champion=_measured(judged[0], champion.calibration),
        challenger=_measured(judged[1], challenger.calibration),
        change=eer_loss_interval(before, after),
        turned=_turned(judged, (champion.calibration, challenger.calibration)),
    )


class _Judged(NamedTuple):
    llr: Scored
    presented: NDArray[np.int64]


def _judged(measured: list[Signatory], calibration: BankCalibration, *, specimens: int) -> _Judged:
    trials = skilled(draw_trials(measured, specimens=specimens, draws=DRAWS, seed=SEED))
    chosen = calibration_for(calibration.calibrations, specimens)
    llr = bounded(raw_score(trials.evidence, chosen), chosen)
    return _Judged(Scored(llr, trials.writer, trials.is_genuine), trials.presented)


def _measured(judged: _Judged, calibration: BankCalibration) -> Measured:
    llr, cut = judged.llr, calibration.thresholds()
    accepted, rejected = llr.score >= cut.accept_llr, llr.score < cut.reject_llr
    genuine = llr.is_genuine

    def share(hit: NDArray[np.bool_], side: NDArray[np.bool_]) -> Interval:
        return rate_interval(hit[side], llr.writer[side])

    return Measured(
        eer=eer_interval(llr),
        cllr=cllr_interval(llr),
        forged_accepted=share(accepted, ~genuine),
        genuine_rejected=share(rejected, genuine),
        genuine_referred=share(~accepted & ~rejected, genuine),
        accept_llr=cut.accept_llr,
        reject_llr=cut.reject_llr,
        curve=curve_of(llr),
        genuine_llr=evenly(llr.genuine),
        forged_llr=evenly(llr.forged),
    )


def curve_of(llr: Scored) -> Curve:
    """Return the DET curve at evenly spread quantiles of all scores."""
    levels = np.unique(np.quantile(llr.score, np.linspace(0.0, 1.0, CURVE_POINTS * 4)))
    good, bad = np.sort(llr.genuine), np.sort(llr.forged)
    frr = np.searchsorted(good, levels, side="left") / max(1, good.size)
    far = 1.0 - np.searchsorted(bad, levels, side="left") / max(1, bad.size)
    return Curve(far=tuple(np.round(far, 5).tolist()), frr=tuple(np.round(frr, 5).tolist()))


def _turned(judged: Sequence[_Judged], calibrations: Sequence[BankCalibration]) -> tuple[Turned, ...]:
    """Return each presented signature whose mean LLR leads the two models to different advice."""
    cuts = [one.thresholds() for one in calibrations]
    found = []
    for row in np.unique(judged[0].presented):
        here = judged[0].presented == row
        before, after = (float(one.llr.score[here].mean()) for one in judged)
        words = [advise(llr, thresholds=cut).value for llr, cut in zip((before, after), cuts, strict=True)]
        if words[0] != words[1]:
            is_genuine = bool(judged[0].llr.is_genuine[here][0])
            found.append(
                Turned(
                    row=int(row),
                    is_genuine=is_genuine,
                    champion_llr=round(before, 3),
                    challenger_llr=round(after, 3),
                    champion=words[0],
                    challenger=words[1],
                )
            )
    return tuple(sorted(found, key=lambda one: -abs(one.challenger_llr - one.champion_llr)))
