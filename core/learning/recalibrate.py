"""Which thresholds follow from a bank's policy and its own pairs, and how sure can we be of them?

The fusion is fitted anew where enough writers have forgeries; with fewer the model's own stays and only the
thresholds move. What the rule would do is measured by cross-validation: every writer is judged by thresholds
that the other writers set.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from core.errors import BadData
from core.net.checkpoint import Calibration, Cut
from core.progress import Report, Tick, silent
from core.scoring.calibrate import bounded, calibration_for, fit_cut, raw_score
from core.scoring.intervals import Interval, Scored, cllr_interval, eer_interval, evenly, rate_interval
from core.scoring.metrics import equal_error_rate
from core.scoring.policy import BankCalibration, Personal, Policy
from core.scoring.steadiness import FEWEST, own_llrs
from core.training.evaluate import joined
from core.training.fitting import DRAWS, FEWEST_WRITERS, SPECIMEN_COUNTS, fit_calibrations
from core.training.trials import Signatory, one_trial

WRITERS_TO_FUSE = 10
"""With fewer writers who have forgeries the weights of the evidence are the model's own."""
USUAL_SPECIMENS = 5
FOLDS = 5
SLOPES = (0.15, 0.3)
WORTH_IT = 0.95
SEED = 1


def lowest_claim(count: int) -> float:
    """Return the highest rate that is still likely, at 95 %, where none of so many went wrong."""
    return min(1.0, 3.0 / max(1, count))


class Evidence(BaseModel):
    """How much stands behind a calibration."""

    model_config = ConfigDict(frozen=True)

    writers: int
    genuine: int
    forged: int
    forged_writers: int
    specimens: int
    """How many specimens the thresholds were set with."""
    is_fused_anew: bool

    @property
    def floor(self) -> float:
        """The lowest false-accept rate that can be claimed at 95 %, had none been accepted: 3 / n."""
        return lowest_claim(self.forged)

    @property
    def genuine_floor(self) -> float:
        """The lowest rate of genuine advised to reject that can be claimed, had none been."""
        return lowest_claim(self.genuine)


class Outcome(BaseModel):
    """What a band's thresholds do with writers who did not set them; shares with their 95 % intervals."""

    model_config = ConfigDict(frozen=True)

    forged_accepted: Interval
    genuine_referred: Interval
    genuine_rejected: Interval


class Recalibration(BaseModel):
    """A calibration on a bank's own pairs, and what is known of it; an outcome for each band."""

    model_config = ConfigDict(frozen=True)

    calibration: BankCalibration
    evidence: Evidence
    outcomes: tuple[Outcome, ...]
    eer: Interval
    cllr: Interval
    genuine_llr: tuple[float, ...]
    forged_llr: tuple[float, ...]


class Supply(NamedTuple):
    """How many writers have two genuine signatures, how many of them forgeries too, and how many it takes."""

    writers: int
    with_forgeries: int
    needed: int = FEWEST_WRITERS

    @property
    def is_enough(self) -> bool:
        return self.with_forgeries >= self.needed


def supply_of(measured: Sequence[Signatory]) -> Supply:
    """Count who could be calibrated on."""
    signing = [one for one in measured if one.genuine > 1]
    return Supply(len({one.writer for one in signing}), len({one.writer for one in signing if one.forged}))


