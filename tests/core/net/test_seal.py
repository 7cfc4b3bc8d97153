"""Does a seal hold for the model it was made for, and for nothing else?"""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path

import pytest

from core.errors import BadData, SealProblem, UntrustedModel, UnusableModel
from core.net.checkpoint import ModelCard, card_path, save_model
from core.net.seal import PRIVATE_OPENING, check_seal, make_keys, seal, seal_path
from tests.core.net.small import SMALL, small_twin


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.safetensors"
    save_model(small_twin(), ModelCard(name="small", created="2026-01-01", encoder=SMALL), path)
    return path


@pytest.fixture
def private(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "private.key"


def problem_of(model: Path, key: str) -> SealProblem:
    with pytest.raises(UntrustedModel) as caught:
        check_seal(model, key=key)
    return caught.value.problem


def test_a_sealed_model_is_trusted(model: Path, private: Path) -> None:
    key = make_keys(private)
    assert seal(model, private=private) == seal_path(model)
    check_seal(model, key=key)


@pytest.mark.skipif(os.name == "nt", reason="rights are told in another way there")
def test_the_private_key_is_for_its_owner_alone(private: Path) -> None:
    make_keys(private)
    assert private.stat().st_mode & 0o777 == 0o600


def test_no_key_is_overwritten(private: Path) -> None:
    make_keys(private)
    before = private.read_bytes()
    with pytest.raises(FileExistsError):
        make_keys(private)
    assert private.read_bytes() == before


def test_a_model_without_a_seal_is_not_trusted(model: Path, private: Path) -> None:
    assert problem_of(model, make_keys(private)) is SealProblem.MISSING


@pytest.mark.parametrize("content", [b"", b"no base64!", b64encode(b"too short")])
def test_a_damaged_seal_is_not_trusted(model: Path, private: Path, content: bytes) -> None:
    key = make_keys(private)
    seal_path(model).write_bytes(content)
    assert problem_of(model, key) is SealProblem.DAMAGED


def test_another_key_is_not_trusted(model: Path, private: Path, tmp_path: Path) -> None:
    make_keys(private)
    seal(model, private=private)
    assert problem_of(model, make_keys(tmp_path / "other.key")) is SealProblem.NOT_THEIRS


@pytest.mark.parametrize("part", ["weights", "card"])
def test_a_model_changed_after_it_was_sealed_is_not_trusted(model: Path, private: Path, part: str) -> None:
    key = make_keys(private)
    seal(model, private=private)
    changed = model if part == "weights" else card_path(model)
    changed.write_bytes(changed.read_bytes() + b" ")
    assert problem_of(model, key) is SealProblem.NOT_THEIRS


def test_a_damaged_model_is_not_sealed(model: Path, private: Path) -> None:
    make_keys(private)
    model.write_bytes(model.read_bytes() + b"\0")
    with pytest.raises(UnusableModel):
        seal(model, private=private)
    assert not seal_path(model).exists()


@pytest.mark.parametrize(
    "written",
    [
        b"-----BEGIN NOTHING-----\n",
        PRIVATE_OPENING + b"not base64!\n",
        PRIVATE_OPENING + b64encode(b"too short") + b"\n",
        b64encode(bytes(32)) + b"\n",
    ],
)
def test_what_is_no_private_key_is_refused(model: Path, tmp_path: Path, written: bytes) -> None:
    wrong = tmp_path / "wrong.key"
    wrong.write_bytes(written)
    with pytest.raises(BadData, match=r"wrong\.key"):
        seal(model, private=wrong)
