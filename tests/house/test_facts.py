"""Do the facts that the architecture rests on still hold for the libraries that are installed?"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtCore import QObject, Signal

from tests.house.tree import ROOT, Module, is_or_inside

EMITS = 100


class Bell(QObject):
    """Something that emits."""

    rung = Signal(bool)


def _first_import(module: Module, *, of: tuple[str, ...]) -> int:
    """Return the line of the first import from one of the named libraries, or a line past the end."""
    lines = [len(module.text)]
    for node in ast.walk(module.tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        if any(is_or_inside(name, library) for name in names for library in of):
            lines.append(node.lineno)  # type: ignore[attr-defined]
    return min(lines)


def _loads_torch_first(module: Module) -> bool:
    return _first_import(module, of=("torch",)) < _first_import(module, of=("PySide6", "app", "core"))


def test_emitting_a_signal_keeps_its_references() -> None:
    """PySide6 6.12 gives one reference to True away at each emit; Python 3.11 aborts after some hundreds."""
    bell = Bell()
    before = sys.getrefcount(True)
    for _ in range(EMITS):
        bell.rung.emit(True)
    assert sys.getrefcount(True) > before - EMITS // 2


def test_the_program_loads_torch_before_qt() -> None:
    """On Windows torch fails to load once Qt has."""
    place = "app/__main__.py"
    assert _loads_torch_first(Module(place, (ROOT / place).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "text, is_first",
    [
        ("import torch\nfrom app.run import run", True),
        ("def main():\n    import torch\n    from app.run import run", True),
        ("from PySide6 import QtCore\nimport torch", False),
        ("from app.run import run\nimport torch", False),
        ("from app.run import run", False),
    ],
)
def test_a_program_that_loads_qt_first_is_noticed(text: str, is_first: bool) -> None:
    assert _loads_torch_first(Module("app/__main__.py", text)) is is_first


def test_core_loads_without_qt() -> None:
    """A script verifies signatures on a machine that has no window system at all."""
    code = "import sys, core.vision, core.resources, core.errors; sys.exit('PySide6' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("make"), reason="the Makefile is for Linux here"
)
def test_without_a_screen_make_run_says_how_to_get_one() -> None:
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "MAKEFLAGS", "MAKELEVEL", "ARGS"}
    environment = {name: value for name, value in os.environ.items() if name not in screens}
    command = ["make", "--old-file=.venv/.ready", "run"]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode != 0
    assert "xvfb-run -a make run" in told.stdout
    assert "--screenshot" in told.stdout
