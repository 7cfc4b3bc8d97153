"""Where is the pen at 200 moments, evenly spaced in time?

Bromley et al. 1993, section 3, resample to as many. All networks of the pen begin here, and make of it what
they need; how long the signature took is kept in the moments themselves.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.errors import BadData

MOMENTS = 200
X, Y, TIME, DOWN, PRESSURE, KNOWN = range(6)
"""Rows of a sampled way; KNOWN is 1 where the device told the pressure, which is 0 elsewhere."""
SHAPE = (6, MOMENTS)

Track = NDArray[np.float64]
"""The pen's way, (n, 5): x, y downwards, time in s, 1 where the pen is down, and pressure in [0, 1], or NaN
where the device tells none. Any unit of length will do.
"""


def sampled(track: Track) -> NDArray[np.float32]:
    """Return a way as (6, 200) float32, its centre in (0, 0); raises BadData without two moments of time."""
    time, first = np.unique(track[:, 2], return_index=True)
    if time.size < 2:
        raise BadData("trajectory", "has no two moments of time")
    at = np.linspace(time[0], time[-1], MOMENTS)
    x, y, down, pressure = (np.interp(at, time, track[first, column]) for column in (0, 1, 3, 4))
    is_known = np.isfinite(pressure).all()
    return np.stack(
        [
            x - x.mean(),
            y - y.mean(),
            at - at[0],
            down > 0.5,
            pressure if is_known else np.zeros(MOMENTS),
            np.full(MOMENTS, is_known),
        ]
    ).astype(np.float32)
