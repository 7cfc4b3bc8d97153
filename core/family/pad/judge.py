"""How is the closeness of two pens calibrated, and fused with an image's LLR?

On skilled forgeries, every writer and both kinds weighing alike.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.family.pad.trials import PadTrials
from core.net.checkpoint import Calibration
from core.scoring.calibrate import bounded, raw_score
from core.scoring.fusion import fit_rising

Floats = NDArray[np.float64]


class PadJudgement(NamedTuple):
    """For one number of specimens: closeness to LLR, and both LLRs to one."""

    pen: Calibration
    both: Calibration


class Judged(NamedTuple):
    """LLRs of m presented signatures, (m,): by the image, by the pen and by both, before any bound, and the
    last within it.
    """

    image: Floats
    pen: Floats
    both: Floats
    bounded: Floats


def fit(trials: PadTrials, *, specimens: int, repeats: int) -> PadJudgement:
    """Fit on skilled forgeries; raises BadData without either kind."""
    kept = trials.rows(~trials.is_stranger)
    weights = _even(kept)
    pen = fit_rising(
        kept.closeness[:, None], kept.is_genuine, specimens=specimens, weights=weights, repeats=repeats
    )
    llrs = np.column_stack([kept.image_llr, bounded(raw_score(kept.closeness[:, None], pen), pen)])
    both = fit_rising(llrs, kept.is_genuine, specimens=specimens, weights=weights, repeats=repeats)
    return PadJudgement(pen, both)


def judged(trials: PadTrials, judgement: PadJudgement) -> Judged:
    """Judge trials by what was fitted on others."""
    pen = raw_score(trials.closeness[:, None], judgement.pen)
    llrs = np.column_stack([trials.image_llr, bounded(pen, judgement.pen)])
    both = raw_score(llrs, judgement.both)
    return Judged(trials.image_score, pen, both, bounded(both, judgement.both))


def judged_by_others(trials: PadTrials, *, specimens: int, repeats: int) -> Judged:
    """Judge the trials of every fold by what is fitted on the writers of the other folds."""
    out = np.zeros((len(Judged._fields), trials.writer.size))
    for fold in np.unique(trials.fold):
        here = trials.fold == fold
        judgement = fit(trials.rows(~here), specimens=specimens, repeats=repeats)
        out[:, here] = np.stack(judged(trials.rows(here), judgement))
    return Judged(*out)


def _even(trials: PadTrials) -> Floats:
    """Let every writer count alike, on each side."""
    weights = np.zeros(trials.writer.size)
    for side in (True, False):
        mine = trials.is_genuine == side
        _, owner, count = np.unique(trials.writer[mine], return_inverse=True, return_counts=True)
        weights[mine] = 1.0 / count[owner]
    return weights
