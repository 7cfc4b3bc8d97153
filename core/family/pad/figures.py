"""How well do the image, the pen, and both together tell genuine from forged, and at a bank's thresholds?"""

from __future__ import annotations

import numpy as np

from core.family.pad.judge import Floats, Judged
from core.family.pad.trials import Bools, PadTrials
from core.family.verification import ACCEPTED_1993
from core.net.checkpoint import Cut, Figure
from core.scoring.intervals import Interval, Scored, cllr_interval, eer_interval, rate_interval
from core.scoring.metrics import min_cllr, threshold_at_frr
from core.training.evaluate import figure

PROTOCOL = "pad"
FOUND = "forgeries found at 0.955 accepted"
"""As Bromley et al. 1993, section 6, tell what theirs finds."""


def pad_figures(trials: PadTrials, by: Judged, *, set_name: str, specimens: int, cut: Cut) -> list[Figure]:
    """Measure skilled forgeries, random ones, and the three-way rule at the image's thresholds, with
    intervals over writers.
    """
    skilled, random = ~trials.is_stranger, trials.is_genuine | trials.is_stranger
    found: dict[str, Interval] = {}
    for name, score in (("image", by.image), ("pen", by.pen), ("both", by.both)):
        found[f"EER, {name}"] = eer_interval(_scored(score, trials, skilled))
        found[f"EER, random forgeries, {name}"] = eer_interval(_scored(score, trials, random))
        found[f"{FOUND}, {name}"] = _found(_scored(score, trials, skilled))
    for name, llr in (("image", trials.image_llr), ("pen", by.pen), ("both", by.bounded)):
        kept = _scored(llr, trials, skilled)
        found[f"Cllr, {name}"] = cllr_interval(kept)
        found[f"minCllr, {name}"] = Interval(min_cllr(kept.genuine, kept.forged), np.nan, np.nan)
    for name, llr in (("image", trials.image_llr), ("both", by.bounded)):
        kept = _scored(llr, trials, skilled)
        for kind, side in (("genuine", kept.is_genuine), ("forged", ~kept.is_genuine)):
            reached, writer = kept.score[side], kept.writer[side]
            found[f"{kind} accepted, {name}"] = rate_interval(reached >= cut.accept_llr, writer)
            found[f"{kind} rejected, {name}"] = rate_interval(reached < cut.reject_llr, writer)
    return [
        figure(PROTOCOL, set_name, measure, interval, specimens=specimens)
        for measure, interval in found.items()
    ]


def _scored(score: Floats, trials: PadTrials, keep: Bools) -> Scored:
    return Scored(score[keep], trials.writer[keep], trials.is_genuine[keep])


def _found(scored: Scored) -> Interval:
    """Return the share of forgeries found at the threshold that accepts so many of these genuine ones."""
    threshold = threshold_at_frr(scored.genuine, 1.0 - ACCEPTED_1993)
    return rate_interval(scored.forged < threshold, scored.writer[~scored.is_genuine])
