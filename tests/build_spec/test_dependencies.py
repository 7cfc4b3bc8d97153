"""Is every library that the bundle does not carry found in a package, and nothing asked for in vain?"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from build_spec.dependencies import READ, Wanted, depends, machine_code, wanted
from tests.house.tree import ROOT

compiles = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in ("cc", "objdump")), reason="compiles and reads ELF files"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program that calls a library of its own, which lies beside it."""
    (tmp_path / "ours.c").write_text("#include <math.h>\ndouble ours(double x) { return sin(x); }")
    (tmp_path / "main.c").write_text("double ours(double);\nint main(int n) { return (int)ours(n); }")
    folder = tmp_path / "program"
    folder.mkdir()
    library = ["cc", "-shared", "-fPIC", "-o", str(folder / "libours.so"), "ours.c", "-lm"]
    program = [
        "cc",
        "-o",
        str(folder / "main"),
        "main.c",
        f"-L{folder}",
        "-lours",
        "-Wl,--allow-shlib-undefined",
    ]
    for command in (library, program):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    (folder / "main.py").write_text("import ours")
    return folder


@compiles
def test_what_lies_beside_is_not_asked_of_the_system(folder: Path) -> None:
    needs = wanted(folder)
    assert {"libm.so.6", "libc.so.6"} <= needs.libraries
    assert "libours.so" not in needs.libraries
    (folder / "libours.so").unlink()
    assert "libours.so" in wanted(folder).libraries


@compiles
def test_the_oldest_c_library_that_will_do_is_found(folder: Path) -> None:
    assert {path.name for path in machine_code(folder)} == {"main", "libours.so"}
    assert (2, 0) < wanted(folder).c_library < (3, 0)


def test_a_library_becomes_its_package_once() -> None:
    libraries = frozenset({"libGL.so.1", "libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"})
    found = depends(Wanted(libraries, (2, 36)))
    assert found == sorted(["libc6 (>= 2.36)", "libgl1", *READ])


def test_a_library_of_no_known_package_is_named() -> None:
    with pytest.raises(ValueError, match=re.escape("libgone.so.3, libstranger.so.1")):
        depends(Wanted(frozenset({"libstranger.so.1", "libgone.so.3", "libGL.so.1"}), (2, 36)))


def test_fonts_are_those_that_a_checkout_asks_for() -> None:
    listed = (ROOT / "build_spec" / "system_libraries.txt").read_text("utf-8").split()
    assert "fonts-dejavu-core" in listed
    assert any(one.startswith("fonts-dejavu-core |") for one in READ)
