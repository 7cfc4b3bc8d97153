"""Is the package whole, and does a computer with nothing but Debian install, run, upgrade and lose it?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_spec import deb, sums
from tests.bundle import clean_root
from tests.bundle.clean_root import CleanRoot

MADE_AT = 1_700_000_000
COMMAND = "/usr/bin/specimen"
PLACE = "opt/specimen"
PACKAGE = "srv/given.deb"
SAMPLES = f"/{PLACE}/_internal/resources/samples"
ADVICE = (0, 10, 11)

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in ("dpkg-deb", "objdump")), reason="packs as Debian does"
)


@pytest.fixture(scope="module")
def package(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package of the built program, not compressed, for that takes minutes."""
    path = deb.write_deb(built, tmp_path_factory.mktemp("package"), made_at=MADE_AT, packing="none")
    yield path
    path.unlink()


@pytest.fixture(scope="module")
def computer(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CleanRoot]:
    """A computer on which IT has settled something and installed the package, as the README says."""
    folder = tmp_path_factory.mktemp("computer") / "root"
    try:
        root = clean_root.make(folder)
    except clean_root.NoCleanRoot as error:
        pytest.skip(f"no clean computer: {error}")
    os.link(package, folder / PACKAGE)
    settled = folder / PLACE / deb.ITS
    settled.parent.mkdir()
    settled.write_text('[settings]\ntheme = "dark"\n', "utf-8")
    done = root.as_root("apt-get", "install", "-y", "--no-install-recommends", f"/{PACKAGE}")
    assert done.returncode == 0, done.stderr
    yield root
    shutil.rmtree(folder)


def contents(package: Path) -> list[str]:
    told = subprocess.run(["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True)
    return [line.split(maxsplit=5)[5].partition(" -> ")[0] for line in told.stdout.splitlines()]


def test_it_holds_every_file_of_the_program(built: Path, package: Path) -> None:
    held = {name.removeprefix(f"./{PLACE}/") for name in contents(package)}
    assert {path.relative_to(built).as_posix() for path in sums.regular_files(built)} - held == {
        name for name in (deb.ITS,) if (built / name).exists()
    }


def test_it_says_what_it_needs(package: Path) -> None:
    told = subprocess.run(
        ["dpkg-deb", "--field", package, "Depends"], capture_output=True, text=True, check=True
    )
    needs = told.stdout.strip().split(", ")
    assert {"libegl1", "libgl1", "libxcb1", "xkb-data"} <= set(needs)
    assert any(one.startswith("libc6 (>= 2.") for one in needs)


def test_it_brings_no_script_that_runs_as_root(package: Path, tmp_path: Path) -> None:
    subprocess.run(["dpkg-deb", "--control", package, tmp_path / "control"], check=True)
    assert {path.name for path in (tmp_path / "control").iterdir()} <= {"control", "md5sums"}


def test_a_clerk_without_rights_finds_it_in_order_and_as_it_settled(computer: CleanRoot) -> None:
    told = computer.as_clerk(COMMAND, "doctor", "--json")
    assert (told.returncode, told.stderr) == (0, "")
    found = json.loads(told.stdout)
    assert found["wrong"] == []
    assert found["program"]["standalone"] is True
    assert found["managed"]["file"] == f"/{PLACE}/{deb.ITS}"
    assert found["managed"]["theme"] == "dark"


def test_a_signature_is_judged(computer: CleanRoot) -> None:
    told = computer.as_clerk(
        COMMAND, "verify", "--specimen", f"{SAMPLES}/10021-1-specimen-1.png",
        "--presented", f"{SAMPLES}/10021-1-check-1.png", "--json",
    )  # fmt: skip
    assert told.returncode in ADVICE
    assert told.stderr == ""
    assert json.loads(told.stdout)["verdict"] in {"accept", "refer", "reject"}


def test_a_page_is_drawn(computer: CleanRoot) -> None:
    told = computer.as_clerk(COMMAND, "--screenshot", f"{computer.home}/desk.png")
    assert (told.returncode, told.stderr) == (0, "")
    assert (computer.folder / computer.home[1:] / "desk.png").read_bytes().startswith(b"\x89PNG")


def test_installed_again_and_removed_it_leaves_what_it_settled_and_no_more(computer: CleanRoot) -> None:
    settled = computer.folder / PLACE / deb.ITS
    before = settled.read_bytes()
    again = computer.as_root("apt-get", "install", "-y", "--reinstall", f"/{PACKAGE}")
    assert again.returncode == 0, again.stderr
    assert computer.as_root("dpkg", "--verify", "specimen").stdout == ""
    assert settled.read_bytes() == before
    for word in ("remove", "purge"):
        assert computer.as_root("apt-get", word, "-y", "specimen").returncode == 0
        assert settled.read_bytes() == before
    assert list(settled.parent.iterdir()) == [settled]
    theirs = {PLACE, f"{PLACE}/{deb.ITS}"}
    named = (path.relative_to(computer.folder) for path in computer.folder.rglob("*specimen*"))
    assert {path.as_posix() for path in named if path.parts[0] != "home"} == theirs
