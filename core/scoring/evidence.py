"""What speaks for and against one presented signature, given the specimens, in a few numbers?

The numbers depend on no brightness and no resolution; `core/scoring/calibrate.py` weighs them into an LLR.
"""

from __future__ import annotations

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
"""Typical spread of one person's log aspect, slant in degrees and log density. The stroke's width stays
out: it is the pen's, and a forger's pen in a collection tells more of the collection than of the hand."""
MOST_SPREADS = 4.0


class Alikeness(NamedTuple):
    """n specimens against m presented signatures, and the specimens among themselves.

    distance, local          (n, m)
    own_distance, own_local  (n (n - 1) / 2,); empty for one specimen
    """

    distance: NDArray[np.float64]
    local: NDArray[np.float64]
    own_distance: NDArray[np.float64]
    own_local: NDArray[np.float64]


def evidence(
    alike: Alikeness, *, presented: NDArray[np.float64], specimens: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the numbers named in NAMES for each presented signature, (m, len(NAMES)).

    presented (m, 3) and specimens (n, 3) are forms, from `form_of`.
    """
    distance, local = alike.distance, alike.local
    has_own = alike.own_distance.size > 0
    beyond = distance.mean(axis=0) - alike.own_distance.mean() if has_own else np.zeros(distance.shape[1])
    below = alike.own_local.mean() - local.mean(axis=0) if has_own else np.zeros(distance.shape[1])
    columns = [distance.mean(axis=0), distance.min(axis=0), local.mean(axis=0), local.max(axis=0)]
    return np.column_stack([*columns, beyond, below, _form_difference(presented, specimens)])


def form_of(shape: Shape) -> NDArray[np.float64]:
    """Return (log aspect, slant in degrees, log density)."""
    return np.array([np.log(max(shape.aspect, 1e-3)), shape.slant_deg, np.log(max(shape.density, 1e-4))])


def _form_difference(presented: NDArray[np.float64], specimens: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many typical spreads each presented form lies from the specimens' mean, capped, (m, 3)."""
    far = np.abs(presented - specimens.mean(axis=0)) / np.array(SHAPE_SCALES)
    return np.asarray(np.minimum(far, MOST_SPREADS))
