"""How do measured figures get into the README without anybody typing one?

The README holds marks `<!-- figures:start NAME -->` and `<!-- figures:end NAME -->`; what stands between them
is made here from the result files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from core.errors import BadData

Row = dict[str, Any]
DESK_MEASURES = ("EER", "EER, random forgeries", "Cllr", "minCllr")
POINT_MEASURES = ("FAR, set for 1%", "FRR, set for 1%", "FAR, set for 5%", "FRR, set for 5%")
RULE_MEASURES = (
    "genuine accepted",
    "genuine referred",
    "genuine rejected",
    "forged accepted",
    "forged referred",
)


def fill_tables(readme: Path, results: Path) -> None:
    """Write every table into the README; raises BadData where a mark is missing or a file is no result."""
    if not results.is_dir():
        raise BadData(str(results), "not a folder of result files")
    try:
        text = readme.read_text("utf-8")
    except OSError as error:
        raise BadData(str(readme), "cannot be read") from error
    found = [_read(path) for path in sorted(results.glob("*.json"))]
    text = _filled(text, "accuracy", accuracy_tables(found))
    text = _filled(text, "speed", speed_table(found))
    staged = readme.with_suffix(".part")
    staged.write_text(text, "utf-8")
    staged.replace(readme)


def accuracy_tables(results: Sequence[Row]) -> str:
    """Return the tables of pairs, desk, three-way rule and probe as Markdown."""
    measured = [result for result in results if "model" in result]
    rows = [row for result in measured for row in result["figures"]]
    parts = [_commands(measured)]
    pairs = [[row["set_name"], _value(row)] for row in rows if row["protocol"] == "pairs"]
    if pairs:
        parts += ["**pairs** (one specimen, skilled forgeries)", _table(["set", "EER"], pairs)]
    parts += _by_specimens(rows, "**desk**", DESK_MEASURES)
    five = [row for row in rows if row.get("specimens") == 5]
    parts += _by_specimens(five, "**desk, at thresholds set on development writers**", POINT_MEASURES)
    parts += _by_specimens(five, "**three-way rule, as shipped**", RULE_MEASURES)
    probes = [
        [row["set_name"], row["measure"].removeprefix("AUC, "), _value(row)]
        for row in rows
        if row["protocol"] == "probe"
    ]
    if probes:
        title = "**probe** (genuine or forged from the presented signature alone; 0.5 is no leak)"
        parts += [title, _table(["set", "from", "AUC"], probes)]
    return "\n\n".join(part for part in parts if part)


def speed_table(results: Sequence[Row]) -> str:
    """Return the benchmarks' figures as Markdown."""
    rows = [
        [figure["name"], _number(figure["value"], figure.get("unit", "")), _limit(figure)]
        for result in results
        if "model" not in result
        for figure in result["figures"]
    ]
    return _table(["what", "measured", "limit"], rows) if rows else ""


def _by_specimens(rows: Iterable[Row], title: str, measures: Sequence[str]) -> list[str]:
    cells: dict[tuple[str, int], dict[str, str]] = {}
    for row in rows:
        if row["protocol"] == "desk" and row["measure"] in measures:
            cells.setdefault((row["set_name"], row["specimens"]), {})[row["measure"]] = _value(row)
    if not cells:
        return []
    lines = [[name, str(n), *(cell.get(m, "") for m in measures)] for (name, n), cell in cells.items()]
    return [title, _table(["set", "specimens", *measures], lines)]


def _commands(results: Sequence[Row]) -> str:
    lines = [
        f"    {result['command']}    # {result['date']}, model {result['model'][:12]}" for result in results
    ]
    return "Made by:\n\n" + "\n".join(lines) if lines else ""


def _value(row: Row) -> str:
    if row.get("low") is None:
        return f"{row['value']:.3f}"
    return f"{row['value']:.3f} [{row['low']:.3f}, {row['high']:.3f}]"


def _number(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}".strip()


def _limit(figure: Row) -> str:
    limit = figure.get("limit")
    if limit is None:
        return ""
    sense = "at least" if figure.get("at_least") else "at most"
    return f"{sense} {_number(limit, figure.get('unit', ''))}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _filled(text: str, name: str, body: str) -> str:
    start, end = f"<!-- figures:start {name} -->", f"<!-- figures:end {name} -->"
    pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(text):
        raise BadData("README", f"has no marks for the {name} figures")
    return pattern.sub(lambda _match: f"{start}\n{body}\n{end}", text)


def _read(path: Path) -> Row:
    try:
        result = json.loads(path.read_text("utf-8"))
        result["figures"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadData(path.name, "not a result file") from error
    return dict(result)
