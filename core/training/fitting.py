"""How are calibration and thresholds fitted on development writers, once a network is trained?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import BadData
from core.net.checkpoint import Calibration, Cut, ModelCard, OperatingPoint
from core.scoring.calibrate import bounded, calibration_for, fit_calibration, fit_cut, fit_points, raw_score
from core.training.trials import Signatory, Trials, draw_trials

SPECIMEN_COUNTS = (1, 2, 3, 5, 10)
CUT_SPECIMENS = 5
"""The thresholds are cut on the usual number of specimens; the LLR means the same for any number."""
DRAWS = 10
FEWEST_WRITERS = 3

LlrsBySet = dict[str, NDArray[np.float64]]


class Judgement(NamedTuple):
    """All that turns evidence into advice."""

    calibrations: tuple[Calibration, ...]
    cut: Cut
    points: tuple[OperatingPoint, ...]


def judgement_of(card: ModelCard) -> Judgement:
    """Return what a model was shipped with; raises BadData where it was never calibrated."""
    if card.thresholds is None or not card.calibrations:
        raise BadData(card.name, "has not been calibrated")
    return Judgement(card.calibrations, card.thresholds, card.operating_points)


def fit_judgement(measured: list[Signatory], *, seed: int = 1) -> Judgement:
    """Fit a calibration for each number of specimens, and the thresholds; skilled forgeries only, sets
    alike. Raises BadData where too few writers have forgeries.
    """
    calibrations = fit_calibrations(measured, seed=seed)
    genuine, forged = llrs_by_set(measured, calibrations, seed=seed)
    return Judgement(calibrations, fit_cut(genuine, forged), fit_points(forged))


def fit_calibrations(measured: list[Signatory], *, seed: int = 1) -> tuple[Calibration, ...]:
    """Fit a calibration for each number of specimens that enough writers have; raises BadData for none."""
    calibrations = []
    for specimens in SPECIMEN_COUNTS:
        trials = skilled(draw_trials(measured, specimens=specimens, draws=DRAWS, seed=seed))
        if np.unique(trials.writer).size < FEWEST_WRITERS:
            continue
        calibrations.append(
            fit_calibration(
                trials.evidence,
                trials.is_genuine,
                specimens=specimens,
                weights=_set_weights(trials),
                repeats=DRAWS,
            )
        )
    if not calibrations:
        why = f"needs {FEWEST_WRITERS} development writers with two genuine signatures and forgeries"
        raise BadData("calibration", why)
    return tuple(calibrations)


def llrs_by_set(
    measured: list[Signatory], calibrations: tuple[Calibration, ...], *, seed: int
) -> tuple[LlrsBySet, LlrsBySet]:
    """Return the LLRs of genuine signatures and of skilled forgeries, by set."""
    calibration = calibration_for(calibrations, CUT_SPECIMENS)
    trials = skilled(draw_trials(measured, specimens=calibration.specimens, draws=DRAWS, seed=seed))
    llr = bounded(raw_score(trials.evidence, calibration), calibration)
    genuine: LlrsBySet = {}
    forged: LlrsBySet = {}
    for name in np.unique(trials.set_name):
        here = trials.set_name == name
        genuine[str(name)] = llr[here & trials.is_genuine]
        forged[str(name)] = llr[here & ~trials.is_genuine]
    return genuine, forged


def skilled(trials: Trials) -> Trials:
    """Leave out random forgeries, and sets that have no skilled ones."""
    with_forgeries = np.unique(trials.set_name[~trials.is_genuine & ~trials.is_stranger])
    return trials.rows(~trials.is_stranger & np.isin(trials.set_name, with_forgeries))


def _set_weights(trials: Trials) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Let every set count alike on each side, tempered by a square root so that two writers do not rule."""
    weights = np.ones(trials.writer.size)
    for name in np.unique(trials.set_name):
        here = trials.set_name == name
        writers = np.unique(trials.writer[here]).size
        for side in (True, False):
            mine = here & (trials.is_genuine == side)
            weights[mine] = np.sqrt(writers) / max(1, int(mine.sum()))
    return np.asarray(weights)
