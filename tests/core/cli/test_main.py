"""Does the command line say, in words and in its exit code, what came of it?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from core.net.checkpoint import save_model
from core.net.twin import Twin
from tests.core.cli.saved import verified
from tests.core.shell import SETS, Run
from tests.core.training.builders import TINY, card

RECIPE = """name = "tiny"
split = "fold"
signatories = 3
genuine = 2
forged = 2
steps = 900
check_every = 2
made_up_steps = 1
made_up_share = 0.0
made_up_writers = 2
random_pairs = 8
[encoder]
width = 16
blocks = 1
vector = 16
local = 8
"""


@pytest.mark.parametrize("kind", ["missing", "changed", "without card"])
def test_a_model_that_must_not_be_used_is_named_on_one_line(
    run: Run, scans: list[Path], model: Path, kind: str
) -> None:
    if kind == "missing":
        model = model.with_name("nowhere.safetensors")
    if kind == "changed":
        model.write_bytes(model.read_bytes() + b"\0")
    if kind == "without card":
        model.with_suffix(".json").unlink()
    for command in (verified(scans, model), ["model", "show", "--model", model]):
        found = run(*command)
        assert (found.code, found.out, found.err.count("\n")) == (5, "", 1)
        assert found.err.startswith(f"{model.name}: ")


def test_what_else_can_fail_says_so_on_one_line(
    run: Run, model: Path, tmp_path: Path, collection: Path
) -> None:
    nowhere, out = tmp_path / "nowhere", tmp_path / "new.safetensors"
    blocked = tmp_path / "file"
    blocked.touch()
    commands: list[list[object]] = [
        ["evaluate", "--model", model],
        ["evaluate", "--model", model, "--data", nowhere],
        ["train", "--out", out, "--data", nowhere],
        ["train", "--out", out, "--data", collection, "--recipe", nowhere],
        ["train", "--out", out, "--data", collection, "--cache", blocked],
        ["folds", "--model", model, "--data", collection],
        ["figures", "--readme", nowhere, "--results", tmp_path],
        ["figures", "--readme", blocked, "--results", nowhere],
    ]
    for command in commands:
        found = run(*command)
        line = found.err.rsplit("\r", 1)[-1]
        assert (found.code, found.out) == (6, ""), command
        assert line.count("\n") == 1, command
        assert "Traceback" not in found.err


@pytest.mark.parametrize(
    "words",
    [
        ["verify", "--presented", "a.png"],
        ["train", "--out", "m.safetensors", "--steps", "0"],
        ["train", "--out", "m.safetensors", "--seed", "-1"],
        ["train", "--out", "m.safetensors", "--device", "abacus"],
        ["train", "--out", "m.json"],
        ["train", "--out", "."],
        ["evaluate", "--protocol", "guess"],
        ["evaluate", "--specimens", "0"],
        ["errors"],
        ["forge"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_before_any_work(run: Run, words: list[str]) -> None:
    found = run(*words)
    assert (found.code, found.out) == (2, "")


def test_data_may_be_named_in_the_environment(
    run: Run, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECIMEN_DATA", str(tmp_path / "named there"))
    found = run("evaluate", "--model", model)
    assert found.code == 6
    assert "named there" in found.err


def test_a_model_is_trained_measured_probed_and_shown(run: Run, collection: Path, tmp_path: Path) -> None:
    model, recipe, results = (
        tmp_path / "new" / "tiny.safetensors",
        tmp_path / "tiny.toml",
        tmp_path / "results",
    )
    recipe.write_text(RECIPE, "utf-8")
    shared = ["--data", collection, "--cache", tmp_path / "cache", "--device", "cpu"]
    trained = run("train", "--out", model, "--recipe", recipe, "--steps", 2, *shared)
    assert trained.code == 0, trained.err
    digest = json.loads(trained.out)["digest"]

    measured = run("evaluate", "--model", model, "--write-card", "--json", results / "evaluate.json", *shared)
    assert (measured.code, measured.out) == (0, "")
    figures = json.loads((results / "evaluate.json").read_text("utf-8"))["figures"]
    assert {(one["protocol"], one["set_name"]) for one in figures} == {
        (protocol, name) for protocol in ("pairs", "desk") for name in SETS
    }

    rows = json.loads(run("evaluate", "--model", model, "--protocol", "probe", *shared).out)["figures"]
    assert rows[0]["measure"] == "AUC, photometry, raw scans"
    assert all(0.5 <= row["value"] <= 1 for row in rows)
    assert rows[1]["value"] == 0.5

    shown = json.loads(run("model", "show", "--model", model).out)
    assert shown["digest"] == digest
    assert shown["recipe"]["steps"] == 2
    assert shown["figures"] == figures

    scans = sorted((collection / "a" / "1" / "genuine").iterdir())
    assert run(*verified(scans, model)).code in {0, 10, 11}

    readme = tmp_path / "README.md"
    marks = [f"<!-- figures:{end} {name} -->" for name in ("accuracy", "speed") for end in ("start", "end")]
    readme.write_text("\n".join(marks), "utf-8")
    assert run("figures", "--readme", readme, "--results", results).code == 0
    assert f"model {digest[:12]}" in readme.read_text("utf-8")


def test_a_card_with_an_unknown_recipe_is_a_sentence_and_no_traceback(
    run: Run, collection: Path, tmp_path: Path
) -> None:
    path = tmp_path / "later.safetensors"
    save_model(Twin(TINY), card(recipe={"stepps": 3}), path)
    for command in ("evaluate", "errors"):
        more = ["--out", tmp_path / "errors"] if command == "errors" else []
        ended = run(command, "--data", collection, "--model", path, *more)
        assert (ended.code, ended.out, ended.err.count("\n")) == (5, "", 1)
        assert "stepps" in ended.err


def test_the_help_tells_the_exit_codes() -> None:
    called = subprocess.run(
        [sys.executable, "-m", "core", "--help"], capture_output=True, encoding="utf-8", check=True
    )
    text = " ".join(called.stdout.split())
    for words in ("Exit codes: 0 done", "10 the advice is to refer", "11 the advice is to", "2 wrong usage"):
        assert words in text
