"""Which signatures does the network see together?

A batch holds several signatories with some of their genuine signatures and some forgeries of each, so that it
holds genuine pairs, skilled forgeries and random forgeries at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.data.frames import FrameSet
from core.errors import BadData

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class BatchShape:
    """How many signatories a batch holds, and how many genuine signatures and forgeries of each."""

    signatories: int = 8
    genuine: int = 6
    forged: int = 4

    @property
    def size(self) -> int:
        return self.signatories * (self.genuine + self.forged)


@dataclass(frozen=True, eq=False)
class Batch:
    """B frames: rows of the frame set, whose signature each is or imitates (0 .. signatories-1), genuine
    or not.
    """

    rows: Rows
    signatory: NDArray[np.int64]
    is_genuine: NDArray[np.bool_]


class Batches:
    """Draws batches from a frame set; the same generator state gives the same batches."""

    def __init__(self, frames: FrameSet, shape: BatchShape, *, set_power: float = 0.5) -> None:
        """Draw each set in proportion to its number of writers to the power `set_power`."""
        self.shape = shape
        self._genuine = _rows_by_signatory(frames, is_genuine=True)
        self._forged = _rows_by_signatory(frames, is_genuine=False)
        self._rivals = _rivals(frames)
        self._usable = np.array(
            [i for i in range(len(frames.signatories)) if self._genuine[i].size >= 2], np.int64
        )
        if self._usable.size < 2:
            raise BadData("training data", "fewer than two signatories with two genuine signatures each")
        self._chances = _chances(frames, self._usable, power=set_power)

    def draw(self, rng: np.random.Generator) -> Batch:
        """Draw one batch of `shape.size` rows."""
        count = min(self.shape.signatories, self._usable.size)
        chosen = rng.choice(self._usable, count, replace=False, p=self._chances)
        rows, signatory, is_genuine = [], [], []
        for number, who in enumerate(chosen):
            genuine = _some(self._genuine[who], self.shape.genuine, rng)
            forged = _some(self._imitations(int(who), rng), self.shape.forged, rng)
            rows += [genuine, forged]
            signatory += [number] * (genuine.size + forged.size)
            is_genuine += [True] * genuine.size + [False] * forged.size
        return Batch(np.concatenate(rows), np.array(signatory, np.int64), np.array(is_genuine, bool))

    def _imitations(self, who: int, rng: np.random.Generator) -> Rows:
        """Forgeries of a signatory; where there are none, the same words in other hands, if any."""
        if self._forged[who].size or not self._rivals[who].size:
            return self._forged[who]
        rivals = rng.choice(self._rivals[who], min(self.shape.forged, self._rivals[who].size), replace=False)
        return np.concatenate([_some(self._genuine[rival], 1, rng) for rival in rivals])


def _some(rows: Rows, count: int, rng: np.random.Generator) -> Rows:
    return rng.permutation(rows)[:count]


def _rows_by_signatory(frames: FrameSet, *, is_genuine: bool) -> list[Rows]:
    rows = np.flatnonzero(frames.is_genuine == is_genuine)
    order = rows[np.argsort(frames.signatory[rows], kind="stable")]
    starts = np.searchsorted(frames.signatory[order], np.arange(len(frames.signatories) + 1))
    return [order[a:b] for a, b in pairwise(starts)]


def _rivals(frames: FrameSet) -> list[Rows]:
    """Return, for each signatory, the others who write the same words."""
    texts = np.array(frames.texts)
    same = {text: np.flatnonzero(texts == text) for text in set(frames.texts) if text}
    nobody = np.zeros(0, np.int64)
    return [same[text][same[text] != number] if text else nobody for number, text in enumerate(frames.texts)]


def _chances(frames: FrameSet, usable: Rows, *, power: float) -> NDArray[np.float64]:
    """Weight sets by writers^power, writers alike within a set, and a writer's names alike."""
    names = frames.set_names()
    writers_of: dict[str, set[str]] = {}
    for number in usable:
        writers_of.setdefault(names[number], set()).add(frames.writers[number])
    in_set = {name: sum(names[number] == name for number in usable) for name in writers_of}
    weights = np.array([len(writers_of[names[n]]) ** power / in_set[names[n]] for n in usable], np.float64)
    return np.asarray(weights / weights.sum())
