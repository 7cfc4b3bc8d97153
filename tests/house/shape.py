"""What does a well-shaped module look like?"""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath

from tests.house.tree import ROOT, Module

MODULE_LINES = 400
MAIN_WINDOW_LINES = 200
FUNCTION_LINES = 40
VAGUE = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}
LEFTOVER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
WORKPLACE = re.compile(r"(?:\.\.|/work)/" + r"shared\b")


def module_opens_with_a_sentence(module: Module) -> list[str]:
    """Every module says first which question it answers."""
    text = ast.get_docstring(module.tree)
    if not text:
        return ["no docstring"]
    first = " ".join(text.split("\n\n")[0].split())
    return [] if first[-1] in ".?:" and first[0].isupper() else [f"opens with {first!r}, not a sentence"]


def package_file_is_one_docstring(module: Module) -> list[str]:
    """An `__init__.py` with code hides imports that nobody asked for."""
    if not module.place.endswith("__init__.py"):
        return []
    return [] if len(module.tree.body) == 1 else ["more than a docstring in a package's own file"]


def module_stays_short(module: Module) -> list[str]:
    """Nearly every Qt program grew one window class of thousands of lines; not here."""
    limit = MAIN_WINDOW_LINES - 1 if module.place == "app/views/main_window.py" else MODULE_LINES
    count = len(module.text.splitlines())
    return [f"{count} lines, at most {limit}"] if count > limit else []


def function_stays_short(module: Module) -> list[str]:
    """A function fits on a screen; its docstring does not count, and a migration is a list of columns."""
    if module.place.startswith("core/store/migrations/"):
        return []
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            said = ast.get_docstring(node, clean=False)
            length = (node.end_lineno or 0) - node.lineno + 1 - (len(said.splitlines()) if said else 0)
            if length > FUNCTION_LINES:
                found.append(f"{node.name} has {length} lines, at most {FUNCTION_LINES}")
    return found


def name_says_what_is_inside(module: Module) -> list[str]:
    """`utils` answers no question."""
    names = {PurePosixPath(part).stem for part in PurePosixPath(module.place).parts}
    return [f"{name} is no name for a module" for name in sorted(names & VAGUE)]


def nothing_is_left_for_later(module: Module) -> list[str]:
    """What is not done is not in the code; what is planned is kept with the plans."""
    lines = module.text.splitlines()
    return [f"line {n}: {line.strip()}" for n, line in enumerate(lines, 1) if LEFTOVER.search(line)]


def code_knows_no_workplace(module: Module) -> list[str]:
    """Data come by argument or through SPECIMEN_DATA; no path of a developer's machine is written down."""
    lines = module.text.splitlines()
    return [f"line {n}: {line.strip()}" for n, line in enumerate(lines, 1) if WORKPLACE.search(line)]


def tests_mirror_the_tree(module: Module) -> list[str]:
    """Whoever looks for the tests of a module finds them at the same place."""
    folders = PurePosixPath(module.place).parts[1:-1]
    if module.part != "tests" or not folders or folders[0] not in {"app", "core"}:
        return []
    wanted = ROOT.joinpath(*folders)
    return (
        [] if wanted.is_dir() or wanted.with_suffix(".py").is_file() else [f"there is no {'/'.join(folders)}"]
    )


def tests_wait_for_events_not_for_time(module: Module) -> list[str]:
    """A sleeping test is slow on a fast machine and fails on a slow one."""
    if module.part != "tests":
        return []
    asleep = {"time.sleep", "sleep", "qtbot.wait", "QTest.qWait", "QTest.qSleep", "QThread.msleep"}
    return [f"{name} in line {call.lineno}" for name, call in module.calls() if name in asleep]
