"""How do recordings of SVC2004, and the strokes of made-up writers, become the way of a pen?"""

from __future__ import annotations

import numpy as np

from core.data.synthetic.strokes import Strokes
from core.errors import BadData
from core.pen.sampling import Track

MOST_PRESSURE = 1023.0
COLUMNS = 7
"""x, y, time, button, azimuth, altitude and pressure; task 1 has the first four only."""


def track_of_strokes(strokes: Strokes) -> Track:
    """Join strokes of (n, 3) to one track; between two strokes the pen is up. Nobody knows its pressure."""
    parts = []
    for stroke in strokes:
        up = np.array([[*stroke[0], 0.0], [*stroke[-1], 0.0]])
        up[:, 2] += (-1e-4, 1e-4)  # just before the pen comes down, and just after it left
        parts += [up[:1], np.column_stack([stroke, np.ones(len(stroke))]), up[1:]]
    joined = np.concatenate(parts)
    return np.column_stack([joined, np.full(len(joined), np.nan)])


def track_of_recording(text: str) -> Track:
    """Read a recording of SVC2004: a count, then lines of x, y, time in ms, button and, in task 2, azimuth,
    altitude and pressure; y upwards there. Raises BadData where it is none.
    """
    try:
        rows = np.array(
            [line.split()[:COLUMNS] for line in text.splitlines()[1:] if line.strip()], np.float64
        )
        has_pressure = rows.shape[1] == COLUMNS
        pressure = rows[:, 6] / MOST_PRESSURE if has_pressure else np.full(len(rows), np.nan)
        return np.column_stack([rows[:, 0], -rows[:, 1], rows[:, 2] / 1000.0, rows[:, 3] > 0, pressure])
    except (ValueError, IndexError) as error:
        raise BadData("trajectory", "not a recording of x, y, time and button") from error
