"""How do the figures of the published systems come into the README, in the order of their years?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from core.training.markdown import interval_text, markdown_table

Row = dict[str, Any]
HEAD = ["system", "variant", "data", "weights", "minutes", "measure", "figure", "asked", "short of it"]


def family_table(results: Mapping[str, Row], *, pictures: PurePath) -> str:
    """Return the figures as Markdown, the commands that made them, and each system's curves.

    results: what was measured, by the name of its file.
    pictures: the folder of `<name>.svg` as the README names it.
    """
    ordered = sorted(results, key=lambda name: (results[name]["year"], name))
    lines = [line for name in ordered for line in _lines(results[name])]
    commands = "\n".join(f"    {results[name]['command']}    # {results[name]['date']}" for name in ordered)
    curves = [
        f"![{results[name]['title']}: loss and development figure]({(pictures / name).as_posix()}.svg)"
        for name in ordered
    ]
    return "\n\n".join(["Made by:\n\n" + commands, markdown_table(HEAD, lines), *curves])


def _lines(result: Row) -> list[list[str]]:
    """Return a line for every figure; what stands for all of a variant's figures stands in the first."""
    lines: list[list[str]] = []
    known: set[str] = set()
    for row in result["figures"]:
        variant = result["variants"][row["variant"]]
        is_first = row["variant"] not in known
        known.add(row["variant"])
        told = [
            f"{result['recipe']} ({result['year']})",
            row["variant"],
            row["set_name"],
            f"{variant['parameters']:,}",
            f"{variant['seconds'] / 60:.1f}",
        ]
        held = [_asked(row), f"{max(0.0, row['gap']):.3f}"] if "gap" in row else ["", ""]
        lines.append([*(told if is_first else [""] * len(told)), row["measure"], interval_text(row), *held])
    return lines


def _asked(row: Row) -> str:
    limit = f"at least {row['at_least']}" if "at_least" in row else f"at most {row['at_most']}"
    return f"{limit} ({row['said_by']})"
