"""Do the methods differ in nothing but what is theirs?"""

from __future__ import annotations

import pytest

from core.errors import BadData
from core.training.config import DESK, Course, load_recipe
from core.training.rivals.names import RivalName
from core.training.rivals.recipe import METHODS, rival_recipe

TRAINED = sorted(METHODS)


def test_every_method_that_learns_has_a_recipe() -> None:
    assert {*TRAINED, RivalName.HOG} == set(RivalName)


@pytest.mark.parametrize("name", TRAINED)
def test_all_else_is_the_desks(name: RivalName) -> None:
    desk, recipe = load_recipe(DESK), rival_recipe(name)
    assert recipe.passes == desk.passes
    assert not recipe.learns_from_made_up
    theirs = {"name", "margin", "learning_rate", "weight_decay", "made_up_steps", "made_up_share"}
    shared = set(Course.model_fields) - theirs
    assert recipe.model_dump(include=shared) == desk.model_dump(include=shared)


def test_a_part_of_a_batch_is_no_step() -> None:
    assert rival_recipe(RivalName.SIGNET, passes=215).steps == 2
    with pytest.raises(BadData, match="71 do not make one batch of 72"):
        rival_recipe(RivalName.SIGNET, passes=71)


def test_made_up_writers_have_the_share_that_they_have_in_the_desks_recipe() -> None:
    desk = load_recipe(DESK)
    recipe = rival_recipe(RivalName.MULTI_SIMILARITY, passes=desk.passes // 3, with_made_up=True)
    assert recipe.made_up_share == desk.made_up_share
    assert recipe.made_up_steps == round(desk.made_up_steps / 3)
    assert recipe.learns_from_made_up


def test_the_learning_rate_can_be_overruled() -> None:
    assert rival_recipe(RivalName.SIGNET, passes=720, learning_rate=0.5).learning_rate == 0.5
