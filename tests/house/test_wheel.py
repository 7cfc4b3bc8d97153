"""Does an installed Specimen hold everything that a checkout holds?"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ROOT

SHIPPED = ("app", "core", "resources")
CACHES = ("__pycache__", "*.pyc", ".mypy_cache")
BUILD = "from setuptools import build_meta; build_meta.build_wheel('dist')"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel from a copy of the tree, so that the tree stays clean."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for name in SHIPPED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns(*CACHES))
    subprocess.run([sys.executable, "-c", BUILD], cwd=copy, check=True, capture_output=True)
    return zipfile.ZipFile(next((copy / "dist").glob("*.whl")))


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
