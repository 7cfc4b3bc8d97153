"""Which ways of a pen do the tests read, write, draw and keep?"""

from __future__ import annotations

import numpy as np

from core.data.synthetic.writer import make_writer
from core.pen.way import Trajectory

LIFTED_S = 0.02


def written(seed: int = 3, *, k: int = 0, pressed: bool = True, tilted: bool = False) -> Trajectory:
    """Return a made-up writer's k-th signature as a pad records it; the same for the same numbers."""
    parts = []
    for stroke in make_writer(seed).genuine(k):
        lifted = np.array([[*stroke[-1, :2], stroke[-1, 2] + LIFTED_S, 0.0]])
        parts += [np.column_stack([stroke[:, :3], np.ones(len(stroke))]), lifted]
    rows = np.concatenate(parts)
    moment = np.linspace(0.0, 6.0, len(rows))
    pressure = np.where(rows[:, 3] > 0, 0.55 + 0.4 * np.sin(moment), 0.0)
    tilt = np.column_stack([120 + 20 * np.sin(moment), 55 + 5 * np.cos(moment)]) if tilted else None
    points = np.column_stack([rows[:, :3], pressure if pressed else np.full(len(rows), np.nan)])
    return Trajectory(points, rows[:, 3] > 0, tilt)


def line(*, mm: float = 40.0, pressure: float = 0.5, moments: int = 50) -> Trajectory:
    """Return one even stroke to the right, in half a second."""
    at = np.linspace(0.0, 1.0, moments)
    points = np.column_stack([mm * at, np.zeros(moments), at / 2, np.full(moments, pressure)])
    return Trajectory(points, np.ones(moments, bool))


def is_same(one: Trajectory, other: Trajectory) -> bool:
    """Tell whether two ways are one, number by number."""
    first, second = ((np.zeros(0) if each.tilt is None else each.tilt) for each in (one, other))
    return (
        np.array_equal(one.points, other.points, equal_nan=True)
        and np.array_equal(one.is_down, other.is_down)
        and np.array_equal(first, second)
    )
