"""Which labels do the signatures themselves contradict?

Confident learning (Northcutt, Jiang and Chuang, JAIR 70, 2021, section 3): a label is suspect where the
evidence for the other label is at least what signatures of that other label have on average. The chance of
being genuine is learnt from the labels and the order of the LLRs alone, both labels weighing the same, so
that neither a model that is not calibrated for this bank nor many more genuine signatures shift the levels.
Nine in ten against a label is always enough: among labels nearly all right the average is close to 1.

With 10 % of 2,000 labels flipped, the share of flipped ones that is found, and the share of flipped ones
among those that are named, for LLRs on two normal curves:

    equal error rate    found    precision
     5 %                 88 %      86 %
    10 %                 77 %      73 %
    20 %                 65 %      44 %

Fewer wrong labels are found as well, but among more right ones: at 2 % flipped the precision is 62 %, 38 %
and 13 %. Where one label is rare (60 beside 2,000) between a third and three fifths of them are found.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.learning.checks import FORGED, GENUINE, Odd, OddKind
from core.scoring.fitting import rising_share
from core.scoring.metrics import equal_error_rate

FEWEST = 20
"""With fewer of either label their average says nothing."""
PLAIN_LLR = 1.0
"""With too few labels for levels of their own: ten to one against the label."""
SURE = 0.9
WORST_EER = 0.35
"""Scores that tell the labels apart no better than this contradict none of them."""
ROUNDING = 1e-9


def suspects(llr: Mapping[int, float], *, labels: Mapping[int, str]) -> list[Odd]:
    """Return the labels that are probably wrong, surest first.

    llr     of each presented signature, by its key, from a model that did not learn from this label
    labels  by key; only `genuine` and `forged` can be suspect
    """
    keys = [key for key in sorted(llr) if labels.get(key) in (GENUINE, FORGED) and np.isfinite(llr[key])]
    scores = np.array([llr[key] for key in keys], np.float64)
    is_genuine = np.array([labels[key] == GENUINE for key in keys], bool)
    against, is_suspect = _judged(scores, is_genuine)
    order = sorted(np.flatnonzero(is_suspect), key=lambda row: (-against[row], -abs(scores[row])))
    return [
        Odd(
            OddKind.SUSPECT,
            keys[row],
            strength=float(against[row]),
            expected=FORGED if is_genuine[row] else GENUINE,
        )
        for row in order
    ]


def _judged(
    scores: NDArray[np.float64], is_genuine: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the chance (n,) of the other label, and whether that makes the label suspect."""
    genuine, forged = scores[is_genuine], scores[~is_genuine]
    if min(genuine.size, forged.size) < FEWEST:
        against = np.where(is_genuine, -scores, scores)
        return 1.0 / (1.0 + 10.0 ** np.clip(-against, -300.0, 300.0)), against >= PLAIN_LLR
    chance = _chance_of_genuine(scores, is_genuine)
    against = np.where(is_genuine, 1.0 - chance, chance)
    if equal_error_rate(genuine, forged) > WORST_EER:
        return against, np.zeros(scores.size, bool)
    usual_genuine, usual_forged = chance[is_genuine].mean(), 1.0 - chance[~is_genuine].mean()
    enough = np.minimum(np.where(is_genuine, usual_forged, usual_genuine), SURE)
    return against, against >= enough - ROUNDING


def _chance_of_genuine(scores: NDArray[np.float64], is_genuine: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return (n,): the share of genuine ones about each score, rising with it (pool adjacent violators)."""
    weight = np.where(is_genuine, 0.5 / is_genuine.sum(), 0.5 / (~is_genuine).sum())
    return rising_share(scores, is_genuine, weights=weight)
