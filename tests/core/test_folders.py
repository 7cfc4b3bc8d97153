"""Are a user's own places outside the program, and is the file of IT where it should be?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.folders import (
    MANAGED,
    MANAGED_VARIABLE,
    managed_file,
    usual_data_folder,
    usual_log_folder,
    usual_settings,
)


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program that stands alone."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "specimen"))
    return tmp_path


def test_every_user_has_places_of_their_own() -> None:
    places = (usual_data_folder(), usual_settings(), usual_log_folder())
    assert len(set(places)) == 3
    assert all("Specimen" in place.parts for place in places)


def test_no_file_of_it_is_looked_for_unless_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(MANAGED_VARIABLE, raising=False)
    assert managed_file() is None
    monkeypatch.setenv(MANAGED_VARIABLE, str(tmp_path / "gone.toml"))
    assert managed_file() == tmp_path / "gone.toml"


def test_a_frozen_program_has_its_file_beside_it(frozen: Path) -> None:
    assert managed_file() is None
    (frozen / MANAGED).touch()
    assert managed_file() == frozen / MANAGED


def test_a_user_cannot_name_another_file_to_a_frozen_program(
    frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (frozen / MANAGED).touch()
    monkeypatch.setenv(MANAGED_VARIABLE, str(frozen / "mine.toml"))
    assert managed_file() == frozen / MANAGED


@pytest.mark.parametrize(
    "platform, wanted", [("darwin", ""), ("linux", "Specimen.app/Contents/MacOS")], ids=["macOS", "elsewhere"]
)
def test_on_macos_it_lies_beside_the_app_whose_seal_it_would_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, wanted: str
) -> None:
    program = tmp_path / "Specimen.app" / "Contents" / "MacOS" / "specimen"
    program.parent.mkdir(parents=True)
    for folder in (tmp_path, program.parent):
        (folder / MANAGED).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "platform", platform)
    assert managed_file() == tmp_path / wanted / MANAGED
