"""How accurate is a model on writers that it has never met, under the protocols?

Nothing here is fitted: calibration and thresholds come with the model, from development writers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

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
Bound = NDArray[np.float64]
"""Each row's threshold."""


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


class Part(NamedTuple):
    """Signatories whose signatures have been compared, and what one model makes of it.

    Usually there is one part; fold-trained twins have one each, and their writers are measured together.
    """

    measured: list[Signatory]
    judgement: Judgement


def figures_of(
    measured: Sequence[Signatory], judgement: Judgement, *, specimens: Sequence[int] = DESK_SPECIMENS
) -> list[Figure]:
    """Run pairs and desk, set by set, on signatories whose signatures have been compared."""
    return pooled_figures([Part(list(measured), judgement)], specimens=specimens)


def pooled_figures(parts: Sequence[Part], *, specimens: Sequence[int] = DESK_SPECIMENS) -> list[Figure]:
    """Run pairs and desk, set by set, on the parts together; a number is one writer's in all of them."""
    figures: list[Figure] = []
    for name in by_set([signatory for part in parts for signatory in part.measured]):
        of_set = [Part(by_set(part.measured).get(name, []), part.judgement) for part in parts]
        of_set = [part for part in of_set if part.measured]
        if any(signatory.forged for part in of_set for signatory in part.measured):
            error = eer_interval(joined([pair_scores(*part) for part in of_set]))
            figures.append(figure("pairs", name, "EER", error, specimens=1))
        for count in specimens_of([one for part in of_set for one in part.measured], specimens):
            figures += desk_figures(of_set, specimens=count)
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


def desk_figures(parts: Sequence[Part], *, specimens: int, protocol: str = "desk") -> list[Figure]:
    """Measure the signatories of one set with so many specimens, each part under its own thresholds."""
    name = parts[0].measured[0].set_name
    figures: list[Figure] = []

    def add(measure: str, interval: Interval) -> None:
        figures.append(figure(protocol, name, measure, interval, specimens=specimens))

    drawn = [(*desk_scores(*part, specimens=specimens), part.judgement) for part in parts]
    if any(trials.is_stranger.any() for trials, _, _ in drawn):
        strange = [
            scored(score, trials, trials.is_genuine | trials.is_stranger) for trials, score, _ in drawn
        ]
        add("EER, random forgeries", eer_interval(joined(strange)))
    skilled = [scored(score, trials, ~trials.is_stranger) for trials, score, _ in drawn]
    if any(one.forged.size for one in skilled):
        add("EER", eer_interval(joined(skilled)))
        _add_judged(add, skilled, [judgement for _, _, judgement in drawn], specimens=specimens)
    return figures


def _add_judged(
    add: Add, skilled: Sequence[Scored], judgements: Sequence[Judgement], *, specimens: int
) -> None:
    """What the calibration is worth, and what the thresholds do."""
    llrs = [
        Scored(bounded(one.score, calibration_for(made.calibrations, specimens)), one.writer, one.is_genuine)
        for one, made in zip(skilled, judgements, strict=True)
    ]
    judged, sizes = joined(llrs), [one.score.size for one in llrs]

    def each(thresholds: Sequence[float]) -> NDArray[np.float64]:
        return np.repeat(thresholds, sizes)

    add("Cllr", cllr_interval(judged))
    add("minCllr", Interval(min_cllr(judged.genuine, judged.forged), np.nan, np.nan))
    add_thresholds(add, judged, judgements, each)


def add_thresholds(
    add: Add,
    judged: Scored,
    judgements: Sequence[Judgement],
    each: Callable[[Sequence[float]], NDArray[np.float64]],
) -> None:
    """The three-way rule and the operating points; `each` gives every row its own part's threshold."""
    cuts = [judgement.cut for judgement in judgements]
    add_rates(
        add,
        judged,
        accept=each([cut.accept_llr for cut in cuts]),
        reject=each([cut.reject_llr for cut in cuts]),
    )
    for points in zip(*(judgement.points for judgement in judgements), strict=True):
        add_point(add, judged, far=points[0].far, llr=each([point.llr for point in points]))


def joined(parts: Sequence[Scored]) -> Scored:
    """Return the scores of several tests as one."""
    return Scored(
        np.concatenate([part.score for part in parts]),
        np.concatenate([part.writer for part in parts]),
        np.concatenate([part.is_genuine for part in parts]),
    )


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
