"""How do the judgements of an image and of a pen become one?

Each has its LLR; a logistic regression for each number of specimens weighs them (Bruemmer et al. 2007). What
looks more genuine to either can only ever raise the result: a weight that would be negative is left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.net.checkpoint import Calibration
from core.scoring.calibrate import fit_calibration

Floats = NDArray[np.float64]


def fit_rising(
    evidence: Floats, is_genuine: NDArray[np.bool_], *, specimens: int, weights: Floats, repeats: int = 1
) -> Calibration:
    """Fit a calibration in which no number speaks against genuine as it grows.

    evidence (m, d); is_genuine, weights (m,); repeats as in `fit_calibration`. Raises BadData.
    """
    kept = np.array(evidence, np.float64)
    while True:
        found = fit_calibration(kept, is_genuine, specimens=specimens, weights=weights, repeats=repeats)
        falling = np.array(found.weights) < 0.0
        if not falling.any():
            return found
        kept[:, falling] = 0.0  # what never varies gets no weight
