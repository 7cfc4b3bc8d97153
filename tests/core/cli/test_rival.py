"""Does the command that measures another method say what it did, and what it cannot?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.training.rivals.names import RivalName
from tests.core.shell import Run


def test_another_method_is_measured_into_a_file_that_names_it(
    run: Run, collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two writers of the collection serve as the literature's for the test."""
    monkeypatch.setattr("core.data.split.LITERATURE_TEST", {"a": range(1), "b": range(10, 11)})
    target = tmp_path / "results" / "hog.json"
    words = ["--work", tmp_path / "work", "--data", collection, "--device", "cpu", "--json", target]
    ended = run("rival", "hog", *words)
    assert (ended.code, ended.out) == (0, ""), ended.err
    found = json.loads(target.read_text("utf-8"))
    assert (found["rival"], found["passes"]) == ("hog", 0)
    assert found["command"].startswith("python -m core rival hog --work WORK --data COLLECTION")
    assert {one["set_name"] for one in found["figures"]} == {"a", "b"}
    assert found["seeds"]["pairs"] == 2017
    assert "model" not in found


@pytest.mark.parametrize(
    "words, said",
    [
        (["eigenfaces", "--work", "."], "'eigenfaces'"),
        (["signet", "--work", ".", "--passes", "0"], "--passes"),
        (["signet"], "--work"),
    ],
    ids=["name", "passes", "work"],
)
def test_wrong_usage_is_told_before_any_work(run: Run, words: list[str], said: str) -> None:
    ended = run("rival", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_an_unknown_method_is_told_which_there_are(run: Run) -> None:
    said = run("rival", "eigenfaces", "--work", ".").err
    assert all(name.value in said for name in RivalName)


def test_what_cannot_be_done_is_a_sentence(run: Run, collection: Path, tmp_path: Path) -> None:
    for words, said in (
        (["signet", "--passes", 71], "passes: 71 do not make one batch of 72"),
        (["hog"], "data: no test writer of the literature's split is in it"),
    ):
        ended = run("rival", *words, "--work", tmp_path, "--data", collection)
        assert (ended.code, ended.out) == (6, "")
        assert ended.err.endswith(f"{said}\n")
