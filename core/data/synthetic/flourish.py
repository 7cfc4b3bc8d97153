"""What do people add around their name: underlines, paraphs, dots, strokes through it?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# x: share of the name's width, y: in heights of a small letter from the baseline.
PARAPHS = (
    "-.05 -.7, .3 -.75, .7 -.7, 1.05 -.6",
    "1.05 -.5, .6 -.8, .1 -.9, -.05 -.7, .3 -.6, .8 -.8, 1.1 -1",
    "1 .2, 1.1 -.2, .8 -.8, .2 -.9, -.1 -.8, .1 -.4, .6 -.3, 1.15 -.5",
    ".95 .1, 1.15 .6, 1.2 1.1, 1.05 .9, .6 -.4, .2 -1.1",
    ".1 -.6, .5 -.9, .95 -.7, .6 -1.2, .3 -1.1, .7 -1",
    ".9 0, 1.1 .1, 1.35 .4",
    ".95 .1, 1.1 0, 1.05 -1.2, .9 -1.6, .8 -1.2, 1 -.5, 1.3 -.2",
    "-.1 -.4, .2 .2, .6 .7, 1.15 1.3",
    ".9 .2, 1.15 1.8, .9 2.4, .3 2.2, -.1 .9, .1 -.6, .6 -.9, 1.2 -.4",
    "0 -.6, .5 -.65, 1 -.6 / 0 -.95, .5 -.95, 1 -.85",
    ".1 -.7, .5 -.7, 1 -.5 / .45 -1.1, .47 -1.15 / .6 -1.05, .62 -1.1",
    "1.05 0, 1.06 -.05",
    ".9 0, 1.05 .5, 1.15 -.1, 1.25 .4, 1.35 0, 1.7 .1",
    ".85 .2, 1 -.4, .7 -.7, .4 -.3, .7 .1, 1.1 -.3, .8 -.8, 1.4 -.6",
    "-.1 .3, .1 1.4, .6 1.7, 1.1 1.1, 1.1 -.3, .6 -1.1, 0 -.9, -.1 .2, .4 1.2, 1.2 1.3",
    "1 .3, 1.2 1.2, .5 1.6, -.1 .6, .1 -.9, .8 -1.1, 1.2 .2, .7 1.1, .1 .4, .3 -.7, 1.3 -.8",
    ".9 .1, 1.1 .5, .3 -.4, -.1 -.9, .5 -.8, 1.1 -.4, .1 -1.2, .2 -1.5, .9 -1.1",
    "-.05 1, .1 1.6, .1 -.9, -.05 -1.4, -.1 -.9, .6 -.3, 1.2 .1",
    ".95 .1, 1.2 .2, .9 -1.5, .7 -2.1, .65 -1.3, 1 -.2, 1.4 .5",
    "0 -.8, 1.1 -.5, -.05 -1, 1.1 -.8, .1 -1.3, 1.2 -1",
    "1.1 1.5, .7 .4, .3 -.9, 0 -1.5, 0 -.9, .5 -.5, 1.2 -.4",
)


def draw_paraph(rng: np.random.Generator) -> tuple[NDArray[np.float64], ...]:
    """Return the parts of a flourish, bent at random, in the units above."""
    text = PARAPHS[int(rng.integers(len(PARAPHS)))]
    parts = []
    for part in text.split("/"):
        points = np.array([[float(number) for number in point.split()] for point in part.split(",")])
        bent = points + rng.normal(0.0, [0.04, 0.18], points.shape)
        parts.append(bent if len(points) > 2 else points + rng.normal(0.0, 0.01, points.shape))
    drop = float(rng.normal(0.0, 0.25))
    return tuple(part + np.array([0.0, drop]) for part in parts)
