"""Does an installed Specimen hold everything that a checkout holds, and is it the same program?

It is installed as pip does, into an environment that has nothing else. The libraries are lent to it by the
environment of the tests, so that nothing is fetched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.tree import ROOT

SHIPPED = ("app", "core", "resources")
CACHES = ("__pycache__", "*.pyc", ".mypy_cache")
BUILD = "from setuptools import build_meta; build_meta.build_wheel('dist')"
PATIENCE_S = 120


@dataclass(frozen=True)
class Installed:
    """An environment with nothing but the wheel, and the empty folder that its programs are run from."""

    folder: Path
    empty: Path

    @property
    def packages(self) -> Path:
        return Path(self.path("purelib"))

    def run(self, name: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment, for a person with an empty home and without a screen."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
        return subprocess.run(
            [str(Path(self.path("scripts"), name)), *map(str, words)],
            env={**kept, "HOME": str(self.empty), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"},
            cwd=self.empty,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )

    def path(self, name: str) -> str:
        """Return where the environment keeps its packages, or its scripts."""
        return sysconfig.get_path(name, "venv", {"base": str(self.folder), "platbase": str(self.folder)})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the tree, so that the tree stays clean."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for name in SHIPPED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns(*CACHES))
    subprocess.run([sys.executable, "-c", BUILD], cwd=copy, check=True, capture_output=True)
    return next((copy / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(built)


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install the wheel; pip runs from here, and the libraries are lent once it is done."""
    place = tmp_path_factory.mktemp("installed")
    environment = Installed(place / "environment", place / "empty")
    environment.empty.mkdir()
    venv.create(environment.folder, symlinks=sys.platform != "win32")
    python = Path(environment.path("scripts"), "python")
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(built)]
    pip = [sys.executable, "-m", "pip", "--python", str(python), *install]
    subprocess.run(pip, check=True, capture_output=True)
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (environment.packages / "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
    return environment


def _shipped_files() -> set[str]:
    paths = (path for folder in SHIPPED for path in (ROOT / folder).rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if path.suffix != ".pyc" and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    }


def test_the_wheel_holds_every_file_of_the_program(wheel: zipfile.ZipFile) -> None:
    missing = _shipped_files() - set(wheel.namelist())
    assert missing == set()


def test_the_wheel_holds_no_tests_and_no_caches(wheel: zipfile.ZipFile) -> None:
    tops = {Path(name).parts[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(SHIPPED)
    assert [name for name in wheel.namelist() if "__pycache__" in name] == []


def test_the_wheel_installs_a_desk_and_a_command(wheel: zipfile.ZipFile) -> None:
    place = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    text = wheel.read(place).decode()
    assert "specimen = app.__main__:main" in text
    assert "specimen-cli = core.cli.main:main" in text


def test_the_installed_program_uses_its_own_files(installed: Installed) -> None:
    asked = (
        "import app, core.resources as r; print(app.__file__, r.resource('models', 'default.safetensors'))"
    )
    told = installed.run("python", "-c", asked)
    assert (told.returncode, told.stderr) == (0, "")
    for path in map(Path, told.stdout.split()):
        assert path.is_file()
        assert path.is_relative_to(installed.packages)


def test_the_installed_command_finds_itself_in_order(installed: Installed) -> None:
    told = installed.run("specimen-cli", "doctor", "--json")
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["wrong"] == []


def test_the_installed_desk_shows_a_page(installed: Installed) -> None:
    picture = installed.empty / "out.png"
    told = installed.run("specimen", "--screenshot", picture)
    assert (told.returncode, told.stderr) == (0, "")
    assert picture.read_bytes().startswith(b"\x89PNG")
