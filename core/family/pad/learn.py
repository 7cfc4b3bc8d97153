"""How does the pad's network learn, in five folds that each leave out some writers, and then from all?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import torch

from core.errors import BadData
from core.family.collection import Collection, Material, Rows
from core.family.embedded import Embedded
from core.family.pair import Pair
from core.family.recipe import Evaluation, Parts
from core.family.train import FamilyTraining
from core.net.pen.network import PenNetwork
from core.progress import Report, silent

FOLDS = 5
FEWEST_WRITERS = 10
"""Each fold then leaves out two."""
WATCHED = 4
FOLD_SEED = 2004


@dataclass(frozen=True)
class Lessons:
    """What all trainings have in common; checkpoints lie in a folder each of `folder`."""

    parts: Parts
    evaluation: Evaluation
    seed: int
    device: torch.device
    folder: Path | None = None


@dataclass(frozen=True, eq=False)
class Fold:
    """Some writers, by their labels, and the network that never met them."""

    number: int
    held_out: Rows
    network: Pair


def learn_folds(
    whole: Collection, made_up: Collection | None, lessons: Lessons, report: Report = silent
) -> Iterator[Fold]:
    """Yield five folds, every writer held out once; raises BadData where there are too few."""
    writers = len(whole.names)
    if writers < FEWEST_WRITERS:
        raise BadData("data", f"has {writers} writers, below {FEWEST_WRITERS}")
    order = np.random.Generator(np.random.PCG64(FOLD_SEED)).permutation(writers)
    for number, held_out in enumerate(np.array_split(order, FOLDS)):
        others = np.sort(order[~np.isin(order, held_out)])
        part = whole.of_classes(others.tolist())
        yield Fold(number, np.sort(held_out), _learnt(part, made_up, lessons, f"fold-{number}", report))


def learn_all(
    whole: Collection, made_up: Collection | None, lessons: Lessons, report: Report = silent
) -> PenNetwork:
    """Learn from every writer."""
    return cast(PenNetwork, _learnt(whole, made_up, lessons, "all", report).first)


def _learnt(
    part: Collection, made_up: Collection | None, lessons: Lessons, name: str, report: Report
) -> Pair:
    """Take all the steps of the recipe: a few writers kept back would choose a checkpoint by chance. Some of
    those who are learnt from are watched meanwhile.
    """
    watched = part.of_classes(range(WATCHED))
    learning = FamilyTraining(
        lessons.parts.model_copy(update={"patience": lessons.parts.steps}),
        Material(part, watched, watched, made_up),
        evaluation=lessons.evaluation,
        seed=lessons.seed,
        device=lessons.device,
        folder=lessons.folder / name if lessons.folder else None,
    )
    learning.run(report)
    return learning.network.eval()


def embedded(fold: Fold, whole: Collection, *, device: torch.device) -> Embedded:
    """Return what the network of a fold makes of the writers that it never met."""
    rows = np.flatnonzero(np.isin(whole.label, fold.held_out))
    return Embedded(fold.network, whole, rows, device=device)
