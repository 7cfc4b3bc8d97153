"""Is it told where the program writes, whether it may, and what IT settled, without a user's name?"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from core.checkup.findings import Section
from core.checkup.places import EVERYTHING, managed, may_write, places, said
from core.folders import MANAGED_VARIABLE


def values(section: Section) -> dict[str, object]:
    return {entry.name: entry.value for entry in section.entries}


def wrong(section: Section) -> list[str]:
    return [entry.name for entry in section.entries if entry.remedy]


def test_a_folder_that_is_not_there_yet_can_be_written_where_it_would_be_made(tmp_path: Path) -> None:
    assert may_write(tmp_path / "not" / "yet")
    assert not (tmp_path / "not").exists()
    (tmp_path / "file").touch()
    assert not may_write(tmp_path / "file" / "below")


def test_the_users_own_folder_is_not_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "rosa")
    assert said(tmp_path / "rosa" / "bank") == str(Path("~") / "bank")
    assert said(tmp_path / "bank") == str(tmp_path / "bank")


def test_a_place_that_cannot_be_written_is_something_wrong(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = places(
        tmp_path / "bank" / "specimen.sqlite",
        settings=tmp_path / "settings.json",
        log_folder=tmp_path / "file" / "log",
    )
    assert values(found)["data folder, writable"] is True
    assert wrong(found) == ["logs, writable"]
    assert not (tmp_path / "bank").exists()


def test_a_full_disk_is_something_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.checkup.places.LEAST_FREE_GIB", 1e9)
    found = places(tmp_path / "a.sqlite", settings=tmp_path / "settings.json", log_folder=tmp_path)
    assert wrong(found) == ["free on its disk, GiB"]


def test_what_it_settled_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MANAGED_VARIABLE, raising=False)
    assert values(managed()) == {"file": None, "role": EVERYTHING}
    file, key = tmp_path / "specimen.toml", b64encode(bytes(32)).decode()
    file.write_text(
        f'[settings]\ntheme = "dark"\n[model]\nkey = "{key}"\nfolder = "{(tmp_path / "gone").as_posix()}"',
        "utf-8",
    )
    monkeypatch.setenv(MANAGED_VARIABLE, str(file))
    found = managed()
    assert values(found)["theme"] == "dark"
    assert values(found)["model.key"] == key
    assert wrong(found) == ["model.folder"]


def test_a_file_that_cannot_be_followed_is_something_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "specimen.toml"
    file.write_text('colour = "red"', "utf-8")
    monkeypatch.setenv(MANAGED_VARIABLE, str(file))
    (entry,) = managed().entries
    assert "colour is no key of this file" in entry.remedy
