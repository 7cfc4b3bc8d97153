"""Which modules does a tree hold, and what does each of them import and name?"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file: its place in the tree (`app/lanes.py`) and its text."""

    place: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.place)

    @property
    def part(self) -> str:
        """The top-level folder: `app`, `core` or `tests`."""
        return PurePosixPath(self.place).parts[0]

    @cached_property
    def imports(self) -> frozenset[str]:
        """Every module and every `module.name` that is imported anywhere in the file."""
        names: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
        return frozenset(names)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every plain name and every dotted name (`threading.Thread`) that the code uses."""
        found = (dotted(node) for node in ast.walk(self.tree) if isinstance(node, ast.Name | ast.Attribute))
        return frozenset(name for name in found if name)

    def strings(self) -> Iterator[str]:
        """Yield every string in the code that is not a docstring."""
        bare = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
                yield node.value

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Yield every call with the dotted name of what is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield dotted(node.func), node


Rule = Callable[[Module], list[str]]
"""A house rule: the complaints about one module, none where it keeps the rule."""


def dotted(node: ast.expr) -> str:
    """Return `a.b.c` for a chain of names, and nothing for any other expression."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        stem = dotted(node.value)
        return f"{stem}.{node.attr}" if stem else ""
    return ""


def is_or_inside(name: str, module: str) -> bool:
    """Tell whether a dotted name is that module or lies inside it."""
    return name == module or name.startswith(module + ".")


def modules(root: Path = ROOT, *, parts: tuple[str, ...] = ("app", "core", "tests")) -> Iterator[Module]:
    """Yield every module of the given top-level folders."""
    for part in parts:
        for path in sorted((root / part).rglob("*.py")):
            yield Module(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))


def complaints(rule: Rule, root: Path = ROOT) -> list[str]:
    """Return what a rule has to say about a tree, each line opening with the module."""
    return [f"{module.place}: {why}" for module in modules(root) for why in rule(module)]