def recalibrate(
    measured: Sequence[Signatory],
    own: BankCalibration,
    *,
    policy: Policy,
    report: Report = silent,
) -> Recalibration:
    """Set thresholds for a policy on signatories that the model never learnt from; `own` is its card's.

    Where there are too few signatures to show that a rate holds (3 / n), its threshold may become more
    careful than the card's, and not less.

    Raises BadData where too few writers have forgeries.
    """
    usable = [one for one in measured if one.forged and one.genuine > 1]
    writers = sorted({one.writer for one in usable})
    if len(writers) < FEWEST_WRITERS:
        why = f"{len(writers)} writers have forgeries and two genuine signatures, {FEWEST_WRITERS} are needed"
        raise BadData("calibration", why)
    specimens = usual_specimens(usable)
    is_fused = len(writers) >= WRITERS_TO_FUSE
    fit = partial(_fitted, own=own, policy=policy, specimens=specimens, limits=_limits(usable, own, policy))
    judged = []
    for fold, held in enumerate(_folds(writers)):
        report(Tick(fold, FOLDS + 1, "calibrating"))
        rest = [one for one in usable if one.writer not in held]
        fitted = fit(rest, is_fused=is_fused)
        mine = [one for one in usable if one.writer in held and one.genuine > specimens]
        if not mine:
            continue
        drawn = drawn_llrs(mine, fitted.calibrations, specimens=specimens)
        judged.append((fitted, _held_to(drawn, fitted.personal, specimens=specimens)))
    report(Tick(FOLDS, FOLDS + 1, "calibrating"))
    calibration = fit(usable, is_fused=is_fused)
    pooled = joined([llr for _, llr in judged])
    return Recalibration(
        calibration=calibration,
        evidence=_evidence(usable, specimens=specimens, is_fused=is_fused),
        outcomes=tuple(_outcome(judged, band) for band in range(len(policy.bands))),
        eer=eer_interval(pooled),
        cllr=cllr_interval(pooled),
        genuine_llr=evenly(pooled.genuine),
        forged_llr=evenly(pooled.forged),
    )


def usual_specimens(measured: Sequence[Signatory]) -> int:
    """Return the largest usual number of specimens that leaves enough writers a signature to present."""
    for count in sorted(SPECIMEN_COUNTS, reverse=True):
        having = {one.writer for one in measured if one.forged and one.genuine > count}
        if count <= USUAL_SPECIMENS and len(having) >= FEWEST_WRITERS:
            return count
    return 1


class _Limits(NamedTuple):
    """How low accepting may start, for each band, and how high rejecting may end; infinite where shown."""

    accept_from: tuple[float, ...]
    reject_below: float


def _limits(measured: Sequence[Signatory], own: BankCalibration, policy: Policy) -> _Limits:
    genuine, forged = (sum(getattr(one, side) for one in measured) for side in ("genuine", "forged"))
    strictest = own.cuts[-1]
    return _Limits(
        tuple(
            -np.inf if lowest_claim(forged) <= band.accept_far else strictest.accept_llr
            for band in policy.bands
        ),
        np.inf if lowest_claim(genuine) <= policy.reject_frr else strictest.reject_llr,
    )


def _fitted(
    measured: Sequence[Signatory],
    *,
    own: BankCalibration,
    policy: Policy,
    specimens: int,
    limits: _Limits,
    is_fused: bool,
) -> BankCalibration:
    calibrations = own.calibrations
    if is_fused:
        calibrations = _merged(fit_calibrations(list(measured)), own.calibrations)
    drawn = drawn_llrs(measured, calibrations, specimens=specimens)
    personal = fit_personal(drawn, specimens=specimens)
    cuts = _cuts(_held_to(drawn, personal, specimens=specimens), policy, limits)
    return BankCalibration(calibrations=calibrations, cuts=cuts, policy=policy, personal=personal)


def _merged(fitted: Sequence[Calibration], own: Sequence[Calibration]) -> tuple[Calibration, ...]:
    """Keep the model's own calibration for numbers of specimens above those that the bank's pairs tell of."""
    most = max(one.specimens for one in fitted)
    return (*fitted, *(one for one in own if one.specimens > most))


def _cuts(llr: Scored, policy: Policy, limits: _Limits) -> tuple[Cut, ...]:
    sides = {"bank": llr.genuine}, {"bank": llr.forged}
    cuts = []
    for band, accept_from in zip(policy.bands, limits.accept_from, strict=True):
        cut = fit_cut(*sides, accept_far=band.accept_far, reject_frr=policy.reject_frr)
        careful = {
            "accept_llr": max(cut.accept_llr, accept_from),
            "reject_llr": min(cut.reject_llr, limits.reject_below),
        }
        cuts.append(cut.model_copy(update=careful))
    return tuple(cuts)


class Drawn(NamedTuple):
    """LLRs of presented signatures, and for each its specimens' mean LLR against each other, 0 if unknown."""

    llr: Scored
    own: NDArray[np.float64]


