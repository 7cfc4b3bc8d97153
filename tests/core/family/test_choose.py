"""Is what the shell overrules overruled, and what does not exist refused?"""

from __future__ import annotations

import pytest

from core.errors import BadData
from core.family.choose import chosen_recipe, whole_family
from core.family.recipe import DataName, recipe_names


def test_steps_take_the_place_of_epochs() -> None:
    found = chosen_recipe("hadsell2006", steps=5).variants["hadsell2006"]
    assert (found.steps, found.epochs) == (5, 0)


def test_one_variant_can_be_chosen() -> None:
    assert list(chosen_recipe("koch2015", variant="tutorial").variants) == ["tutorial"]
    with pytest.raises(BadData, match="other is none of paper, tutorial"):
        chosen_recipe("koch2015", variant="other")


def test_on_other_data_nothing_is_held_to_a_target() -> None:
    found = chosen_recipe("koch2015", on="digits")
    assert (found.data, found.targets) == (DataName.DIGITS, ())
    assert chosen_recipe("koch2015", on="omniglot").targets
    with pytest.raises(BadData, match="cats is none of digits"):
        chosen_recipe("koch2015", on="cats")


def test_the_whole_family_needs_no_data_but_is_held_to_figures_only_with_them() -> None:
    alone, with_data = whole_family(has_data=False), whole_family(has_data=True)
    assert list(alone) == recipe_names()
    assert {each.data for each in alone.values()} == {
        DataName.DIGITS,
        DataName.SIGNATURES,
        DataName.TRAJECTORIES,
    }
    assert not alone["koch2015"].targets
    assert with_data["koch2015"].targets


def test_what_is_measured_on_other_data_too_has_results_of_another_name() -> None:
    with_data = whole_family(has_data=True)
    assert set(recipe_names()) < set(with_data)
    on_faces = with_data["facenet2015-folder"]
    assert (on_faces.name, on_faces.data, on_faces.targets) == ("facenet2015", DataName.FOLDER, ())
