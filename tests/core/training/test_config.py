"""Is a recipe read as it is written, and refused where it is not one?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

import core.training
from core.errors import BadData, UnusableModel
from core.training.config import TrainingConfig, load_recipe, recipe_of


def test_a_recipe_changes_what_it_names_and_leaves_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text('name = "small"\nsteps = 12\n[encoder]\nwidth = 4\n', "utf-8")
    config = load_recipe(path)
    assert (config.name, config.steps, config.encoder.width) == ("small", 12, 4)
    assert config.seed == TrainingConfig().seed


@pytest.mark.parametrize(
    "text",
    [
        "steps = ",
        "stepps = 12",
        "steps = 0",
        'split = "random"',
        "check_every = 0",
        "seed = -1",
        'split = "cross"',
        'held_out = ["cedar"]',
    ],
)
def test_a_file_that_is_no_recipe_is_refused_with_its_path(tmp_path: Path, text: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadData) as refused:
        load_recipe(path)
    assert refused.value.where == str(path)
    assert "\n" not in str(refused.value)


def test_a_recipe_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData):
        load_recipe(tmp_path / "nowhere.toml")


def test_a_recipe_does_not_change_once_read() -> None:
    with pytest.raises(ValidationError):
        TrainingConfig().steps = 5


def test_a_recipe_on_a_card_is_read_back_as_it_was() -> None:
    config = TrainingConfig(steps=7, split="cross", held_out=("cedar",))
    assert recipe_of(Path("model.safetensors"), config.model_dump(mode="json")) == config


def test_a_recipe_on_a_card_that_is_not_known_is_named_on_one_line() -> None:
    with pytest.raises(UnusableModel, match="stepps: Extra inputs") as refused:
        recipe_of(Path("folder/model.safetensors"), {"stepps": 3, "encoder": {"width": 16}})
    assert str(refused.value).startswith("model.safetensors: version (")
    assert "\n" not in str(refused.value)


def test_every_shipped_recipe_is_one() -> None:
    recipes = sorted((Path(core.training.__file__).parent / "recipes").glob("*.toml"))
    assert [load_recipe(path).name for path in recipes] == [path.stem for path in recipes]
