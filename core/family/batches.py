"""Which examples does a network see together: pairs, or several of each of a few classes?

A batch depends on the step alone, so a run that was stopped sees the batches of one that was not.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from core.errors import BadData
from core.family.collection import Collection, Rows


class BatchesName(StrEnum):
    """A way to draw batches, as the recipes call it."""

    HALF_SAME = "half-same"
    IN_TURN = "in-turn"
    CLASSES = "classes"


class PairRows(NamedTuple):
    """P pairs of rows, each (P,), and 1.0 for the same or 0.0."""

    first: Rows
    second: Rows
    same: NDArray[np.float32]


class TripletRows(NamedTuple):
    """T triplets of rows, each (T,)."""

    anchor: Rows
    positive: Rows
    negative: Rows


class ClassRows(NamedTuple):
    """B rows (B,), several of each class."""

    rows: Rows


Batch = PairRows | TripletRows | ClassRows


class Source(Protocol):
    """Whatever draws the batch of a step; `rng` is the step's own."""

    def draw(self, step: int, rng: np.random.Generator) -> Batch:
        """Draw one batch."""


class HalfSame:
    """Pairs drawn at random, by turns the same and different; forgeries take every other different one."""

    def __init__(self, collection: Collection, *, pairs: int) -> None:
        self.pairs = pairs
        self._genuine = _genuine(collection)
        self._forged = [collection.rows_of(i, genuine=False) for i in range(len(collection.names))]
        self._usable = np.flatnonzero([rows.size >= 2 for rows in self._genuine])
        self._forgeable = np.flatnonzero(
            [g.size > 0 and f.size > 0 for g, f in zip(self._genuine, self._forged, strict=True)]
        )
        _require_two(self._usable)

    def draw(self, step: int, rng: np.random.Generator) -> PairRows:
        """Draw `pairs` pairs."""
        found = [self._pair(number, rng) for number in range(self.pairs)]
        first, second = np.array(found, np.int64).T
        return PairRows(first, second, (np.arange(self.pairs) % 2 == 0).astype(np.float32))

    def _pair(self, number: int, rng: np.random.Generator) -> tuple[int, int]:
        if number % 2 == 0:
            one, other = rng.choice(self._genuine[rng.choice(self._usable)], 2, replace=False)
        elif number % 4 == 1 and self._forgeable.size:
            who = rng.choice(self._forgeable)
            one, other = rng.choice(self._genuine[who]), rng.choice(self._forged[who])
        else:
            here, there = rng.choice(self._usable, 2, replace=False)
            one, other = rng.choice(self._genuine[here]), rng.choice(self._genuine[there])
        return int(one), int(other)


class InTurn:
    """The pairs of the tutorials: the n-th of a class with its n+1-th, then with the n-th of another class,
    as many of each class as the smallest has. They are drawn once, and shuffled for each epoch.
    """

    def __init__(self, collection: Collection, *, pairs: int, seed: int, orders: int = 1) -> None:
        """Put each class in so many orders, the first its own, and pair in each of them."""
        self.seed = seed
        rng = np.random.Generator(np.random.PCG64(seed))
        drawn = [pairs_in_turn(collection, rng, is_shuffled=order > 0) for order in range(orders)]
        self._all = PairRows(*(np.concatenate(side) for side in zip(*drawn, strict=True)))
        self._size = min(pairs, self._all.same.size)
        self.epoch_steps = self._all.same.size // self._size

    def draw(self, step: int, rng: np.random.Generator) -> PairRows:
        """Draw the next `pairs` pairs of the epoch; what is left over at its end is not seen in it."""
        epoch, place = divmod(step, self.epoch_steps)
        order = np.random.Generator(np.random.PCG64([self.seed, epoch])).permutation(self._all.same.size)
        taken = order[place * self._size : (place + 1) * self._size]
        return PairRows(self._all.first[taken], self._all.second[taken], self._all.same[taken])


class Classes:
    """P classes with K genuine examples of each, and F forgeries where there are any.

    alike: share of the batches whose classes are all of one group, which are harder to tell apart.
    """

    def __init__(
        self, collection: Collection, *, classes: int, examples: int, forged: int = 0, alike: float = 0.0
    ) -> None:
        self.classes, self.examples, self.forged, self.alike = classes, examples, forged, alike
        self._genuine = _genuine(collection)
        self._forged = [collection.rows_of(i, genuine=False) for i in range(len(collection.names))]
        self._usable = np.flatnonzero([rows.size >= 2 for rows in self._genuine])
        _require_two(self._usable)
        named = np.array(collection.groups)[self._usable]
        of_groups = [self._usable[named == group] for group in np.unique(named)]
        self._of_groups = [usable for usable in of_groups if usable.size >= 2]

    def draw(self, step: int, rng: np.random.Generator) -> ClassRows:
        """Draw P x (K + F) rows, or fewer where a class or a group has fewer."""
        usable = self._usable
        if self.alike and self._of_groups and rng.random() < self.alike:
            usable = self._of_groups[rng.integers(len(self._of_groups))]
        chosen = rng.choice(usable, min(self.classes, usable.size), replace=False)
        rows = []
        for who in chosen:
            rows.append(rng.permutation(self._genuine[who])[: self.examples])
            rows.append(rng.permutation(self._forged[who])[: self.forged])
        return ClassRows(np.concatenate(rows))


def pairs_in_turn(collection: Collection, rng: np.random.Generator, *, is_shuffled: bool = False) -> PairRows:
    """Return every pair of the tutorials' kind, the same and the different by turns."""
    genuine = [rng.permutation(rows) if is_shuffled else rows for rows in _genuine(collection) if rows.size]
    fewest = min(rows.size for rows in genuine) - 1
    if fewest < 1 or len(genuine) < 2:
        raise BadData("data", "a class has a single example, or is alone")
    first, second = [], []
    for who, rows in enumerate(genuine):
        for n in range(fewest):
            other = genuine[(who + int(rng.integers(1, len(genuine)))) % len(genuine)]
            first += [rows[n], rows[n]]
            second += [rows[n + 1], other[n]]
    same = np.tile(np.array([1.0, 0.0], np.float32), len(first) // 2)
    return PairRows(np.array(first, np.int64), np.array(second, np.int64), same)


def _genuine(collection: Collection) -> list[Rows]:
    return [collection.rows_of(label) for label in range(len(collection.names))]


def _require_two(usable: NDArray[np.intp]) -> None:
    if usable.size < 2:
        raise BadData("data", "fewer than two classes with two examples each")
