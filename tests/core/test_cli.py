"""Does the command line say, in words and in its exit code, what came of it?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from core import cli
from core.image.page import Page
from core.image.read import encode_png
from core.net.checkpoint import Cut, save_model
from core.net.twin import Twin
from core.training.probe import Probed
from core.training.protocols import Protocol
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


@pytest.fixture
def scans(collection: Path) -> list[Path]:
    """The genuine signatures of one writer."""
    return sorted((collection / "a" / "1" / "genuine").iterdir())


def model_with(path: Path, *, reject: float, accept: float) -> Path:
    """Save an untrained model that refers between two LLRs."""
    torch.manual_seed(0)
    cut = Cut(accept_llr=accept, reject_llr=reject, accept_far=0.01, reject_frr=0.01)
    save_model(Twin(TINY), card(thresholds=cut), path)
    return path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model that refers everything."""
    return model_with(tmp_path / "model.safetensors", reject=-99.0, accept=99.0)


def verified(scans: list[Path], model: Path) -> list[object]:
    """Return the command that checks the last scan against the others."""
    specimens = [word for scan in scans[:-1] for word in ("--specimen", scan)]
    return ["verify", *specimens, "--presented", scans[-1], "--model", model, "--device", "cpu"]


@pytest.mark.parametrize(
    "reject, accept, code, word",
    [(-99, -99, 0, "accept"), (-99, 99, 10, "refer"), (99, 99, 11, "reject")],
)
def test_the_exit_code_is_the_advice(
    run: Run, scans: list[Path], tmp_path: Path, reject: float, accept: float, code: int, word: str
) -> None:
    model = model_with(tmp_path / "m.safetensors", reject=reject, accept=accept)
    found = run(*verified(scans, model))
    assert found.code == code
    assert found.out.startswith(f"{word}: distance ")
    assert found.err == ""


def test_json_holds_all_that_the_desk_would_show(run: Run, scans: list[Path], model: Path) -> None:
    found = json.loads(run(*verified(scans, model), "--json").out)
    assert found["verdict"] == "refer"
    assert set(found["distances"]) == {str(scans[0]), str(scans[1])}
    assert found["distance"] == min(found["distances"].values())
    assert 0 <= found["distance"] <= 2
    assert abs(found["llr"]) <= abs(found["score"])
    assert {reason["kind"] for reason in found["reasons"]} >= {"distance", "slant", "proportions"}
    assert all(finding["severity"] == "note" for finding in found["quality"])
    assert found["model_digest"] == json.loads(model.with_suffix(".json").read_text("utf-8"))["digest"]
    assert found["milliseconds"] > 0
    assert (found["thresholds"]["reject_llr"], found["thresholds"]["accept_llr"]) == (-99.0, 99.0)
    assert "findings" not in found


@pytest.mark.parametrize("place", [0, -1], ids=["specimen", "presented"])
@pytest.mark.parametrize("kind", ["missing", "blank", "damaged"])
def test_a_scan_that_cannot_be_judged_is_named_on_one_line(
    run: Run, scans: list[Path], model: Path, tmp_path: Path, place: int, kind: str
) -> None:
    bad = tmp_path / "bad.png"
    if kind == "blank":
        bad.write_bytes(encode_png(Page(grey=np.full((200, 400), 255, np.uint8), dpi=200.0)))
    if kind == "damaged":
        bad.write_bytes(b"\x89PNG and no more")
    scans[place] = bad
    found = run(*verified(scans, model))
    assert (found.code, found.out) == (4, "")
    assert found.err.startswith("bad.png: ")
    assert found.err.count("\n") == 1


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


