"""Is every writer left out by one fold, and does the last network learn from all of them?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.errors import BadData
from core.family.choose import chosen_recipe
from core.family.collection import Collection
from core.family.data.trajectories import described, made_up_hands
from core.family.pad.learn import FEWEST_WRITERS, FOLDS, Lessons, embedded, learn_all, learn_folds
from core.family.recipe import Evaluation
from tests.core.family.builders import CPU


@pytest.fixture(scope="module")
def whole() -> Collection:
    return described(made_up_hands(FEWEST_WRITERS))


@pytest.fixture(scope="module")
def lessons() -> Lessons:
    recipe = chosen_recipe("bromley1993", variant="modern", steps=2)
    parts = recipe.changed(check_every=1, made_up_steps=0, classes=2, examples=3, forged=1).variants["modern"]
    return Lessons(parts, Evaluation(choose_by="references", references=2), 1, CPU)


def test_every_writer_is_left_out_once(whole: Collection, lessons: Lessons) -> None:
    folds = list(learn_folds(whole, None, lessons))
    assert [fold.number for fold in folds] == list(range(FOLDS))
    left_out = np.concatenate([fold.held_out for fold in folds])
    assert sorted(left_out.tolist()) == list(range(FEWEST_WRITERS))
    found = embedded(folds[0], whole, device=CPU)
    assert set(whole.label[found.rows].tolist()) == set(folds[0].held_out.tolist())


def test_the_network_that_ships_takes_all_its_steps(whole: Collection, lessons: Lessons) -> None:
    shorter = replace(lessons, parts=lessons.parts.model_copy(update={"steps": 1}))
    networks = [learn_all(whole, None, each) for each in (shorter, lessons, lessons)]
    ways = torch.randn(2, *whole.shape)
    with torch.inference_mode():
        one, two, again = (network(ways) for network in networks)
    assert not torch.equal(one, two)
    assert torch.equal(two, again)


def test_too_few_writers_are_refused(whole: Collection, lessons: Lessons) -> None:
    few = whole.of_classes(range(FEWEST_WRITERS - 1))
    with pytest.raises(BadData, match="9 writers, below 10"):
        next(learn_folds(few, None, lessons))
