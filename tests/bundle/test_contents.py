"""Is the built program whole, described, and within its budget?"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_spec import bundle, sums
from build_spec.version_resource import project
from tests.house.tree import ROOT

SYSTEMS = re.compile(r"ld-linux|lib(c|m|dl|rt|pthread|util|resolv|GL|EGL|GLX|OpenGL|xcb|wayland-\w+|drm)\.so")
"""What every desktop has, and must match its kernel and its graphics card."""


def test_it_is_within_its_budget(built: Path) -> None:
    assert sum(sums.parts(built).values()) <= bundle.UNPACKED_MB * bundle.MB


def test_its_digests_are_those_of_its_files(built: Path) -> None:
    lines = (built / sums.SUMS).read_text("utf-8").splitlines()
    named = {line.partition("  ")[2] for line in lines}
    there = {path.relative_to(built).as_posix() for path in sums.regular_files(built)}
    assert named == there - {sums.SUMS}


def test_its_bill_names_what_it_is_made_of(built: Path) -> None:
    bill = json.loads((built / "bill-of-materials.json").read_text("utf-8"))
    names = {part["name"] for part in bill["components"]}
    assert {"Python", "torch", "PySide6_Essentials", "numpy", "opencv-python-headless", "SQLAlchemy"} <= names
    assert not {"pytest", "mypy", "ruff"} & names
    assert bill["metadata"]["component"]["version"] == project(ROOT)["version"]
    assert (built / "licences" / "torch").is_dir()


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("objdump") is None, reason="reads ELF files")
def test_every_library_that_is_needed_is_there_or_the_systems(built: Path) -> None:
    there = {path.name for path in built.rglob("*")}
    missing = set()
    for path in sums.regular_files(built):
        if ".so" in path.name:
            told = subprocess.run(
                ["objdump", "-p", str(path)], capture_output=True, text=True, check=True
            ).stdout
            names = {line.split()[1] for line in told.splitlines() if line.strip().startswith("NEEDED")}
            missing |= {name for name in names if name not in there and not SYSTEMS.match(name)}
    assert missing == set()


def test_it_holds_nothing_that_tells_where_it_was_built(built: Path) -> None:
    texts = [path for path in sums.regular_files(built) if path.suffix in {".json", ".txt", ".toml", ".py"}]
    assert [path for path in texts if str(ROOT).encode() in path.read_bytes()] == []
