"""Which writers may the network learn from, which choose its thresholds, and which does it never meet?

Every split is by writer, so no hand is on two sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.data.frames import FrameSet
from core.errors import BadData

LITERATURE_TEST = {
    "bhsig260_hindi": range(101, 161),
    "bhsig260_bengali": range(51, 101),
    "cedar": range(45, 56),
}
"""The literature's test writers (protocols.md), and eleven writers of CEDAR held out beside them."""
FOLDS = 5
DEVELOPMENT_SHARE = 0.18
SPLIT_SEED = 1993


@dataclass(frozen=True)
class Split:
    """Writers by side; the three sides share none."""

    training: tuple[str, ...]
    development: tuple[str, ...]
    test: tuple[str, ...]

    def __post_init__(self) -> None:
        sides = [set(self.training), set(self.development), set(self.test)]
        if sum(map(len, sides)) != len(set().union(*sides)):
            raise BadData("split", "a writer stands on two sides")


def literature_split(frames: FrameSet, *, share: float = DEVELOPMENT_SHARE) -> Split:
    """Hold out the literature's test writers; development writers are a seeded share of the rest of each
    set.
    """
    writers = sorted(set(frames.writers))
    test = tuple(writer for writer in writers if _is_literature_test(writer))
    rest = [writer for writer in writers if not _is_literature_test(writer)]
    development = _drawn(rest, share=share)
    return Split(tuple(w for w in rest if w not in set(development)), development, test)


def fold_split(frames: FrameSet, *, fold: int, folds: int = FOLDS, share: float = DEVELOPMENT_SHARE) -> Split:
    """Hold out a seeded fifth of the writers of every set: fold 0 to 4 together test every writer once."""
    if not 0 <= fold < folds:
        raise BadData("split", f"fold {fold} of {folds}")
    test: list[str] = []
    writers = sorted(set(frames.writers))
    for names in _by_set(writers).values():
        order = np.random.Generator(np.random.PCG64(SPLIT_SEED)).permutation(len(names))
        test += [names[i] for i in order[fold::folds]]
    rest = [writer for writer in writers if writer not in set(test)]
    development = _drawn(rest, share=share)
    return Split(tuple(w for w in rest if w not in set(development)), development, tuple(sorted(test)))


def cross_split(frames: FrameSet, *, held_out: Sequence[str], share: float = DEVELOPMENT_SHARE) -> Split:
    """Hold out whole sets: every writer of those named is for the test, and none chooses anything."""
    writers = sorted(set(frames.writers))
    test = tuple(writer for writer in writers if _set_of(writer) in held_out)
    rest = [writer for writer in writers if _set_of(writer) not in held_out]
    development = _drawn(rest, share=share)
    return Split(tuple(w for w in rest if w not in set(development)), development, test)


def random_split(frames: FrameSet, *, share: float = DEVELOPMENT_SHARE) -> Split:
    """Keep nobody for a test: a seeded share of every set for development, the rest for training."""
    writers = sorted(set(frames.writers))
    development = _drawn(writers, share=share)
    return Split(tuple(w for w in writers if w not in set(development)), development, ())


def _is_literature_test(writer: str) -> bool:
    set_name, _, name = writer.partition("/")
    return name.isdigit() and int(name) in LITERATURE_TEST.get(set_name, ())


def _by_set(writers: Sequence[str]) -> dict[str, list[str]]:
    sets: dict[str, list[str]] = {}
    for writer in writers:
        sets.setdefault(_set_of(writer), []).append(writer)
    return sets


def _set_of(writer: str) -> str:
    return writer.split("/")[0]


def _drawn(writers: Sequence[str], *, share: float) -> tuple[str, ...]:
    drawn: list[str] = []
    for names in _by_set(writers).values():
        rng = np.random.Generator(np.random.PCG64(SPLIT_SEED + 1))
        count = round(share * len(names)) if len(names) > 2 else 0
        drawn += [names[i] for i in rng.permutation(len(names))[: max(count, 1 if len(names) > 2 else 0)]]
    return tuple(sorted(drawn))
