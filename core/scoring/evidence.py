"""What speaks for and against one presented signature, given the specimens, in a few numbers?

The numbers depend on no brightness and no resolution; `core/scoring/calibrate.py` weighs them into an LLR.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.image.shape import Shape

NAMES = (
    "distance, mean",
    "distance, least",
    "local, mean",
    "local, most",
    "distance beyond the specimens' own",
    "local below the specimens' own",
    "aspect",
    "slant",
    "density",
)
SHAPE_SCALES = (0.12, 5.0, 0.18)
"""Typical spread of one person's log aspect, slant in degrees and log density. The stroke's width stays out: it is
the pen's, and a forger's pen in a collection tells more of the collection than of the hand."""
MOST_SPREADS = 4.0


class Alikeness(NamedTuple):
    """n specimens against one presented: distance (n,), local (n,); and the specimens among themselves."""

    distance: NDArray[np.float64]
    local: NDArray[np.float64]
    own_distance: NDArray[np.float64]
    """(n (n - 1) / 2,); empty for one specimen, as is own_local."""
    own_local: NDArray[np.float64]


def evidence(alike: Alikeness, *, presented: Shape, specimens: Sequence[Shape]) -> NDArray[np.float64]:
    """Return the numbers named in NAMES, (len(NAMES),)."""
    distance, local = alike.distance, alike.local
    beyond = distance.mean() - alike.own_distance.mean() if alike.own_distance.size else 0.0
    below = alike.own_local.mean() - local.mean() if alike.own_local.size else 0.0
    form = shape_difference(form_of(presented), np.array([form_of(shape) for shape in specimens]))
    return np.array([distance.mean(), distance.min(), local.mean(), local.max(), beyond, below, *form])


def form_of(shape: Shape) -> NDArray[np.float64]:
    """Return (log aspect, slant in degrees, log density)."""
    return np.array([np.log(max(shape.aspect, 1e-3)), shape.slant_deg, np.log(max(shape.density, 1e-4))])


def shape_difference(presented: NDArray[np.float64], specimens: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many typical spreads the presented form (3,) lies from the specimens' mean (n, 3), capped."""
    far = np.abs(presented - specimens.mean(axis=0)) / np.array(SHAPE_SCALES)
    return np.asarray(np.minimum(far, MOST_SPREADS))
