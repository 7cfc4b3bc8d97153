"""How are characters of many strokes in a square written, as in Chinese?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.data.synthetic.glyphs import Glyph, parse_parts

# Components in a unit square of 10 x 10; parts in writing order.
COMPONENTS = (
    "0 5, 5 5.5, 10 6",
    "5 10, 5 5, 5 0",
    "0 8, 5 8.5, 10 9 / 5 10, 5 5, 5 0",
    "0 8, 10 8.5 / 0 1, 5 1, 10 1.5 / 5 8, 5 4, 5 1",
    "1 9, 1 5, 1 1 / 1 9, 9 9.5, 9 5, 9 1 / 1 1, 9 1",
    "1 9, 1 5, 1 1 / 1 9, 9 9.5, 9 5, 9 1 / 1 5, 9 5 / 1 1, 9 1",
    "5 10, 4 5, 0 0 / 5 6, 7 3, 10 0",
    "0 7, 5 7.5, 10 8 / 5 10, 5 5, 5 0 / 5 7, 3 4, 0 1 / 5 7, 7 4, 10 1",
    "3 10, 2 7, 0 5 / 2 7, 2 4, 2 0 / 4 7, 10 8 / 7 10, 7 5, 7 0, 5 2",
    "1 9, 3 8 / 0 6, 2 5 / 0 0, 2 2, 4 4",
    "2 10, 1 7, 0 5, 4 5, 9 5.5 / 9 5.5, 7 2, 2 0",
    "0 9, 9 9.5, 6 6, 2 3 / 5 6, 5 2, 3 0",
    "0 6, 10 7 / 4 10, 3 5, 0 0 / 6 6, 6 2, 10 1, 10 3",
    "5 10, 6 9 / 0 7, 0 8, 10 8.5, 9 7 / 2 5, 8 5.5, 5 0",
    "0 9, 8 9, 5 6, 8 4, 4 1 / 3 8, 3 4, 2 0",
    "0 8, 9 8.5 / 1 5, 8 5.5 / 0 2, 10 2.5 / 5 10, 5 5, 5 0",
)
LAYOUTS = (
    ((0.0, 0.0, 1.0, 1.0),),
    ((0.0, 0.0, 0.36, 1.0), (0.44, 0.0, 0.56, 1.0)),
    ((0.0, 0.52, 1.0, 0.48), (0.0, 0.0, 1.0, 0.46)),
    ((0.0, 0.0, 0.34, 1.0), (0.42, 0.52, 0.58, 0.48), (0.42, 0.0, 0.58, 0.46)),
    ((0.0, 0.6, 1.0, 0.4), (0.0, 0.0, 0.46, 0.54), (0.54, 0.0, 0.46, 0.54)),
)
SIDE = 17.0


def _placed(text: str, cell: tuple[float, float, float, float]) -> list[NDArray[np.float64]]:
    left, bottom, width, height = cell
    return [(part / 10.0 * [width, height] + [left, bottom]) * SIDE for part in parse_parts(text)]


def han_character(rng: np.random.Generator, *, key: str, is_running: bool) -> Glyph:
    """Return a character; in a running hand its strokes are linked where they follow each other."""
    layout = LAYOUTS[int(rng.integers(len(LAYOUTS)))]
    parts: list[NDArray[np.float64]] = []
    for cell in layout:
        parts += _placed(COMPONENTS[int(rng.integers(len(COMPONENTS)))], cell)
    if is_running:
        parts = _linked(parts, rng=rng)
    return Glyph(key=key, body=tuple(parts), advance=SIDE + 2.0, is_linked=is_running)


def _linked(parts: list[NDArray[np.float64]], *, rng: np.random.Generator) -> list[NDArray[np.float64]]:
    linked = [parts[0]]
    for part in parts[1:]:
        if rng.random() < 0.6:
            linked[-1] = np.concatenate([linked[-1], part])
        else:
            linked.append(part)
    return linked
