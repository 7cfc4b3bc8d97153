"""Does a model of every writer carry the figures of its five folds, and no others?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.errors import BadData
from core.net.checkpoint import ModelCard, load_card, save_model
from core.training.card_figures import NOTE, fill_card
from core.training.config import TrainingConfig
from tests.core.net.small import SMALL, small_twin

RECIPE = TrainingConfig(name="small", split="none", steps=3)
ROW = {"protocol": "desk", "set_name": "made-up", "measure": "EER", "value": 0.1, "low": 0.05, "high": 0.2}


def model_by(recipe: TrainingConfig, folder: Path) -> Path:
    path = folder / "model.safetensors"
    said = recipe.model_dump(mode="json")
    save_model(small_twin(), ModelCard(name="small", created="2026-01-01", encoder=SMALL, recipe=said), path)
    return path


def write_result(folder: Path, name: str, *, split: str, passes: int) -> None:
    folder.mkdir(exist_ok=True)
    result = {"split": split, "passes": passes, "figures": [{**ROW, "specimens": 5}]}
    (folder / f"{name}.json").write_text(json.dumps(result), "utf-8")


def test_the_card_tells_the_figures_of_the_folds(tmp_path: Path) -> None:
    model, results = model_by(RECIPE, tmp_path), tmp_path / "results"
    write_result(results, "folds", split="fold", passes=RECIPE.passes)
    write_result(results, "other", split="literature", passes=RECIPE.passes)
    fill_card(model, results)
    card = load_card(model)
    assert [(one.measure, one.value, one.specimens) for one in card.figures] == [("EER", 0.1, 5)]
    assert card.notes == NOTE


def test_folds_of_another_length_are_not_claimed(tmp_path: Path) -> None:
    model, results = model_by(RECIPE, tmp_path), tmp_path / "results"
    write_result(results, "folds", split="fold", passes=RECIPE.passes + 1)
    with pytest.raises(BadData, match="0 results"):
        fill_card(model, results)
    assert not load_card(model).figures


def test_a_model_that_held_writers_back_is_measured_on_them(tmp_path: Path) -> None:
    held_back = RECIPE.model_copy(update={"split": "literature"})
    model, results = model_by(held_back, tmp_path), tmp_path / "results"
    write_result(results, "folds", split="fold", passes=RECIPE.passes)
    with pytest.raises(BadData, match="held writers back"):
        fill_card(model, results)
