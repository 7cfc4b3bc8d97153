"""What does a system learn from: examples of classes, read when they are asked for?

A class is a character, a person or a signatory. Whatever lies behind `read` (packed frames, pictures, pen
trajectories), the network gets a batch of numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.errors import BadData

Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Collection:
    """N examples of C classes.

    read        returns the examples of so many rows, (R, *shape) float32
    label       (N,) int64: whose each is, or imitates
    is_genuine  (N,) bool: False for skilled forgeries only
    names       of the classes, C
    groups      of the classes, C: the alphabet, the set or whatever one-shot trials are drawn within
    """

    read: Callable[[Rows], Tensor]
    shape: tuple[int, ...]
    label: NDArray[np.int64]
    is_genuine: NDArray[np.bool_]
    names: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def has_forgeries(self) -> bool:
        return not bool(self.is_genuine.all())

    def rows_of(self, label: int, *, genuine: bool = True) -> Rows:
        """Return the rows of one class, in their order."""
        return np.flatnonzero((self.label == label) & (self.is_genuine == genuine))

    def of_rows(self, rows: Rows) -> Collection:
        """Return some examples of the same classes."""
        kept = np.asarray(rows, np.int64)
        read = self.read
        return replace(
            self,
            read=lambda wanted: read(kept[wanted]),
            label=self.label[kept],
            is_genuine=self.is_genuine[kept],
        )

    def of_classes(self, classes: Sequence[int]) -> Collection:
        """Return some classes whole, numbered anew in this order."""
        number = np.full(len(self.names), -1, np.int64)
        number[list(classes)] = np.arange(len(classes))
        part = self.of_rows(np.flatnonzero(number[self.label] >= 0))
        return replace(
            part,
            label=number[part.label],
            names=tuple(self.names[i] for i in classes),
            groups=tuple(self.groups[i] for i in classes),
        )


@dataclass(frozen=True, eq=False)
class Material:
    """The three sides of a collection; thresholds and checkpoints are chosen on the second.

    made_up: classes that nobody collected, to learn from first.
    """

    training: Collection
    development: Collection
    test: Collection
    made_up: Collection | None = None


def of_pictures(
    pictures: NDArray[np.uint8], label: Sequence[int], *, names: Sequence[str], groups: Sequence[str]
) -> Collection:
    """Hold pictures (N, H, W); they are read as (R, 1, H, W) in [0, 1]."""

    def read(rows: Rows) -> Tensor:
        return torch.from_numpy(pictures[rows])[:, None].float() / 255.0

    return Collection(
        read=read,
        shape=(1, *pictures.shape[1:]),
        label=np.asarray(label, np.int64),
        is_genuine=np.ones(len(label), bool),
        names=tuple(names),
        groups=tuple(groups),
    )


def split_examples(whole: Collection, *, shares: tuple[float, float], seed: int) -> Material:
    """Split the examples of every class by shares for development and test: the classes are the same."""
    rng = np.random.Generator(np.random.PCG64(seed))
    sides: list[list[Rows]] = [[], [], []]
    for label in range(len(whole.names)):
        rows = rng.permutation(np.flatnonzero(whole.label == label))
        cuts = np.round(np.cumsum(shares) * rows.size).astype(int)
        for side, part in zip((1, 2, 0), np.split(rows, cuts), strict=True):
            sides[side].append(np.sort(part))
    return _material(*(whole.of_rows(np.concatenate(side)) for side in sides))


def split_classes(whole: Collection, *, shares: tuple[float, float], seed: int) -> Material:
    """Split by class, so that no person or character is on two sides."""
    order = np.random.Generator(np.random.PCG64(seed)).permutation(len(whole.names))
    cuts = np.round(np.cumsum(shares) * order.size).astype(int)
    development, test, training = (np.sort(part).tolist() for part in np.split(order, cuts))
    return _material(*(whole.of_classes(side) for side in (training, development, test)))


def _material(training: Collection, development: Collection, test: Collection) -> Material:
    for side in (training, development, test):
        if len(np.unique(side.label)) < 2:
            raise BadData("data", "too few classes to learn from some and to be measured on others")
    return Material(training, development, test)
