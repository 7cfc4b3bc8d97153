"""How accurate is a model on writers that it has never met, under the protocols?

Nothing here is fitted: calibration and thresholds come with the model, from development writers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from core.data.frames import FrameSet
from core.errors import BadData
from core.net.checkpoint import Cut, Figure, ModelCard, OperatingPoint
from core.net.twin import Twin
from core.progress import Report, silent
from core.scoring.calibrate import bounded, calibration_for, raw_score
from core.scoring.intervals import Interval, Scored, cllr_interval, eer_interval, rate_interval
from core.scoring.metrics import min_cllr
from core.training.trials import Signatory, Trials, draw_trials, measure_signatories, one_trial

DESK_SPECIMENS = (1, 3, 5, 10)
DESK_DRAWS = 10
PAIRS_SEED = 2017


def evaluate(
    twin: Twin, card: ModelCard, frames: FrameSet, *, device: torch.device, report: Report = silent
) -> list[Figure]:
    """Run pairs and desk on test writers, set by set; returns every figure with its interval.

    Raises BadData where the model has not been calibrated.
    """
    if card.thresholds is None or not card.calibrations:
        raise BadData(card.name, "has not been calibrated")
    measured = measure_signatories(twin, frames, device=device, report=report)
    figures: list[Figure] = []
    for name in sorted({signatory.set_name for signatory in measured}):
        of_set = [signatory for signatory in measured if signatory.set_name == name]
        if any(signatory.forged for signatory in of_set):
            figures.append(
                _figure("pairs", name, "EER", eer_interval(pair_scores(of_set, card)), specimens=1)
            )
        for specimens in DESK_SPECIMENS:
            if any(signatory.genuine > specimens for signatory in of_set):
                figures += _desk(of_set, card, name=name, specimens=specimens)
    return figures


def pair_scores(measured: Sequence[Signatory], card: ModelCard, *, seed: int = PAIRS_SEED) -> Scored:
    """All genuine-genuine pairs of each writer and as many genuine-forged ones, drawn with a seed."""
    rng = np.random.Generator(np.random.PCG64(seed))
    parts: list[tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]] = []
    for signatory in measured:
        trials = _single_specimens(signatory)
        own = np.concatenate([t.evidence[t.is_genuine][number:] for number, t in enumerate(trials)])
        false = np.concatenate([t.evidence[~t.is_genuine & ~t.is_stranger] for t in trials])
        false = false[rng.permutation(len(false))[: len(own)]]
        truth = np.repeat([True, False], [len(own), len(false)])
        score = raw_score(np.concatenate([own, false]), calibration_for(card.calibrations, 1))
        parts.append((score, np.full(truth.size, signatory.writer), truth))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Scored(*columns)


def _single_specimens(signatory: Signatory) -> list[Trials]:
    """Each genuine signature in turn as the only specimen."""
    return [one_trial(signatory, np.array([number])) for number in range(signatory.genuine)]


def _desk(measured: list[Signatory], card: ModelCard, *, name: str, specimens: int) -> list[Figure]:
    trials = draw_trials(measured, specimens=specimens, draws=DESK_DRAWS, seed=specimens)
    calibration = calibration_for(card.calibrations, specimens)
    score = raw_score(trials.evidence, calibration)
    llr = bounded(score, calibration)
    figures: list[Figure] = []

    def add(measure: str, interval: Interval) -> None:
        figures.append(_figure("desk", name, measure, interval, specimens=specimens))

    strangers = trials.is_genuine | trials.is_stranger
    if trials.is_stranger.any():
        add("EER, random forgeries", eer_interval(_scored(score, trials, strangers)))
    skilled = ~trials.is_stranger
    if (skilled & ~trials.is_genuine).any():
        add("EER", eer_interval(_scored(score, trials, skilled)))
        scored = _scored(llr, trials, skilled)
        add("Cllr", cllr_interval(scored))
        add("minCllr", Interval(min_cllr(scored.genuine, scored.forged), np.nan, np.nan))
        assert card.thresholds is not None
        _add_rates(add, scored, card.thresholds)
        for point in card.operating_points:
            _add_point(add, scored, point)
    return figures


def _add_rates(add: Callable[[str, Interval], None], scored: Scored, cut: Cut) -> None:
    """What the shipped three-way rule does with genuine signatures and skilled forgeries."""
    accepted, rejected = scored.score >= cut.accept_llr, scored.score < cut.reject_llr
    for word, side in (("genuine", scored.is_genuine), ("forged", ~scored.is_genuine)):
        writer = scored.writer[side]
        add(f"{word} accepted", rate_interval(accepted[side], writer))
        add(f"{word} referred", rate_interval(~accepted[side] & ~rejected[side], writer))
        add(f"{word} rejected", rate_interval(rejected[side], writer))


def _add_point(add: Callable[[str, Interval], None], scored: Scored, point: OperatingPoint) -> None:
    """FAR and FRR at a threshold that was set on development writers."""
    accepted = scored.score >= point.llr
    forged, genuine = ~scored.is_genuine, scored.is_genuine
    add(f"FAR, set for {point.far:.0%}", rate_interval(accepted[forged], scored.writer[forged]))
    add(f"FRR, set for {point.far:.0%}", rate_interval(~accepted[genuine], scored.writer[genuine]))


def _scored(score: NDArray[np.float64], trials: Trials, keep: NDArray[np.bool_]) -> Scored:
    return Scored(score[keep], trials.writer[keep], trials.is_genuine[keep])


def _figure(protocol: str, name: str, measure: str, interval: Interval, *, specimens: int) -> Figure:
    low, high = (None if np.isnan(end) else round(end, 4) for end in (interval.low, interval.high))
    return Figure(
        protocol=protocol,
        set_name=name,
        measure=measure,
        value=round(interval.value, 4),
        low=low,
        high=high,
        specimens=specimens,
    )
