"""Is a whole recipe run, kept, drawn and told of?"""

from __future__ import annotations

import json
from pathlib import Path

from core.family.choose import chosen_recipe
from core.family.kept import load_network
from core.family.recipe import Evaluation, Recipe
from core.family.work import Outcome, run_recipe
from tests.core.family.builders import CPU, folder_of_patterns

SMALL = Evaluation(pairs=40)


def small(name: str, **changes: object) -> Recipe:
    recipe = chosen_recipe(name, steps=2).changed(check_every=1, pairs=4)
    return recipe.model_copy(update={"evaluation": SMALL, **changes})


def ran(tmp_path: Path) -> Outcome:
    data = folder_of_patterns(tmp_path / "data", classes=5, examples=10)
    return run_recipe(small("image-folder"), data, device=CPU, work=tmp_path / "work")


def test_every_variant_is_measured_kept_and_drawn(tmp_path: Path) -> None:
    outcome = ran(tmp_path)
    assert {row["variant"] for row in outcome.figures} == {"mlp", "cnn"}
    held = {(row["variant"], row["measure"]) for row in outcome.figures if "gap" in row}
    assert held == {("mlp", "pair accuracy"), ("cnn", "pair accuracy")}
    folder = tmp_path / "work" / "image-folder-folder"
    for variant in ("mlp", "cnn"):
        network, about = load_network(folder / variant / "best.safetensors")
        assert (about.variant, about.shape) == (variant, (1, 56, 46))
        assert not network.training
    assert [row["step"] for row in outcome.curves["cnn"]] == [1, 2]
    assert (folder / "curve.svg").read_text("utf-8").startswith("<svg")


def test_what_came_about_how_is_told(tmp_path: Path) -> None:
    about = ran(tmp_path).about
    assert (about["recipe"], about["year"]) == ("image-folder", 2016)
    assert about["data"]["training"] == {"classes": 5, "examples": 25}
    told = about["variants"]["mlp"]
    assert (told["steps"], told["parts"]["encoder"]) == (2, "mlp")
    assert told["parameters"] == 128 * (56 * 46 + 1) + 2 * 128 * 129
    assert json.loads(json.dumps(about)) == about


def test_what_is_made_up_is_called_so_and_held_to_nothing() -> None:
    recipe = small("bromley1993", made_up=10)
    outcome = run_recipe(recipe, None, device=CPU)
    assert {row["set_name"] for row in outcome.figures} == {"made-up trajectories"}
    assert not any("gap" in row for row in outcome.figures)
