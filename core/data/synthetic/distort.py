"""How would another hand have drawn these strokes? Forgery of any trajectory, made up or recorded."""

from __future__ import annotations

import numpy as np

from core.data.synthetic.skeleton import Points
from core.data.synthetic.strokes import Floats, Strokes
from core.data.synthetic.vary import affine, warp


def distort(strokes: Strokes, *, rng: np.random.Generator, skill: float = 0.5) -> Strokes:
    """Return an imitation of `strokes` (each (N, 3): x, y, t or pressure) in the same units and order.

    What a forger gets wrong: proportions, slant, the course of each stroke, how smoothly it runs, where
    strokes stand, where the pen lifts. `skill` 1 is nearly as close as the writer's own next signature.
    """
    lack = 1.0 - skill
    counts = [len(stroke) for stroke in strokes]
    samples = np.concatenate(strokes)
    owner = np.repeat(np.arange(len(strokes)), counts)
    points, size = samples[:, :2], float(np.ptp(samples[:, :2], axis=0).max())
    points = warp(points, rng=rng, amount=0.006 + 0.035 * lack)
    points = points + rng.normal(0.0, size * (0.003 + 0.016 * lack), (len(strokes), 2))[owner]
    points = points + size * (0.002 + 0.013 * lack) * _wander(points, rng=rng, shortest=0.18 * size)
    points = points + size * 0.002 * lack * rng.random() ** 3 * _wander(
        points, rng=rng, shortest=0.012 * size
    )
    points = affine(
        points,
        scale=float(np.exp(rng.normal(0.0, 0.03 + 0.08 * lack))),
        aspect=float(np.exp(rng.normal(0.0, 0.03 + 0.16 * lack))),
        slant=float(rng.normal(0.0, 0.03 + 0.15 * lack)),
        turn=float(rng.normal(0.0, 0.015 + 0.06 * lack)),
    )
    moved = np.split(np.column_stack([points, samples[:, 2:]]), np.cumsum(counts)[:-1])
    return tuple(piece for stroke in moved for piece in _lifted(_redrawn(stroke, rng, lack), rng, lack))


def _wander(points: Points, *, rng: np.random.Generator, shortest: float) -> Points:
    """Return (N, 2) of unit deviation, swinging along the path in waves from `shortest` to four times it."""
    travel = np.cumsum(np.hypot(*np.diff(points, axis=0, prepend=points[:1]).T))
    waves = shortest * np.exp(rng.uniform(0.0, np.log(4.0), (2, 4)))
    phases = rng.uniform(0.0, 2.0 * np.pi, (2, 4))
    swing = np.sin(2.0 * np.pi * travel[:, None, None] / waves + phases)  # (N, 2, 4)
    return np.asarray(swing.sum(axis=2) / np.sqrt(2.0))


def _redrawn(stroke: Floats, rng: np.random.Generator, lack: float) -> Floats:
    """Round the bends off, or overdo them."""
    reach = int(rng.integers(2, 6))
    if len(stroke) <= 2 * reach + 1:
        return stroke
    kernel = np.ones(2 * reach + 1) / (2 * reach + 1)
    padded = np.pad(stroke[:, :2], ((reach, reach), (0, 0)), mode="edge")
    calm = np.stack([np.convolve(padded[:, axis], kernel, mode="valid") for axis in (0, 1)], axis=1)
    out = stroke.copy()
    out[:, :2] += float(rng.normal(0.2, 0.7)) * lack * (calm - stroke[:, :2])
    return out


def _lifted(stroke: Floats, rng: np.random.Generator, lack: float) -> tuple[Floats, ...]:
    """At times lift the pen within a stroke, and set it down a little off."""
    if len(stroke) < 24 or rng.random() > 0.3 * lack:
        return (stroke,)
    cut = int(rng.integers(8, len(stroke) - 8))
    second = stroke[cut - 1 :].copy()
    second[:, :2] += rng.normal(0.0, 0.02 * np.ptp(stroke[:, :2], axis=0).max(), 2)
    return stroke[:cut], second