def test_a_folder_is_named_and_no_path_of_this_machine_published(
    run: Run, model: Path, collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probed = Probed({"embedding": 0.5}, 2)
    monkeypatch.setattr("core.training.protocols.probe_set", lambda *_a, **_k: probed)
    target = tmp_path / "results" / "probe.json"
    words = ["--every-writer", "--data", collection, "--model", model, "--json", target]
    assert run("evaluate", "--protocol", "probe", *words).code == 0
    found = json.loads(target.read_text("utf-8"))
    plain = f"--every-writer --data {collection.name.upper()} --model model.safetensors --json probe.json"
    assert found["command"] == f"python -m core evaluate --protocol probe {plain}"
    assert str(tmp_path) not in target.read_text("utf-8")
    assert "2 unreadable scans were left out" in found["notes"]
    assert set(found) == {"command", "date", "model", "seeds", "machine", "notes", "figures"}
    assert found["seeds"] == {"training": 0, "probe": 0}


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


@pytest.fixture
def newcomer(tmp_path: Path) -> Path:
    """An untrained model that learnt from set a alone, so that b and c are sets it never met."""
    torch.manual_seed(0)
    path = tmp_path / "newcomer.safetensors"
    save_model(Twin(TINY), card(training_sets={"a": "some"}), path)
    return path


def test_cheque_scanners_and_other_banks_paper_are_measured(
    run: Run, collection: Path, newcomer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.training.cross.WRITERS", 3)
    monkeypatch.setattr("core.training.cross.FEWEST_WRITERS", 4)
    shared = ["--data", collection / "b", "--model", newcomer, "--cache", tmp_path / "cache"]
    for protocol, more in (("bitonal", set[str]()), ("cross", {"cross, recalibrated"})):
        target = tmp_path / f"{protocol}.json"
        words = [*shared, "--protocol", protocol, "--specimens", 2, "--json", target, "--write-card"]
        ended = run("evaluate", *words)
        assert ended.code == 0, ended.err
        found = json.loads(target.read_text("utf-8"))
        assert {one["protocol"] for one in found["figures"]} == {protocol} | more
        assert {one["specimens"] for one in found["figures"]} == {2}
        assert found["seeds"]["draws of 2 specimens"] == 2
        assert ("ten writers" in found["seeds"]) == (protocol == "cross")
        assert "device cpu" in found["machine"]
    shown = json.loads(newcomer.with_suffix(".json").read_text("utf-8"))["figures"]
    assert {one["protocol"] for one in shown} == {"bitonal", "cross", "cross, recalibrated"}
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_only_what_is_wanted_is_measured(run: Run, collection: Path, newcomer: Path, tmp_path: Path) -> None:
    """On sets never met; on all writers where that is asked for, and then said."""
    shared = ["--data", collection, "--model", newcomer, "--cache", tmp_path / "cache", "--specimens", 2]
    pairs = run("evaluate", *shared, "--protocol", "pairs")
    assert pairs.code == 0, pairs.err
    rows = json.loads(pairs.out)["figures"]
    assert {(row["protocol"], row["set_name"]) for row in rows} == {("pairs", "b"), ("pairs", "c")}
    two = run("evaluate", *shared, "--protocol", "probe", "--protocol", "pairs", "--every-writer")
    assert two.code == 0, two.err
    found = json.loads(two.out)
    measured = {(row["protocol"], row["set_name"]) for row in found["figures"]}
    assert measured == {("probe", "a"), ("pairs", "a"), ("pairs", "b"), ("pairs", "c")}
    assert found["notes"] == [
        "writers that the model learnt from are measured too",
        "b was not probed: probe: needs 5 writers",
        "c was not probed: probe: needs 5 writers",
    ]


def test_the_shell_knows_every_protocol() -> None:
    assert {one.value for one in cli.ProtocolName} == {one.value for one in Protocol}


def test_a_set_too_small_for_another_banks_paper_is_told(run: Run, collection: Path, newcomer: Path) -> None:
    words = ["--data", collection / "b", "--model", newcomer, "--protocol", "cross"]
    ended = run("evaluate", *words)
    assert (ended.code, ended.out) == (6, "")
    assert "b: left out, since 4 writers with forgeries are below 15\n" in ended.err


def test_the_worst_errors_are_written_as_a_page_outside_the_program(
    run: Run, collection: Path, newcomer: Path, tmp_path: Path
) -> None:
    words = ["errors", "--data", collection / "b", "--model", newcomer]
    refused = run(*words, "--out", Path(cli.__file__).parents[1] / "errors")
    assert (refused.code, refused.out) == (6, "")
    assert "the program's own folder" in refused.err
    ended = run(*words, "--out", tmp_path / "errors", "--count", 3)
    assert ended.code == 0, ended.err
    page = tmp_path / "errors" / "errors.html"
    assert ended.out == f"{page}\n"
    # Three genuine signatures a writer are too few for five specimens.
    assert page.read_text("utf-8").count("None could be presented.") == 2


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
