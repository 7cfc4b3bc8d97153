"""Does everything of the package lie where Debian's desktops look, the same whoever builds it?"""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from build_spec import deb
from build_spec.version_resource import project
from tests.house.tree import ROOT

MADE_AT = 1_700_000_000
packs = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in ("dpkg-deb", "objdump")), reason="packs as Debian does"
)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A bundle in small, tried out with a file of IT's beside it."""
    folder = tmp_path / "specimen"
    (folder / "_internal").mkdir(parents=True)
    (folder / "specimen").write_bytes(b"program")
    (folder / "specimen").chmod(0o700)
    (folder / "_internal" / "data.txt").write_bytes(b"1" * 1025)
    (folder / "_internal" / "data.txt").chmod(0o600)
    (folder / "_internal" / "specimen.toml").write_text("not IT's, for it is not beside the program")
    (folder / "_internal" / "link").symlink_to("data.txt")
    (folder / deb.ITS).write_text('data_folder = "/srv/ours"')
    return folder


@pytest.fixture
def tree(program: Path, tmp_path: Path) -> Path:
    """Everything where it comes to lie."""
    deb.lay_out(program, tmp_path / "tree", made_at=MADE_AT)
    return tmp_path / "tree"


def test_the_program_is_called_by_its_name(tree: Path) -> None:
    command = tree / "usr" / "bin" / "specimen"
    assert command.readlink() == Path("/opt/specimen/specimen")
    assert (tree / "opt" / "specimen" / "specimen").is_file()


def test_what_it_settled_here_is_not_handed_to_everybody(tree: Path) -> None:
    inside = tree / "opt" / "specimen"
    assert not (inside / deb.ITS).exists()
    assert (inside / "_internal" / deb.ITS).is_file()
    assert (inside / "_internal" / "link").readlink() == Path("data.txt")


def test_the_desktop_starts_it_and_finds_its_icon(tree: Path) -> None:
    share = tree / "usr" / "share"
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string((share / "applications" / "specimen.desktop").read_text("utf-8"))
    said = entry["Desktop Entry"]
    assert (tree / "usr" / "bin" / said["Exec"]).is_symlink()
    for side in (16, 48, 256):
        with Image.open(share / f"icons/hicolor/{side}x{side}/apps/{said['Icon']}.png") as picture:
            assert picture.size == (side, side)
            assert picture.convert("RGBA").getchannel("A").getextrema() != (0, 0), "nothing was drawn"
    assert (share / f"icons/hicolor/scalable/apps/{said['Icon']}.svg").is_file()


def test_windows_are_those_of_the_desktops_entry(tree: Path) -> None:
    said = (ROOT / "app" / "run.py").read_text("utf-8")
    (entry,) = (tree / "usr" / "share" / "applications").iterdir()
    assert f'setDesktopFileName("{entry.stem}")' in said


def test_shops_are_told_of_this_version(tree: Path) -> None:
    (file,) = (tree / "usr" / "share" / "metainfo").iterdir()
    told = ElementTree.parse(file)
    release = told.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": project(ROOT)["version"], "date": "2023-11-14"}
    assert told.findtext("launchable") == "specimen.desktop"
    assert told.findtext("id") == file.name.removesuffix(".metainfo.xml")


def test_what_the_package_says_of_itself_is_the_projects() -> None:
    text = deb.control_text(["libc6 (>= 2.36)", "libgl1"], size_kb=12)
    said = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert (said["Package"], said["Version"]) == ("specimen", project(ROOT)["version"])
    assert (said["Installed-Size"], said["Depends"]) == ("12", "libc6 (>= 2.36), libgl1")
    assert text.splitlines()[-1].startswith(" Compares ")


@pytest.mark.parametrize(
    "ours, theirs",
    [("1.2.0", "1.2.0"), ("1.2.0rc1", "1.2.0~rc1"), ("1.2.0.dev3", "1.2.0~dev3"), ("1.2b2", "1.2~b2")],
)
def test_what_comes_before_a_release_sorts_before_it(
    ours: str, theirs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deb, "project", lambda _root: {"version": ours})
    assert deb.version() == theirs


@packs
def test_two_packages_of_one_program_are_the_same(program: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    one = deb.write_deb(program, first, made_at=MADE_AT)
    for path in program.rglob("*.txt"):
        os.utime(path, (1, 1))
        path.chmod(0o664)
    other = deb.write_deb(program, second, made_at=MADE_AT)
    assert one.name == other.name == f"specimen_{deb.version()}_{deb.machine()}.deb"
    assert one.read_bytes() == other.read_bytes()
    assert [path.name for path in first.iterdir()] == [one.name], "something was left behind"


@packs
def test_everything_is_roots_and_for_all_to_read(program: Path, tmp_path: Path) -> None:
    package = deb.write_deb(program, tmp_path, made_at=MADE_AT, packing="none")
    told = subprocess.run(
        ["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True
    ).stdout
    lines = [line.split() for line in told.splitlines()]
    assert {line[1] for line in lines} == {"root/root"}
    rights = {line[5]: line[0] for line in lines}
    assert rights["./opt/specimen/specimen"] == "-rwxr-xr-x"
    assert rights["./opt/specimen/_internal/data.txt"] == "-rw-r--r--"
    assert rights["./opt/specimen/_internal/"] == "drwxr-xr-x"


def test_without_a_bundle_it_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert deb.main(["--dist", str(tmp_path)]) == 1
    assert "python -m build_spec.bundle makes it" in capsys.readouterr().err
