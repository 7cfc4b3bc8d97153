"""Is from a shell measured what was asked for, and told how?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import core
from core.cli.measure import ProtocolName
from core.training.probe import Probed
from core.training.protocols import Protocol
from tests.core.shell import Run


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
    assert {one.value for one in ProtocolName} == {one.value for one in Protocol}


def test_a_set_too_small_for_another_banks_paper_is_told(run: Run, collection: Path, newcomer: Path) -> None:
    words = ["--data", collection / "b", "--model", newcomer, "--protocol", "cross"]
    ended = run("evaluate", *words)
    assert (ended.code, ended.out) == (6, "")
    assert "b: left out, since 4 writers with forgeries are below 15\n" in ended.err


def test_the_worst_errors_are_written_as_a_page_outside_the_program(
    run: Run, collection: Path, newcomer: Path, tmp_path: Path
) -> None:
    words = ["errors", "--data", collection / "b", "--model", newcomer]
    refused = run(*words, "--out", Path(core.__file__).parents[1] / "errors")
    assert (refused.code, refused.out) == (6, "")
    assert "the program's own folder" in refused.err
    ended = run(*words, "--out", tmp_path / "errors", "--count", 3)
    assert ended.code == 0, ended.err
    page = tmp_path / "errors" / "errors.html"
    assert ended.out == f"{page}\n"
    # Three genuine signatures a writer are too few for five specimens.
    assert page.read_text("utf-8").count("None could be presented.") == 2
