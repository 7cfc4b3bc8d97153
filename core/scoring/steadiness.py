"""How well do a signatory's specimens agree, in the unit that a presented signature is judged in?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.net.checkpoint import Calibration
from core.scoring.calibrate import bounded, calibration_for, raw_score
from core.scoring.evidence import Alikeness, evidence

FEWEST = 3
"""Specimens below which steadiness says nothing: with two there is one pair."""


def own_llrs(
    distance: NDArray[np.float64],
    local: NDArray[np.float64],
    forms: NDArray[np.float64],
    *,
    calibrations: Sequence[Calibration],
) -> NDArray[np.float64]:
    """Return each of n specimens' LLR against the others, (n,); empty below three specimens.

    distance and local are (n, n), symmetric, their diagonals unused; forms (n, 3), from `form_of`.
    """
    count = len(forms)
    if count < FEWEST:
        return np.zeros(0)
    calibration = calibration_for(calibrations, count - 1)
    llrs = []
    for number in range(count):
        rest = np.delete(np.arange(count), number)
        first, second = np.triu_indices(count - 1, 1)
        own = rest[first], rest[second]
        alike = Alikeness(distance[rest][:, [number]], local[rest][:, [number]], distance[own], local[own])
        numbers = evidence(alike, presented=forms[[number]], specimens=forms[rest])
        llrs.append(float(bounded(raw_score(numbers, calibration), calibration)[0]))
    return np.array(llrs)
