"""How do measured figures get into the README without anybody typing one?

The README holds marks `<!-- figures:start NAME -->` and `<!-- figures:end NAME -->`; what stands between them
is made here from the result files.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Any

from core.errors import BadData
from core.training.family_table import family_table
from core.training.markdown import filled, interval_text, markdown_table
from core.training.pen_table import pen_table

Row = dict[str, Any]
FAMILY, PEN = "family", "pen"
"""Where the published systems and signatures from a pad have their own results; the marks of their tables."""
DESK_MEASURES = ("EER", "EER, random forgeries", "Cllr", "minCllr")
POINT_MEASURES = ("FAR, set for 1%", "FRR, set for 1%", "FAR, set for 5%", "FRR, set for 5%")
BITONAL_MEASURES = ("EER, as scanned", "EER", "EER, lost")
CROSS_MEASURES = ("EER", "Cllr", "Cllr - minCllr")
CROSS_FITTED = {"cross": "as shipped", "cross, recalibrated": "ten writers"}
RULE_MEASURES = (
    "genuine accepted",
    "genuine referred",
    "genuine rejected",
    "forged accepted",
    "forged referred",
)


def fill_tables(readme: Path, results: Path) -> None:
    """Write every table into the README; raises BadData where a mark is missing or a file is no result."""
    found = read_results(results)
    try:
        text = readme.read_text("utf-8")
    except OSError as error:
        raise BadData(str(readme), "cannot be read") from error
    text = filled(text, "accuracy", accuracy_tables(found))
    text = filled(text, "speed", speed_table(found))
    if (results / FAMILY).is_dir():
        by_name = {path.stem: _read(path) for path in _result_files(results / FAMILY)}
        family = family_table(by_name, pictures=_from(readme, results / FAMILY))
        text = filled(text, FAMILY, family)
    if (results / PEN).is_dir():
        text = filled(text, PEN, pen_table(read_results(results / PEN)))
    staged = readme.with_suffix(".part")
    staged.write_text(text, "utf-8")
    staged.replace(readme)


def read_results(folder: Path) -> list[Row]:
    """Read every result file of a folder; raises BadData where it is none, or a file is no result."""
    if not folder.is_dir():
        raise BadData(str(folder), "not a folder of result files")
    return [_read(path) for path in _result_files(folder)]


def _result_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def accuracy_tables(results: Sequence[Row]) -> str:
    """Return the tables of every protocol, and of the three-way rule, as Markdown."""
    measured = _of(results, "model")
    rows = [row for result in measured for row in result["figures"]]
    folds = [row for result in measured if _split(result) == "fold" for row in result["figures"]]
    others = [row for result in measured if _split(result) != "fold" for row in result["figures"]]
    parts = [_commands([*measured, *_of(results, "rival")])]
    parts += _usual(folds, "five folds, every writer once")
    parts += _usual(others, "literature split")
    parts += _bitonal(rows)
    parts += _cross(rows)
    probes = [
        [row["set_name"], row["measure"].removeprefix("AUC, "), interval_text(row)]
        for row in rows
        if row["protocol"] == "probe"
    ]
    if probes:
        title = "**probe** (genuine or forged from the presented signature alone; 0.5 is no leak)"
        parts += [title, markdown_table(["set", "from", "AUC"], probes)]
    parts += _beside(results)
    return "\n\n".join(part for part in parts if part)


def _usual(rows: Sequence[Row], split: str) -> list[str]:
    """Pairs, desk and the thresholds, on one kind of split."""
    parts: list[str] = []
    pairs = [[row["set_name"], interval_text(row)] for row in rows if row["protocol"] == "pairs"]
    if pairs:
        title = f"**pairs** (one specimen, skilled forgeries; {split})"
        parts += [title, markdown_table(["set", "EER"], pairs)]
    five = _with_five(rows)
    parts += _by_specimens(rows, f"**desk** ({split})", DESK_MEASURES)
    title = f"**desk, at thresholds set on development writers** ({split})"
    parts += _by_specimens(five, title, POINT_MEASURES)
    return parts + _by_specimens(five, f"**three-way rule** ({split})", RULE_MEASURES)


def _split(result: Row) -> str:
    """Return the split of the recipe behind a result; the literature's where none is named."""
    return str(result.get("split", "literature"))


def speed_table(results: Sequence[Row]) -> str:
    """Return the benchmarks' figures as Markdown."""
    rows = [
        [figure["name"], _number(figure["value"], figure.get("unit", "")), _limit(figure)]
        for result in results
        if "model" not in result and "rival" not in result
        for figure in result["figures"]
    ]
    return markdown_table(["what", "measured", "limit"], rows) if rows else ""


