"""What is a signature before it is written: control points, grouped into parts, glyphs and words?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Control points in writing order.

    points  (M, 2) mm, x to the right, y upwards.
    part    (M,) rises from 0: one pen movement each, at least two points.
    glyph   (M,) which letter, flourish or mark of the signature; a flourish is a glyph of its own.
    word    (M,) which word; flourishes and marks that belong to no word have one of their own.
    joined  (P,) whether part p runs into part p + 1 without lifting the pen.
    """

    points: Points
    part: Index
    glyph: Index
    word: Index
    joined: NDArray[np.bool_]

    @property
    def part_count(self) -> int:
        return int(self.joined.shape[0])

    @property
    def glyph_count(self) -> int:
        return int(self.glyph.max()) + 1

    @property
    def word_count(self) -> int:
        return int(self.word.max()) + 1

    def moved_to(self, points: Points) -> Skeleton:
        """Return the same structure with its control points elsewhere."""
        return replace(self, points=points)

    def without_part(self, part: int) -> Skeleton:
        """Return the skeleton with one part left out; what came before it no longer runs on."""
        keep = self.part != part
        joined = self.joined.copy()
        joined[max(0, part - 1)] &= part == 0
        return Skeleton(
            points=self.points[keep],
            part=np.where(self.part > part, self.part - 1, self.part)[keep],
            glyph=self.glyph[keep],
            word=self.word[keep],
            joined=np.delete(joined, part),
        )


@dataclass(frozen=True, eq=False)
class Placed:
    """One part on its way into a skeleton."""

    points: Points
    glyph: int
    word: int
    runs_on: bool = False


def assemble(parts: Sequence[Placed]) -> Skeleton:
    """Put placed parts together, in writing order."""
    counts = [len(part.points) for part in parts]
    joined = np.array([part.runs_on for part in parts], dtype=np.bool_)
    joined[-1] = False
    return Skeleton(
        points=np.concatenate([part.points for part in parts]).astype(np.float64),
        part=np.repeat(np.arange(len(parts)), counts),
        glyph=np.repeat(np.array([part.glyph for part in parts], dtype=np.intp), counts),
        word=np.repeat(np.array([part.word for part in parts], dtype=np.intp), counts),
        joined=joined,
    )


def means_by(values: Points, groups: Index) -> Points:
    """Return (G, 2): the mean of `values` (M, 2) in each group."""
    counts = np.maximum(np.bincount(groups), 1)
    sums = [np.bincount(groups, weights=values[:, axis]) for axis in (0, 1)]
    return np.stack(sums, axis=1) / counts[:, None]
