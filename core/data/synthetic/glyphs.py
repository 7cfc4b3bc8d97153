"""What is a letter-like shape, and how is one written down?

Shapes live in letter units: 10 is the height of a small letter, 0 the baseline, 20 the top of a capital.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

X_HEIGHT = 10.0


@dataclass(frozen=True, eq=False)
class Glyph:
    """One letter: `body` parts in order, `marks` (dots, crosses) added once the word is written.

    `key` names the letter, so that one hand writes it alike each time. `is_capital` letters take the
    hand's size of capitals; `is_linked` says that the last part may run into the next letter.
    """

    key: str
    body: tuple[NDArray[np.float64], ...]
    advance: float
    marks: tuple[NDArray[np.float64], ...] = ()
    is_capital: bool = False
    is_linked: bool = True


def parse_parts(text: str) -> tuple[NDArray[np.float64], ...]:
    """Read 'x y, x y, ... / x y, ...': points apart by commas, parts by slashes."""
    return tuple(
        np.array([[float(number) for number in point.split()] for point in part.split(",")])
        for part in text.split("/")
    )


def reach(parts: tuple[NDArray[np.float64], ...]) -> float:
    """Return how far to the right the parts go."""
    return float(max(part[:, 0].max() for part in parts))