def _bitonal(rows: Iterable[Row]) -> list[str]:
    """The EER of the same writers before and after a cheque scanner."""
    cells = _cells(rows, ["bitonal"], BITONAL_MEASURES)
    lines = [[name, str(n), *(cell.get(m, "") for m in BITONAL_MEASURES)] for (_, name, n), cell in cells]
    head = ["set", "specimens", "EER as scanned", "EER at 200 dpi, 1 bit", "lost"]
    title = "**bitonal** (scans reduced as for cheque truncation)"
    return [title, markdown_table(head, lines)] if lines else []


def _cross(rows: Sequence[Row]) -> list[str]:
    """What another bank's paper costs, as shipped and recalibrated."""
    parts: list[str] = []
    for title, measures, kept in (
        ("**cross** (sets that the model never met)", CROSS_MEASURES, rows),
        ("**cross, thresholds**", POINT_MEASURES, _with_five(rows)),
        ("**cross, three-way rule**", RULE_MEASURES, _with_five(rows)),
    ):
        cells = sorted(_cells(kept, CROSS_FITTED, measures), key=lambda cell: cell[0][1:])
        lines = [
            [name, str(n), CROSS_FITTED[protocol], *(cell.get(m, "") for m in measures)]
            for (protocol, name, n), cell in cells
        ]
        if lines:
            parts += [title, markdown_table(["set", "specimens", "thresholds", *measures], lines)]
    return parts


def _beside(results: Sequence[Row]) -> list[str]:
    """Our pairs and desk beside those of other methods, set by set, where any was measured."""
    rivals = _of(results, "rival")
    if not rivals:
        return []
    ours = [result for result in _of(results, "model") if _split(result) == "literature"]
    lines = []
    for result in [*rivals, *ours]:
        method, passes = result.get("rival", "ours"), str(result.get("passes", ""))
        found = _cells(_with_five(result["figures"]), ["desk"], ["EER"])
        desk = {name: cell["EER"] for (_, name, _n), cell in found}
        for (_, name, _n), cell in _cells(result["figures"], ["pairs"], ["EER"]):
            lines.append([name, method, passes, cell["EER"], desk.get(name, "")])
    title = "**beside other methods** (literature split, same frames, same budget of image passes)"
    head = ["set", "method", "image passes", "EER, pairs", "EER, desk with 5 specimens"]
    return [title, markdown_table(head, sorted(lines, key=lambda line: line[0]))]


def _of(results: Iterable[Row], kind: str) -> list[Row]:
    """Return the results that are figures of a `model`, or of a `rival`."""
    return [result for result in results if kind in result]


def _by_specimens(rows: Iterable[Row], title: str, measures: Sequence[str]) -> list[str]:
    cells = _cells(rows, ["desk"], measures)
    lines = [[name, str(n), *(cell.get(m, "") for m in measures)] for (_, name, n), cell in cells]
    return [title, markdown_table(["set", "specimens", *measures], lines)] if lines else []


def _with_five(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.get("specimens") == 5]


def _cells(
    rows: Iterable[Row], protocols: Container[str], measures: Container[str]
) -> list[tuple[tuple[str, str, int], dict[str, str]]]:
    """Gather figures by protocol, set and number of specimens, in the order in which they were measured."""
    cells: dict[tuple[str, str, int], dict[str, str]] = {}
    for row in rows:
        if row["protocol"] in protocols and row["measure"] in measures:
            key = row["protocol"], row["set_name"], row["specimens"]
            cells.setdefault(key, {})[row["measure"]] = interval_text(row)
    return list(cells.items())


def _commands(results: Sequence[Row]) -> str:
    lines = [f"    {result['command']}    # {result['date']}, {_made_with(result)}" for result in results]
    return "Made by:\n\n" + "\n".join(lines) if lines else ""


def _made_with(result: Row) -> str:
    if "model" in result:
        return f"model {result['model'][:12]}"
    return f"{result['passes']} image passes"


def _number(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}".strip()


def _limit(figure: Row) -> str:
    limit = figure.get("limit")
    if limit is None:
        return ""
    sense = "at least" if figure.get("at_least") else "at most"
    return f"{sense} {_number(limit, figure.get('unit', ''))}"


def _from(readme: Path, folder: Path) -> Path:
    """Return a folder as a page beside or above it names it."""
    try:
        return folder.resolve().relative_to(readme.resolve().parent)
    except ValueError as error:
        raise BadData(str(folder), f"does not lie beside {readme.name} or below") from error


def _read(path: Path) -> Row:
    try:
        result = json.loads(path.read_text("utf-8"))
        result["figures"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadData(path.name, "not a result file") from error
    return dict(result)
