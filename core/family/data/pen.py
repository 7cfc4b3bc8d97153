"""What does the time-delay network see of a pen's way?

The eight features of Bromley et al. 1993, section 3, at 200 points evenly spaced in time: whether the pen is
down, how far x and y lie from an even motion, speed, the two parts of acceleration, the direction of the
tangent and the local turn. Places are counted in standard deviations of y, as there; speeds and accelerations
pass through asinh, which is ours, so that a jerk of the pen does not drown all else.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.data.synthetic.strokes import Strokes
from core.errors import BadData

POINTS = 200
FEATURES = 8
SHAPE = (FEATURES, POINTS)

Floats = NDArray[np.float64]
Track = NDArray[np.float64]
"""The pen's way, (n, 4): x, y downwards, time in s, and 1 where the pen is down."""


def pen_features(track: Track) -> NDArray[np.float32]:
    """Describe a track by (8, 200) float32; any unit of length will do.

    Raises BadData where there are no two moments of time in it.
    """
    time, first = np.unique(track[:, 2], return_index=True)
    if time.size < 2:
        raise BadData("trajectory", "has no two moments of time")
    at = np.linspace(time[0], time[-1], POINTS)
    x, y, down = (np.interp(at, time, track[first, column]) for column in (0, 1, 3))
    unit = max(float(y.std()), 1e-9)
    x, y, step = x / unit, y / unit, float(at[1] - at[0])
    across, along = np.gradient(x, step), np.gradient(y, step)
    speed = np.hypot(across, along)
    tangent = np.unwrap(np.arctan2(along, across))
    turn = np.gradient(tangent)
    rows = [
        np.where(down > 0.5, 1.0, -1.0),
        _from_even(x),
        _from_even(y),
        np.arcsinh(speed),
        np.arcsinh(speed * turn / step),  # towards the centre of the bend
        np.arcsinh(np.gradient(speed, step)),
        np.cos(tangent),
        np.cos(turn),
    ]
    return np.stack(rows).astype(np.float32)


def track_of_strokes(strokes: Strokes) -> Track:
    """Join strokes of (n, 3) to one track of (n, 4); between two strokes the pen is up."""
    parts = []
    for stroke in strokes:
        up = np.array([[*stroke[0], 0.0], [*stroke[-1], 0.0]])
        up[:, 2] += (-1e-4, 1e-4)  # just before the pen comes down, and just after it left
        parts += [up[:1], np.column_stack([stroke, np.ones(len(stroke))]), up[1:]]
    return np.concatenate(parts)


def track_of_recording(text: str) -> Track:
    """Read a recording of SVC2004: a count, then lines of x, y, time in ms and button; y upwards there.

    Raises BadData where it is none.
    """
    try:
        rows = np.array([line.split()[:4] for line in text.splitlines()[1:] if line.strip()], np.float64)
        return np.column_stack([rows[:, 0], -rows[:, 1], rows[:, 2] / 1000.0, rows[:, 3] > 0])
    except (ValueError, IndexError) as error:
        raise BadData("trajectory", "not a recording of x, y, time and button") from error


def _from_even(place: Floats) -> Floats:
    """Return how far a coordinate lies from the straight line that fits it best in time."""
    moment = np.linspace(-1.0, 1.0, place.size)
    slope = float(moment @ place / (moment @ moment))
    return np.asarray(place - place.mean() - slope * moment)
