"""Can a supplier vouch for a model from a shell, and a bank's engineer take it in?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli import bank_options
from core.folders import MANAGED_VARIABLE
from core.net.checkpoint import load_card
from core.net.seal import seal_path
from tests.core.learning.builders import open_bank, saved_model
from tests.core.shell import Run


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shipped = saved_model(tmp_path, name="shipped", seed=1)
    monkeypatch.setattr(bank_options, "shipped", lambda: shipped)
    monkeypatch.setattr("core.cli.model.shipped", lambda: shipped)
    with open_bank(tmp_path / "bank") as bank:
        return bank.path


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return saved_model(tmp_path, name="sent", seed=2)


def settle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    file = tmp_path / "specimen.toml"
    file.write_text(text, "utf-8")
    monkeypatch.setenv(MANAGED_VARIABLE, str(file))


def test_from_a_pair_of_keys_to_a_model_of_the_bank(
    run: Run, database: Path, sent: Path, tmp_path: Path
) -> None:
    private = tmp_path / "private.key"
    made = run("model", "keys", private)
    assert (made.code, "keep it off the desks" in made.err) == (0, True)
    key = made.out.strip()
    assert run("model", "sign", sent, "--key", private).out == f"{seal_path(sent)}\n"
    taken = run("model", "deliver", sent, "--database", database, "--key", key)
    assert json.loads(taken.out) == {
        "digest": load_card(sent).digest, "name": "sent, from the supplier", "finding": None,
    }  # fmt: skip
    with open_bank(database.parent) as bank:
        assert [record.digest for record in bank.models()] == [load_card(sent).digest]
        assert bank.active() is None


def test_keys_are_never_overwritten(run: Run, tmp_path: Path) -> None:
    run("model", "keys", tmp_path / "private.key")
    again = run("model", "keys", tmp_path / "private.key")
    assert (again.code, again.out) == (6, "")


def test_a_model_without_a_seal_is_refused(run: Run, database: Path, sent: Path, tmp_path: Path) -> None:
    key = run("model", "keys", tmp_path / "private.key").out.strip()
    refused = run("model", "deliver", sent, "--database", database, "--key", key)
    assert (refused.code, refused.err) == (5, "sent.safetensors: it has no signature\n")


def test_folder_and_key_may_be_what_it_settled(
    run: Run, database: Path, sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "private.key"
    key = run("model", "keys", private).out.strip()
    run("model", "sign", sent, "--key", private)
    folder = database.parent.as_posix()
    settle(tmp_path, monkeypatch, f'data_folder = "{folder}"\n[model]\nkey = "{key}"')
    assert run("model", "deliver", sent).code == 0
    with open_bank(database.parent) as bank:
        assert len(bank.models()) == 1


@pytest.mark.parametrize("key", ["", "no key"])
def test_without_a_key_that_can_be_trusted_nothing_is_done(
    run: Run, database: Path, sent: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(MANAGED_VARIABLE, raising=False)
    ended = run("model", "deliver", sent, "--database", database, *(["--key", key] if key else []))
    assert (ended.code, ended.out) == (2, "")


def test_without_a_folder_of_it_the_records_must_be_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MANAGED_VARIABLE, raising=False)
    monkeypatch.delenv("SPECIMEN_DATABASE", raising=False)
    ended = run("calibrate")
    assert (ended.code, ended.out) == (2, "")
    assert "--database" in ended.err


def test_a_file_of_it_that_cannot_be_followed_is_told_and_nothing_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(tmp_path, monkeypatch, 'colour = "red"')
    ended = run("calibrate")
    assert (ended.code, ended.out) == (6, "")
    assert ended.err.endswith("specimen.toml: colour is no key of this file\n")
