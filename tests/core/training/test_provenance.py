"""Does a figure tell how it was made, without telling where on whose machine?"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from core.training.provenance import budget, command, machine, provenance
from tests.core.training.builders import CPU, card


def test_folders_and_places_of_this_machine_are_not_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    words = ["evaluate", "--data", str(data), "--json", str(tmp_path / "new.json"), "--seed", "3"]
    assert command(words) == "python -m core evaluate --data DATA --json new.json --seed 3"


def test_the_machine_is_told_in_words() -> None:
    said = machine(CPU)
    assert said.startswith(f"{os.cpu_count()} core")
    assert "device cpu" in said
    assert "torch" in said


def test_everything_that_a_figure_needs_stands_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["core", "probe"])
    made = provenance(card(digest="abc", seed=7), device=CPU, seeds={"pairs": 1})
    assert (made["command"], made["model"]) == ("python -m core probe", "abc")
    assert made["seeds"] == {"training": 7, "pairs": 1}
    assert made["date"] >= "2026"
    assert made["machine"] == machine(CPU)


def test_the_budget_is_that_of_the_recipe() -> None:
    recipe = {"split": "fold", "steps": 10, "signatories": 3, "genuine": 2, "forged": 1}
    assert budget(card(recipe=recipe)) == {"split": "fold", "passes": 90}
    assert budget(card()) == {}
