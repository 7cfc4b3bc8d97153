"""Does every published system run, from its data to its figures?

A few steps each, on small stand-ins laid out as the real data are: what is tested is that all parts fit, not
how far they come.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.family.choose import chosen_recipe
from core.family.recipe import DataName, Evaluation, Recipe, recipe_names
from core.family.work import run_recipe
from tests.core.family.builders import (
    CPU,
    folder_of_patterns,
    omniglot_archive,
    recordings_archive,
)

STEPS = 2
SMALL: dict[str, Any] = {"check_every": 2, "pairs": 4, "classes": 3, "examples": 2}


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder laid out like that of the real data."""
    root = tmp_path_factory.mktemp("data")
    omniglot_archive(root / "general")
    folder_of_patterns(root / "general" / "att_faces", classes=12, examples=10)
    recordings_archive(root / "online", writers=10)
    return root


def small(name: str, **overruled: Any) -> Recipe:
    """Return a recipe of a few steps and trials."""
    recipe = chosen_recipe(name, steps=STEPS, **overruled)
    asked = recipe.evaluation.model_copy(update={"pairs": 20, "rounds": 1, "check_rounds": 1})
    changes = {"evaluation": Evaluation.model_validate(asked.model_dump()), "made_up": 10}
    mined = {"mine_every": 1} if any(each.mine_every for each in recipe.variants.values()) else {}
    return recipe.changed(**SMALL, **mined).model_copy(update=changes)


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_runs_from_its_data_to_its_figures(name: str, data: Path) -> None:
    recipe = small(name)
    needs_none = recipe.data in {DataName.DIGITS, DataName.SIGNATURES}
    outcome = run_recipe(recipe, None if needs_none else data, device=CPU)
    by_variant: dict[str, set[str]] = {}
    for row in outcome.figures:
        assert 0.0 <= row["value"] <= 1.0
        by_variant.setdefault(row["variant"], set()).add(row["measure"])
    assert set(by_variant) == set(recipe.variants)
    assert all({"pair accuracy", "EER"} <= found for found in by_variant.values())
    if recipe.evaluation.choose_by == "one-shot":
        assert all("4-way one-shot" in found for found in by_variant.values())


@pytest.mark.parametrize("name", ["facenet2015", "triplet2015", "att-faces"])
def test_a_signature_network_is_trained_by_the_parts_of_another_system(name: str) -> None:
    outcome = run_recipe(small(name, on="signatures"), None, device=CPU)
    assert {row["set_name"] for row in outcome.figures} == {"made-up signatures"}
    assert any("forgeries found" in row["measure"] for row in outcome.figures)


def test_kochs_network_learns_digits_too() -> None:
    outcome = run_recipe(small("koch2015", on="digits", variant="tutorial"), None, device=CPU)
    assert {row["measure"] for row in outcome.figures} >= {"10-way one-shot", "pair accuracy"}
