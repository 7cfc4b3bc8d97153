"""How does the pen move along a skeleton: its path, its speed, its tremor?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.data.synthetic.skeleton import Points, Skeleton

Floats = NDArray[np.float64]
Strokes = tuple[Floats, ...]
"""Pen-down strokes in writing order, each (N, 3): x and y in mm (y downwards), t in seconds."""

STEP_MM = 0.3


@dataclass(frozen=True)
class Motion:
    """How a pen is moved: see Hand for roundness, tension, flying. `hesitations` are stops per 100 mm."""

    roundness: float
    tension: float
    speed_mm_s: float
    flying: float
    tremor_mm: float
    hesitations: float = 0.0


def trace(skeleton: Skeleton, motion: Motion, *, rng: np.random.Generator) -> Strokes:
    """Return the strokes that a pen leaves on its way along the skeleton."""
    path, stroke = _path(skeleton, motion)
    step = np.hypot(*np.diff(path, axis=0, prepend=path[:1]).T)
    speed = _speed(path, step, stroke, motion=motion, rng=rng)
    is_start = np.diff(stroke, prepend=-1) > 0
    wait = np.where(is_start, rng.uniform(0.08, 0.25, len(stroke)), 0.0)
    time = np.cumsum(np.where(is_start, 0.0, step / speed) + wait)
    path = path + _tremor(time, motion=motion, rng=rng)
    cuts = np.flatnonzero(is_start)[1:]
    samples = np.column_stack([path[:, 0], -path[:, 1], time - time[0]])
    return tuple(np.split(samples, cuts))


def _path(skeleton: Skeleton, motion: Motion) -> tuple[Points, NDArray[np.intp]]:
    """Return points about STEP_MM apart on a spline near the control points, and the stroke of each."""
    lifted = np.concatenate([[0], np.cumsum(~skeleton.joined)[:-1]])
    stroke = lifted[skeleton.part]
    control = skeleton.points
    start = np.flatnonzero(stroke[1:] == stroke[:-1])  # segments: from start to start + 1
    first = np.searchsorted(stroke, stroke[start], side="left")
    last = np.searchsorted(stroke, stroke[start], side="right") - 1
    near = np.stack([np.maximum(start - 1, first), start, start + 1, np.minimum(start + 2, last)], axis=1)
    length = np.hypot(*(control[start + 1] - control[start]).T)
    counts = np.clip(np.ceil(length / STEP_MM).astype(np.intp), 2, 90)
    segment = np.repeat(np.arange(len(start)), counts)
    offset = np.arange(len(segment)) - np.repeat(np.cumsum(counts) - counts, counts)
    along = offset / np.maximum(1, np.repeat(counts, counts))
    weights = _weights(along, roundness=0.75 * motion.roundness, tension=motion.tension)  # (N, 4)
    path = np.einsum("nk,nkd->nd", weights, control[near[segment]])  # (N, 2)
    return path, stroke[start[segment]]


def _weights(u: Floats, *, roundness: float, tension: float) -> Floats:
    """Mix a cardinal spline (through the points) with a uniform B-spline (rounding them off)."""
    u2, u3 = u * u, u * u * u
    rise = 3.0 * u2 - 2.0 * u3
    leave, arrive = tension * (u3 - 2.0 * u2 + u), tension * (u3 - u2)
    cardinal = np.stack([-leave, 1.0 - rise - arrive, rise + leave, arrive], axis=1)
    rounded = np.stack(
        [(1.0 - u) ** 3, 3.0 * u3 - 6.0 * u2 + 4.0, -3.0 * u3 + 3.0 * u2 + 3.0 * u + 1.0, u3], axis=1
    )
    mixed: Floats = (1.0 - roundness) * cardinal + roundness / 6.0 * rounded
    return mixed


def _speed(
    path: Points, step: Floats, stroke: NDArray[np.intp], *, motion: Motion, rng: np.random.Generator
) -> Floats:
    """Slow in bends (the two-thirds power law, Lacquaniti 1983), and at ends unless the pen is flying."""
    heading = np.arctan2(*np.gradient(path, axis=0).T[::-1])
    turn = np.abs(np.angle(np.exp(1j * np.diff(heading, append=heading[-1:]))))
    bend = np.convolve(turn / np.maximum(step, 0.05), np.ones(5) / 5.0, mode="same")
    relative = np.clip((0.35 + bend) ** (-1.0 / 3.0), 0.3, 1.4)
    travel = np.cumsum(step)
    lengths = np.bincount(stroke, weights=step)
    begun = travel - np.concatenate([[0.0], np.cumsum(lengths)[:-1]])[stroke]
    left = lengths[stroke] - begun
    ease = np.clip(np.minimum(begun, left) / 1.6, 0.0, 1.0)
    resting = 0.25 + 0.75 * ease
    flying = 1.9 - 0.9 * ease
    relative *= (1.0 - motion.flying) * resting + motion.flying * flying
    for stop in travel[-1] * rng.random(int(rng.poisson(motion.hesitations * travel[-1] / 100.0))):
        relative *= 1.0 - 0.85 * np.exp(-(((travel - stop) / 0.5) ** 2))
    return np.asarray(motion.speed_mm_s * relative)


def _tremor(time: Floats, *, motion: Motion, rng: np.random.Generator) -> Points:
    """Physiological tremor, 8 to 12 Hz, its strength coming and going; it dies down in fast movement."""
    waves, phases = rng.uniform(8.0, 12.0, (2, 3)), rng.uniform(0.0, 2.0 * np.pi, (2, 4))
    swell = 0.6 + 0.4 * np.sin(2.0 * np.pi * 0.9 * time[:, None] + phases[:, 3])  # (N, 2)
    angle = 2.0 * np.pi * time[:, None, None] * waves + phases[:, :3]  # (N, 2, 3)
    return np.asarray(motion.tremor_mm * swell * np.sin(angle).sum(axis=2) / np.sqrt(1.5))
