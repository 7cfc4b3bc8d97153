"""Is an archive read in memory only, and given up where it is damaged or too large?"""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from core.data.archive import find_archive, members
from core.errors import BadData
from tests.core.family.builders import archive


def test_files_that_end_so_are_read_in_the_archives_order(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.tar.xz", {"a/2.png": b"two", "a/notes.md": b"no", "a/1.PNG": b"one"})
    assert [(str(name), data) for name, data in members(path, suffix=".png")] == [
        ("a/2.png", b"two"),
        ("a/1.PNG", b"one"),
    ]


def test_nothing_is_laid_down_wherever_a_name_points(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    path = archive(inside / "x.tar.xz", {"../outside.png": b"x", "/etc/outside.png": b"y"})
    assert len(list(members(path, suffix=".png"))) == 2
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["inside", "x.tar.xz"]


def test_a_link_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "x.tar.xz"
    with tarfile.open(path, "w:xz") as tar:
        link = tarfile.TarInfo("a/1.png")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    assert list(members(path, suffix=".png")) == []


def test_an_archive_that_unpacks_to_too_much_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path / "x.tar.xz", {f"{n}.png": b"0" * 100 for n in range(5)})
    monkeypatch.setattr("core.data.archive.MOST_BYTES", 450)
    with pytest.raises(BadData, match="unpacks to more"):
        list(members(path, suffix=".png"))
    monkeypatch.setattr("core.data.archive.MOST_BYTES", 5000)
    monkeypatch.setattr("core.data.archive.MOST_MEMBER_BYTES", 99)
    with pytest.raises(BadData, match="unpacks to more"):
        list(members(path, suffix=".png"))


@pytest.mark.parametrize("damage", [b"not an archive", b""], ids=["other", "empty"])
def test_what_is_no_archive_is_refused(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "x.tar.xz"
    path.write_bytes(damage)
    with pytest.raises(BadData, match="not an archive"):
        list(members(path, suffix=".png"))


def test_an_archive_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    noise = io.BytesIO(bytes(n * 7919 % 251 for n in range(30_000))).read()
    path = archive(tmp_path / "x.tar.xz", {"a.png": noise})
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(BadData, match="not an archive"):
        list(members(path, suffix=".png"))


def test_an_archive_is_found_by_its_own_path_or_in_a_folder_of_data(tmp_path: Path) -> None:
    path = archive(tmp_path / "general" / "x.tar.xz", {"a.png": b"a"})
    assert find_archive(path, "x") == find_archive(tmp_path, "x") == find_archive(path.parent, "x") == path
    with pytest.raises(BadData, match="holds no y"):
        find_archive(tmp_path, "y")
