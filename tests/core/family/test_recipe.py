"""Are the recipes that ship readable, and are those that make no sense refused by name?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.errors import BadData
from core.family.recipe import FOLDER, Target, all_recipes, named_recipe, read_recipe
from tests.core.family.builders import parts

PUBLISHED = {
    "att-faces",
    "bromley1993",
    "dey2017",
    "facenet2015",
    "hadsell2006",
    "image-folder",
    "koch2015",
    "ours",
    "pseudo-siamese",
    "triplet2015",
}
HEAD = 'name = "x"\ntitle = "X"\nyear = 2000\nsource = "nobody"\ndata = "digits"\n'
PARTS = '[parts]\nencoder = "mlp"\ndistance = "euclidean"\nloss = "contrastive"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "x.toml"
    path.write_text(text, "utf-8")
    return path


def test_every_published_system_ships_as_a_recipe() -> None:
    recipes = all_recipes()
    assert {recipe.name for recipe in recipes} == PUBLISHED
    assert [recipe.year for recipe in recipes] == sorted(recipe.year for recipe in recipes)
    assert all(recipe.name == path.stem for recipe, path in pairs_by_name())


def pairs_by_name() -> list[tuple[Any, Path]]:
    return [(read_recipe(path), path) for path in FOLDER.glob("*.toml")]


def test_every_recipe_names_its_source_and_every_target_who_said_it() -> None:
    for recipe in all_recipes():
        assert recipe.source
        assert all(target.said_by for target in recipe.targets)
        assert all(target.variant in {"", *recipe.variants} for target in recipe.targets)
        assert all((t.at_least is None) != (t.at_most is None) for t in recipe.targets)


def test_a_variant_differs_in_what_it_names_only() -> None:
    recipe = named_recipe("image-folder")
    mlp, cnn = (recipe.variants[name].model_dump() for name in ("mlp", "cnn"))
    assert {key for key in mlp if mlp[key] != cnn[key]} == {"encoder"}


def test_a_recipe_without_variants_has_one_of_its_own_name(tmp_path: Path) -> None:
    assert list(read_recipe(written(tmp_path, HEAD + PARTS)).variants) == ["x"]


def test_a_recipe_is_named_or_is_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + PARTS)
    assert named_recipe(str(path)).title == "X"
    with pytest.raises(BadData, match=r"eigenfaces is none of att-faces, bromley1993"):
        named_recipe("eigenfaces")


@pytest.mark.parametrize(
    "text, why",
    [
        ("name = ", "not a recipe"),
        (PARTS, "name"),
        (HEAD, "encoder"),
        (HEAD + PARTS + 'colour = "red"\n', "colour"),
        (HEAD + PARTS.replace("mlp", "resnet"), "resnet|encoder"),
        (HEAD + "variant = 3\n", "not a recipe"),
    ],
)
def test_a_recipe_that_is_none_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadData, match=why):
        read_recipe(written(tmp_path, text))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="not a recipe"):
        read_recipe(tmp_path / "gone.toml")


@pytest.mark.parametrize(
    "changes, why",
    [
        ({"distance": "cosine"}, "contrastive loss wants a distance"),
        ({"distance": "l1", "loss": "squared"}, "squared loss wants a likeness"),
        ({"distance": "exp-l1", "loss": "binary"}, "no logit"),
        ({"loss": "triplet"}, "triplets and softmaxes come from batches of classes"),
        ({"is_turned": True}, "in batches of classes"),
        ({"warp": 0.1}, "part of the distortion"),
        ({"loss": "softmax", "batches": "classes", "miner": "hardest"}, "has no miner"),
        ({"mine_every": 3}, "mine_every is for triplets"),
        ({"loss": "triplet", "batches": "classes", "mine_every": 2}, "divides check_every"),
        ({"epochs": 2}, "epochs are of pairs in turn"),
    ],
)
def test_parts_that_do_not_fit_each_other_are_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parts(**changes)


def test_changed_parts_are_checked_too() -> None:
    assert named_recipe("ours").changed(steps=7).variants["ours"].steps == 7
    with pytest.raises(BadData, match="batches of classes"):
        named_recipe("ours").changed(batches="half-same")


def test_a_gap_says_by_how_much_a_figure_misses() -> None:
    least = Target(measure="m", at_least=0.9, said_by="x")
    most = Target(measure="m", at_most=0.1, said_by="x")
    assert least.gap(0.7) == pytest.approx(0.2)
    assert least.gap(0.95) == pytest.approx(-0.05)
    assert most.gap(0.3) == pytest.approx(0.2)
