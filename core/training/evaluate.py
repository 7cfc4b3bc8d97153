"""How accurate is a model on writers that it has never met, under the protocols?

Nothing here is fitted: calibration and thresholds come with the model, from development writers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from core.data.frames import FrameSet
from core.net.checkpoint import Figure, ModelCard
from core.net.twin import Twin
from core.progress import Report, silent
from core.scoring.calibrate import bounded, calibration_for, raw_score
from core.scoring.intervals import (
    BOOTSTRAP_SEED,
    Interval,
    Scored,
    cllr_interval,
    eer_interval,
    rate_interval,
)
from core.scoring.metrics import min_cllr
from core.training.fitting import Judgement, judgement_of
from core.training.trials import (
    STRANGERS_SEED,
    Signatory,
    Trials,
    draw_trials,
    measure_signatories,
    one_trial,
)

DESK_SPECIMENS = (1, 3, 5, 10)
DESK_DRAWS = 10
PAIRS_SEED = 2017

Add = Callable[[str, Interval], None]
"""Takes a measure and its figure."""
Bound = float | NDArray[np.float64]
"""One threshold for all rows, or each row's own."""


def evaluate(
    twin: Twin,
    card: ModelCard,
    frames: FrameSet,
    *,
    device: torch.device,
    specimens: Sequence[int] = DESK_SPECIMENS,
    report: Report = silent,
) -> list[Figure]:
    """Run pairs and desk on test writers, set by set; returns every figure with its interval.

    Raises BadData where the model has not been calibrated.
    """
    judgement = judgement_of(card)
    measured = measure_signatories(twin, frames, device=device, report=report)
    return figures_of(measured, judgement, specimens=specimens)


def figures_of(
    measured: Sequence[Signatory], judgement: Judgement, *, specimens: Sequence[int] = DESK_SPECIMENS
) -> list[Figure]:
    """Run pairs and desk, set by set, on signatories whose signatures have been compared."""
    figures: list[Figure] = []
    for name, of_set in by_set(measured).items():
        if any(signatory.forged for signatory in of_set):
            error = eer_interval(pair_scores(of_set, judgement))
            figures.append(figure("pairs", name, "EER", error, specimens=1))
        for count in specimens_of(of_set, specimens):
            figures += desk_figures(of_set, judgement, specimens=count)
    return figures


def seeds_of(specimens: Sequence[int]) -> dict[str, int]:
    """Return the seed of every random choice that the desk protocol makes, and those of the pairs."""
    drawn = {f"draws of {count} specimens": count for count in specimens}
    return {"pairs": PAIRS_SEED, **drawn, "strangers": STRANGERS_SEED, "bootstrap": BOOTSTRAP_SEED}


def by_set(measured: Sequence[Signatory]) -> dict[str, list[Signatory]]:
    """Return the signatories of each set, sets in order of their names."""
    names = sorted({signatory.set_name for signatory in measured})
    return {name: [one for one in measured if one.set_name == name] for name in names}


def specimens_of(measured: Sequence[Signatory], wanted: Sequence[int]) -> list[int]:
    """Return those of the wanted numbers of specimens that leave some signatory a signature to present."""
    return [count for count in wanted if any(signatory.genuine > count for signatory in measured)]


def pair_scores(measured: Sequence[Signatory], judgement: Judgement, *, seed: int = PAIRS_SEED) -> Scored:
    """All genuine-genuine pairs of each writer and as many genuine-forged ones, drawn with a seed."""
    rng = np.random.Generator(np.random.PCG64(seed))
    parts: list[tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]] = []
    for signatory in measured:
        trials = _single_specimens(signatory)
        own = np.concatenate([t.evidence[t.is_genuine][number:] for number, t in enumerate(trials)])
        false = np.concatenate([t.evidence[~t.is_genuine & ~t.is_stranger] for t in trials])
        false = false[rng.permutation(len(false))[: len(own)]]
        truth = np.repeat([True, False], [len(own), len(false)])
        score = raw_score(np.concatenate([own, false]), calibration_for(judgement.calibrations, 1))
        parts.append((score, np.full(truth.size, signatory.writer), truth))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Scored(*columns)


def _single_specimens(signatory: Signatory) -> list[Trials]:
    """Each genuine signature in turn as the only specimen."""
    return [one_trial(signatory, np.array([number])) for number in range(signatory.genuine)]


def desk_figures(
    measured: list[Signatory], judgement: Judgement, *, specimens: int, protocol: str = "desk"
) -> list[Figure]:
    """Measure the signatories of one set with so many specimens, under the thresholds set for them."""
    name = measured[0].set_name
    trials, score = desk_scores(measured, judgement, specimens=specimens)
    figures: list[Figure] = []

    def add(measure: str, interval: Interval) -> None:
        figures.append(figure(protocol, name, measure, interval, specimens=specimens))

    strangers = trials.is_genuine | trials.is_stranger
    if trials.is_stranger.any():
        add("EER, random forgeries", eer_interval(scored(score, trials, strangers)))
    skilled = ~trials.is_stranger
    if (skilled & ~trials.is_genuine).any():
        add("EER", eer_interval(scored(score, trials, skilled)))
        llr = bounded(score, calibration_for(judgement.calibrations, specimens))
        judged = scored(llr, trials, skilled)
        add("Cllr", cllr_interval(judged))
        add("minCllr", Interval(min_cllr(judged.genuine, judged.forged), np.nan, np.nan))
        add_rates(add, judged, accept=judgement.cut.accept_llr, reject=judgement.cut.reject_llr)
        for point in judgement.points:
            add_point(add, judged, far=point.far, llr=point.llr)
    return figures


def desk_scores(
    measured: list[Signatory], judgement: Judgement, *, specimens: int
) -> tuple[Trials, NDArray[np.float64]]:
    """Return the desk protocol's trials with so many specimens, and the score of each."""
    trials = draw_trials(measured, specimens=specimens, draws=DESK_DRAWS, seed=specimens)
    return trials, raw_score(trials.evidence, calibration_for(judgement.calibrations, specimens))


def add_rates(add: Add, judged: Scored, *, accept: Bound, reject: Bound) -> None:
    """What the three-way rule does with genuine signatures and skilled forgeries."""
    accepted, rejected = judged.score >= accept, judged.score < reject
    for word, side in (("genuine", judged.is_genuine), ("forged", ~judged.is_genuine)):
        writer = judged.writer[side]
        add(f"{word} accepted", rate_interval(accepted[side], writer))
        add(f"{word} referred", rate_interval(~accepted[side] & ~rejected[side], writer))
        add(f"{word} rejected", rate_interval(rejected[side], writer))


def add_point(add: Add, judged: Scored, *, far: float, llr: Bound) -> None:
    """FAR and FRR at a threshold that was set on other writers for this FAR."""
    accepted = judged.score >= llr
    forged, genuine = ~judged.is_genuine, judged.is_genuine
    add(f"FAR, set for {far:.0%}", rate_interval(accepted[forged], judged.writer[forged]))
    add(f"FRR, set for {far:.0%}", rate_interval(~accepted[genuine], judged.writer[genuine]))


def scored(score: NDArray[np.float64], trials: Trials, keep: NDArray[np.bool_]) -> Scored:
    """Return the scores of some trials with whose they are."""
    return Scored(score[keep], trials.writer[keep], trials.is_genuine[keep])


def figure(protocol: str, name: str, measure: str, interval: Interval, *, specimens: int) -> Figure:
    """Round a figure for keeping; an interval that is not a number is none."""
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
