"""How does a signature differ from the same person's last one?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.data.synthetic.skeleton import Index, Points, Skeleton, means_by


def correlated(rng: np.random.Generator, *, groups: Index, passes: int) -> Points:
    """Return (M, 2) noise of unit deviation, correlated along each run of equal `groups`."""
    noise = rng.normal(0.0, 1.0, (len(groups), 2))
    same = (groups[1:] == groups[:-1])[:, None]
    for _ in range(passes):
        step = np.where(same, noise[1:] - noise[:-1], 0.0)
        noise[:-1] += 0.3 * step
        noise[1:] -= 0.3 * step
    return noise / max(1e-9, float(noise.std()))


def warp(points: Points, *, rng: np.random.Generator, amount: float) -> Points:
    """Move points by a smooth field, so that neighbours move alike. `amount`: share of the size."""
    size = float(np.ptp(points, axis=0).max())
    place = (points - points.mean(axis=0)) / max(size, 1e-6)
    moved = points.copy()
    for _ in range(3):
        wave = rng.normal(0.0, 5.0, 2)
        phase = rng.uniform(0.0, 2.0 * np.pi)
        push = rng.normal(0.0, amount * size / np.sqrt(1.5), 2) * [1.0, 0.6]
        moved += np.sin(place @ wave + phase)[:, None] * push
    return moved


def affine(points: Points, *, scale: float, aspect: float, slant: float, turn: float) -> Points:
    """Scale, widen, lean (tangent) and turn (radians) about the centre."""
    centre = points.mean(axis=0)
    x, y = (points - centre).T * scale
    x = x * aspect + slant * y
    cos, sin = np.cos(turn), np.sin(turn)
    return np.asarray(np.stack([cos * x - sin * y, sin * x + cos * y], axis=1) + centre)


def jitter_glyphs(skeleton: Skeleton, *, rng: np.random.Generator, shape: float, place_mm: float) -> Points:
    """Resize each glyph a little about its centre, and let places drift along each word."""
    count = skeleton.glyph_count
    centres = means_by(skeleton.points, skeleton.glyph)
    resize = np.exp(shape * _freedom(skeleton)[:, None] * rng.normal(0.0, 1.0, (count, 2)))
    drift = np.cumsum(rng.normal(0.0, place_mm, (count, 2)), axis=0)
    drift -= drift.mean(axis=0)
    word_shift = rng.normal(0.0, 1.6 * place_mm, (skeleton.word_count, 2))
    glyph = skeleton.glyph
    around = (skeleton.points - centres[glyph]) * resize[glyph]
    return centres[glyph] + around + drift[glyph] * [1.0, 0.5] + word_shift[skeleton.word]


def _freedom(skeleton: Skeleton) -> NDArray[np.float64]:
    """Return (G,), from 1 to 2.5: what is longer than other glyphs, a flourish above all, varies more."""
    centres = means_by(skeleton.points, skeleton.glyph)
    reach = np.abs(skeleton.points - centres[skeleton.glyph]).max(axis=1)
    extent = np.zeros(skeleton.glyph_count)
    np.maximum.at(extent, skeleton.glyph, reach)
    return np.clip(np.sqrt(extent / max(1e-6, float(np.median(extent)))), 1.0, 2.5)


def vary(skeleton: Skeleton, *, rng: np.random.Generator, amount: float, size_mm: float) -> Skeleton:
    """Return the skeleton as written another time; `amount` 1 is a usual writer's variation."""
    points = jitter_glyphs(skeleton, rng=rng, shape=0.05 * amount, place_mm=0.085 * size_mm * amount)
    points = points + 0.065 * size_mm * amount * correlated(rng, groups=skeleton.part, passes=2)
    points = warp(points, rng=rng, amount=0.013 * amount)
    points = affine(
        points,
        scale=float(np.exp(rng.normal(0.0, 0.05 * amount))),
        aspect=float(np.exp(rng.normal(0.0, 0.04 * amount))),
        slant=float(rng.normal(0.0, 0.045 * amount)),
        turn=float(rng.normal(0.0, 0.02 * amount)),
    )
    return _with_slips(skeleton.moved_to(points), rng=rng, amount=amount)


def _with_slips(skeleton: Skeleton, *, rng: np.random.Generator, amount: float) -> Skeleton:
    """At times leave a small mark out, or lift the pen where it usually runs on."""
    if rng.random() < 0.06 * amount:
        counts = np.bincount(skeleton.part)
        small = np.flatnonzero(counts == 2)
        if len(small) and skeleton.part_count > 2:
            skeleton = skeleton.without_part(int(rng.choice(small)))
    slip = rng.random(skeleton.part_count) < 0.03 * amount
    return Skeleton(skeleton.points, skeleton.part, skeleton.glyph, skeleton.word, skeleton.joined & ~slip)
