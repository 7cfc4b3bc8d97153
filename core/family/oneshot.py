"""How often is the class found of which a single example is known?

As Lake et al. 2015 draw them: classes of one group (an alphabet), one example of each by one hand, and the
same characters presented by another. Where the n-th example of every class is by one hand, as in Omniglot,
the trials have two hands each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import BadData
from core.family.collection import Collection, Rows
from core.family.embedded import Embedded


class Trials(NamedTuple):
    """T trials: the presented row (T,), one row of each class (T, W), and whose place is right (T,)."""

    presented: Rows
    support: Rows
    answer: NDArray[np.int64]

    @property
    def rows(self) -> Rows:
        """Every row that takes part."""
        return np.unique(np.concatenate([self.presented, self.support.ravel()]))


def most_ways(collection: Collection, *, within_groups: bool = True) -> int:
    """Return among how many classes a trial of this collection can choose at most."""
    return max(len(classes) for classes in _pools(collection, within_groups=within_groups))


def draw_trials(
    collection: Collection, *, ways: int, rounds: int, seed: int, within_groups: bool = True
) -> Trials:
    """Draw `rounds` sets of `ways` classes from every group that has so many, and present each class once.

    Raises BadData where no group has so many.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    pools = [pool for pool in _pools(collection, within_groups=within_groups) if len(pool) >= ways]
    if not pools:
        raise BadData("data", f"no group has {ways} classes with two examples each")
    presented, support = [], []
    for pool in pools:
        for _ in range(rounds):
            chosen = [pool[place] for place in rng.permutation(len(pool))[:ways]]
            shown, known = _two_places(chosen, rng)
            presented.append(shown)
            support.append(np.tile(known, (ways, 1)))
    answer = np.tile(np.arange(ways), len(presented))
    return Trials(np.concatenate(presented), np.concatenate(support), answer)


def one_shot_hits(embedded: Embedded, trials: Trials) -> NDArray[np.bool_]:
    """Tell of each trial whether the right class is closer than every other, (T,).

    A tie is not right: a network for which all are alike has found nothing.
    """
    nearness = embedded.nearness(trials.presented, trials.support)  # (T, W)
    places = np.arange(len(nearness))
    right = nearness[places, trials.answer].copy()
    nearness[places, trials.answer] = -np.inf
    return np.asarray(right > nearness.max(axis=1))


def _pools(collection: Collection, *, within_groups: bool) -> list[list[Rows]]:
    """Return the rows of every usable class, by group or all in one."""
    pools: dict[str, list[Rows]] = {}
    for label, group in enumerate(collection.groups):
        rows = collection.rows_of(label)
        if rows.size >= 2:
            pools.setdefault(group if within_groups else "", []).append(rows)
    return list(pools.values()) or [[]]


def _two_places(classes: Iterable[Rows], rng: np.random.Generator) -> tuple[Rows, Rows]:
    """Return one row of each class to present, and another to know it by: the same two places in each."""
    rows = list(classes)
    one, other = rng.choice(min(each.size for each in rows), 2, replace=False)
    return np.array([each[one] for each in rows]), np.array([each[other] for each in rows])