def drawn_llrs(
    measured: Sequence[Signatory], calibrations: Sequence[Calibration], *, specimens: int
) -> Drawn:
    """Draw specimens of each signatory and judge all else that is theirs or imitates them."""
    calibration = calibration_for(calibrations, specimens)
    rng = np.random.Generator(np.random.PCG64([SEED, specimens]))
    parts = []
    for signatory in measured:
        if not signatory.forged or signatory.genuine <= specimens:
            continue
        for _ in range(DRAWS):
            drawn = rng.choice(signatory.genuine, specimens, replace=False)
            square = np.ix_(drawn, drawn)
            own = own_llrs(
                signatory.distance[square],
                signatory.local[square],
                signatory.forms[drawn],
                calibrations=calibrations,
            )
            trials = one_trial(signatory, drawn)
            trials = trials.rows(~trials.is_stranger)
            llr = bounded(raw_score(trials.evidence, calibration), calibration)
            level = np.full(llr.size, own.mean() if own.size else 0.0)
            parts.append((llr, trials.writer, trials.is_genuine, level))
    if not parts:
        raise BadData("calibration", f"nobody with forgeries has more than {specimens} genuine signatures")
    llr, writer, is_genuine, own = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Drawn(Scored(llr, writer, is_genuine), own)


def fit_personal(drawn: Drawn, *, specimens: int) -> Personal:
    """Hold steady signatories to more where the bank's own pairs are told apart better by it; else nobody.

    Few people and many slopes would find one by chance: a slope must take a twentieth off the EER.
    """
    usual = float(drawn.own.mean())
    if specimens < FEWEST:
        return Personal(usual=usual)
    choices = [Personal(slope=slope, usual=usual) for slope in (0.0, *SLOPES)]
    errors = []
    for each in choices:
        held = _held_to(drawn, each, specimens=specimens)
        errors.append(equal_error_rate(held.genuine, held.forged))
    best = int(np.argmin(errors))
    return choices[best] if errors[best] < WORTH_IT * errors[0] else choices[0]


def _held_to(drawn: Drawn, personal: Personal, *, specimens: int) -> Scored:
    """Move every LLR against its signatory's shift, which is the same as moving the thresholds with it."""
    shift = np.array([personal.shift([level] * specimens) for level in drawn.own])
    llr = drawn.llr
    return Scored(llr.score - shift, llr.writer, llr.is_genuine)


def _outcome(judged: Sequence[tuple[BankCalibration, Scored]], band: int) -> Outcome:
    """Each fold's writers under the thresholds that the other folds set."""
    accept, reject = (
        np.concatenate([np.full(llr.score.size, getattr(made.cuts[band], name)) for made, llr in judged])
        for name in ("accept_llr", "reject_llr")
    )
    pooled = joined([llr for _, llr in judged])
    accepted, rejected, genuine = pooled.score >= accept, pooled.score < reject, pooled.is_genuine

    def share(hit: NDArray[np.bool_], side: NDArray[np.bool_]) -> Interval:
        return rate_interval(hit[side], pooled.writer[side])

    return Outcome(
        forged_accepted=share(accepted, ~genuine),
        genuine_referred=share(~accepted & ~rejected, genuine),
        genuine_rejected=share(rejected, genuine),
    )


def _folds(writers: Sequence[int]) -> list[set[int]]:
    """Deal the writers out by a seed; with few writers each is alone."""
    order = np.random.Generator(np.random.PCG64(SEED)).permutation(len(writers))
    count = min(FOLDS, len(writers))
    return [{writers[place] for place in order[fold::count]} for fold in range(count)]


def _evidence(measured: Sequence[Signatory], *, specimens: int, is_fused: bool) -> Evidence:
    return Evidence(
        writers=len({one.writer for one in measured}),
        genuine=sum(one.genuine for one in measured),
        forged=sum(one.forged for one in measured),
        forged_writers=len({one.writer for one in measured if one.forged}),
        specimens=specimens,
        is_fused_anew=is_fused,
    )
