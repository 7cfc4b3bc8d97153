"""Does the command say which systems there are, run one, and compare two files by it?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from core.family.choose import chosen_recipe
from core.family.recipe import Evaluation, all_recipes
from tests.core.family.builders import folder_of_patterns, picture
from tests.core.shell import Run


def test_the_list_names_every_system_in_the_order_of_their_years(run: Run) -> None:
    ended = run("recipe", "list")
    assert ended.code == 0
    heads = [line.split() for line in ended.out.splitlines() if not line.startswith(" ")]
    assert [(head[0], int(head[1])) for head in heads] == [(one.name, one.year) for one in all_recipes()]
    assert "twin: facenet x euclidean x contrastive" in ended.out
    assert "20-way one-shot at least 0.92 (Koch et al. 2015, table 2)" in ended.out


def test_a_run_leaves_figures_with_their_command_and_a_network_that_compares_two_files(
    run: Run, tmp_path: Path
) -> None:
    data = folder_of_patterns(tmp_path / "data", classes=5, examples=10)
    target, work = tmp_path / "results" / "x.json", tmp_path / "work"
    words = ["--data", data, "--variant", "mlp", "--steps", 2, "--work", work, "--json", target]
    ended = run("recipe", "run", "image-folder", *words, "--device", "cpu")
    assert (ended.code, ended.out) == (0, ""), ended.err
    found = json.loads(target.read_text("utf-8"))
    assert found["command"].startswith("python -m core recipe run image-folder --data DATA --variant mlp")
    assert (found["recipe"], found["seeds"]) == ("image-folder", {"training": 1993})
    assert found["variants"]["mlp"]["steps"] == 2
    assert {row["measure"] for row in found["figures"]} == {"pair accuracy", "EER"}

    for number in range(2):
        Image.fromarray(picture(number, 50, size=32)).save(tmp_path / f"{number}.png")
    model = work / "image-folder-folder" / "mlp" / "best.safetensors"
    compared = run("recipe", "predict", model, tmp_path / "0.png", tmp_path / "1.png")
    assert compared.code == 0, compared.err
    said = json.loads(compared.out)
    assert set(said) == {"value", "smaller_is_closer", "is_same", "probability"}
    assert said["value"] > 0


def test_the_whole_family_is_measured_once_each_and_kept(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the two quickest systems: that every one runs, tests/core/family/test_every_recipe.py shows."""
    few = [chosen_recipe(name, steps=1) for name in ("bromley1993", "hadsell2006")]
    small = [each.model_copy(update={"made_up": 10, "evaluation": Evaluation(pairs=20)}) for each in few]
    monkeypatch.setattr(
        "core.family.choose.whole_family", lambda **_asked: {each.name: each for each in small}
    )
    words = ["recipe", "table", "--out", tmp_path / "family", "--budget", 0.05, "--device", "cpu"]
    ended = run(*words)
    assert ended.code == 0, ended.err
    assert "bromley1993: 0.05 minutes of all cores for each of 2" in ended.err
    found = json.loads((tmp_path / "family" / "hadsell2006.json").read_text("utf-8"))
    assert found["year"] == 2006
    assert (tmp_path / "family" / "bromley1993.svg").read_text("utf-8").startswith("<svg")
    (tmp_path / "family" / "hadsell2006.json").unlink()
    again = run(*words)
    assert "bromley1993: measured already" in again.err
    assert (tmp_path / "family" / "hadsell2006.json").exists()


@pytest.mark.parametrize(
    "words, said",
    [
        (["run", "eigenfaces"], "eigenfaces is none of att-faces"),
        (["run", "koch2015"], "koch2015 learns from omniglot; name its folder with --data"),
        (["run", "koch2015", "--variant", "other"], "other is none of paper, tutorial"),
        (["run", "koch2015", "--on", "cats"], "cats is none of digits"),
        (["run", "bromley1993", "--on", "digits", "--steps", "1"], "time-delay takes no pictures"),
        (["predict", "gone", "a", "b"], "gone: not a network that a recipe left"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(run: Run, words: list[str], said: str) -> None:
    ended = run("recipe", *words)
    assert (ended.code, ended.out) == (6, "")
    assert said in ended.err
