"""Does the command make a model of the pen, and tell how?"""

from __future__ import annotations

import json
from pathlib import Path

from core.net.checkpoint import save_model
from core.net.pen.checkpoint import load_pen
from tests.core.family.builders import recordings_archive
from tests.core.net.small import small_twin
from tests.core.scoring.test_verifier import CARD
from tests.core.shell import Run


def test_a_model_is_made_and_measured(run: Run, tmp_path: Path) -> None:
    recordings_archive(tmp_path / "online", writers=10, genuine=8, forged=4)
    image, out = tmp_path / "image.safetensors", tmp_path / "pen.safetensors"
    told = save_model(small_twin(), CARD, image)
    target = tmp_path / "results" / "pen.json"
    words = ["--data", tmp_path / "online", "--out", out, "--image-model", image, "--json", target]
    ended = run("pen", "train", *words, "--steps", 1, "--made-up", 6, "--device", "cpu")
    assert (ended.code, ended.out) == (0, ""), ended.err
    _network, card = load_pen(out)
    found = json.loads(target.read_text("utf-8"))
    assert (found["pen"], found["image"], found["steps"]) == (card.digest, told.digest, 1)
    assert found["command"].startswith("python -m core pen train --data ONLINE")
    assert card.command == found["command"]
    assert len(found["figures"]) == len(card.figures) > 0


def test_without_recordings_there_is_a_sentence(run: Run, tmp_path: Path) -> None:
    ended = run("pen", "train", "--data", tmp_path, "--out", tmp_path / "pen.safetensors")
    assert ended.code == 6
    assert "holds no svc2004_task2.tar.*" in ended.err


def test_the_figures_do_not_take_the_place_of_the_card(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "pen.safetensors"
    ended = run("pen", "train", "--data", tmp_path, "--out", out, "--json", tmp_path / "pen.json")
    assert ended.code == 2
    assert "where the model's card goes" in " ".join(ended.err.split()).replace("│ ", "")
