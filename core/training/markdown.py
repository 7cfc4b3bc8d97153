"""How is a table, a figure with its interval, or a marked part of a page written as Markdown?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.errors import BadData


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, its lines joined."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def interval_text(row: Mapping[str, Any]) -> str:
    """Return a row's value, with its interval where it has one."""
    if row.get("low") is None:
        return f"{row['value']:.3f}"
    return f"{row['value']:.3f} [{row['low']:.3f}, {row['high']:.3f}]"


def filled(text: str, name: str, body: str) -> str:
    """Return a page with other text between its marks of this name; raises BadData where it has none."""
    start, end = f"<!-- figures:start {name} -->", f"<!-- figures:end {name} -->"
    pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(text):
        raise BadData("README", f"has no marks for the {name} figures")
    return pattern.sub(lambda _match: f"{start}\n{body}\n{end}", text)
