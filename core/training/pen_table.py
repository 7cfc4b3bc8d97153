"""How do the figures of signatures from a pad come into the README: by image, by pen, and by both?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.training.markdown import interval_text, markdown_table

Row = dict[str, Any]
JUDGES = ("image", "pen", "both")
MEASURES = ("EER", "EER, random forgeries", "forgeries found at 0.955 accepted")
HEAD = ["set", "specimens", "judged by", *MEASURES]


def pen_table(results: Sequence[Row]) -> str:
    """Return the figures as Markdown, after the commands that made them."""
    commands = "\n".join(f"    {result['command']}    # {result['date']}" for result in results)
    rows = [row for result in results for row in result["figures"]]
    found = {(row["set_name"], row["specimens"], row["measure"]): interval_text(row) for row in rows}
    tests = dict.fromkeys((row["set_name"], row["specimens"]) for row in rows)
    lines = []
    for name, specimens in tests:
        for judge in JUDGES:
            cells = [found.get((name, specimens, f"{measure}, {judge}"), "") for measure in MEASURES]
            lines.append([name, str(specimens), judge, *cells])
    return "\n\n".join(["Made by:\n\n" + commands, markdown_table(HEAD, lines)])
