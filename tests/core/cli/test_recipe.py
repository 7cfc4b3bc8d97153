"""Does the command say which systems there are, run one, and compare two files by it?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from core.family.recipe import all_recipes
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
