"""What letters does nobody teach? Random letter-like shapes and scribbles, an alphabet per writer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.data.synthetic.glyphs import Glyph, parse_parts, reach

MOTIFS = (
    "0 2, 3 10, 3 3, 5 0, 8 2",
    "0 1, 3 9, 5 10, 7 6, 7 0",
    "0 9, 1 3, 4 0, 7 4, 8 10",
    "0 3, 4 9, 2 11, 1 7, 4 1, 8 3",
    "0 3, 5 14, 5 20, 2 18, 2 8, 4 0, 7 2",
    "0 5, 3 9, 3 0, 1 -9, -2 -8, 1 -2, 6 3",
    "5 9, 1 7, 1 2, 5 0, 8 5, 5 9, 9 8",
    "0 0, 3 10, 6 0",
    "0 2, 4 3, 8 2",
    "0 8, 4 10, 6 6, 2 4, 1 1, 6 0, 9 3",
    "0 0, 5 18, 7 20, 6 10, 7 0, 10 2",
    "0 6, 2 2, 6 1, 7 5, 4 6, 6 0, 10 1",
)

GESTURES = (
    "0 0, 6 16, 10 20, 8 10, 9 1, 14 4",
    "14 18, 6 21, 0 12, 4 1, 13 0, 17 9, 10 15, 4 9, 12 4, 24 7",
    "0 6, 8 20, 14 22, 10 8, 4 -8, 0 -6, 8 4, 20 8",
    "4 22, 3 8, 0 -6, 6 10, 14 20, 16 12, 7 8, 16 0, 26 3",
    "0 0, 10 24, 13 24, 8 4, 12 0, 20 18, 22 16, 19 2, 24 2",
    "2 14, 12 22, 20 14, 12 2, 2 4, 4 14, 16 18, 28 10",
    "0 10, 4 18, 8 2, 12 20, 15 0, 20 16, 24 4, 32 8",
    "18 20, 4 18, 2 8, 12 6, 18 2, 10 -4, -2 0, 8 6, 26 4",
)


def _bend(parts: str, *, rng: np.random.Generator, amount: float) -> tuple[NDArray[np.float64], ...]:
    stretch = np.exp(rng.normal(0.0, 0.25, 2))
    return tuple((part + rng.normal(0.0, amount, part.shape)) * stretch for part in parse_parts(parts))


def invented_alphabet(rng: np.random.Generator, *, letters: int) -> list[Glyph]:
    """Return small letter-like shapes of up to two motifs, each already bent."""
    alphabet = []
    for letter in range(letters):
        first = _bend(MOTIFS[int(rng.integers(len(MOTIFS)))], rng=rng, amount=1.0)[0]
        if rng.random() < 0.35:
            second = _bend(MOTIFS[int(rng.integers(len(MOTIFS)))], rng=rng, amount=1.0)[0]
            first = np.concatenate([first, second + np.array([first[-1, 0], 0.0])])
        marks: tuple[NDArray[np.float64], ...] = ()
        if rng.random() < 0.15:
            dot = np.array([[0.0, 0.0], rng.normal(0.0, 1.5, 2)])
            marks = (dot + np.array([4.0, float(rng.uniform(13, 17))]),)
        alphabet.append(Glyph(key=f"?{letter}", body=(first,), marks=marks, advance=reach((first,))))
    return alphabet


def gesture(rng: np.random.Generator, *, key: str) -> Glyph:
    """Return a large opening movement, half capital, half flourish."""
    body = _bend(GESTURES[int(rng.integers(len(GESTURES)))], rng=rng, amount=2.0)
    return Glyph(key=key, body=body, advance=reach(body) * float(rng.uniform(0.45, 1.0)), is_capital=True)


def zigzag(rng: np.random.Generator, *, key: str) -> Glyph:
    """Return a run of loops or teeth that shrinks or grows: the middle of an unreadable signature."""
    teeth = int(rng.integers(3, 9))
    pitch, height = float(rng.uniform(2.5, 6.0)), float(rng.uniform(6.0, 16.0))
    fade, loop = float(rng.uniform(-0.08, 0.04)), float(rng.uniform(-2.5, 2.0))
    points = []
    for tooth in range(teeth):
        tall = height * (1.0 + fade * tooth) * float(np.exp(rng.normal(0.0, 0.2)))
        foot = tooth * pitch + float(rng.normal(0.0, 0.5))
        points += [[foot, float(rng.normal(0.0, 0.8))], [foot + 0.5 * pitch + loop, tall]]
        if loop > 0.0:
            points.append([foot + 0.5 * pitch - 0.3 * loop, tall * 0.9])
    points.append([teeth * pitch + float(rng.uniform(0.0, 14.0)), float(rng.uniform(0.0, 8.0))])
    body = (np.array(points),)
    return Glyph(key=key, body=body, advance=reach(body))
