"""How do labelled signatures come in from a folder or a table, and go out as a folder with its table?

Layout: `<writer>/{genuine,forged}/*`, or a CSV with the columns file, writer, label and perhaps reason.
"""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from core.data.corpus import KINDS
from core.errors import BadData
from core.image.page import Grey, Page
from core.image.read import SUFFIXES, encode_png
from core.learning.folder_names import FolderNames
from core.store.export import safe_text

TABLE = "labels.csv"
COLUMNS = ("file", "writer", "label", "reason", "source")
NEEDED = COLUMNS[:3]


@dataclass(frozen=True)
class Incoming:
    """A signature to take in: its file, whose it is or imitates, `genuine` or `forged`, and why."""

    path: Path
    writer: str
    label: str
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Outgoing:
    """A signature to hand out; `source` says who labelled it."""

    writer: str
    label: str
    page: Page | Grey
    reason: str = ""
    source: str = ""


def read_folder(path: Path) -> list[Incoming]:
    """Find `<writer>/{genuine,forged}/*` in a stable order; raises BadData where there is none.

    What `write_folder` wrote is better read by its table, which keeps the writers' names as they were.
    """
    if not path.is_dir():
        raise BadData(path.name, "not a folder")
    found = [
        Incoming(file, writer.name, kind.name.lower())
        for writer in _folders(path)
        for kind in _folders(writer)
        if kind.name.lower() in KINDS
        for file in sorted(kind.iterdir())
        if file.is_file() and _is_scan(file.name)
    ]
    if not found:
        raise BadData(path.name, "no folder <writer>/genuine or <writer>/forged with scans in it")
    return found


def read_table(path: Path) -> list[Incoming]:
    """Read a table: UTF-8, commas or semicolons, its first row the columns in any order.

    Files are named from the table's own folder and may not lie outside it. Blanks round a cell are
    dropped. Raises BadData that names line and column.
    """
    found: list[Incoming] = []
    seen: dict[Path, int] = {}
    for line, cells in _rows(path):
        for column in NEEDED:
            if not cells.get(column):
                raise _refused(path, line, column, "empty")
        file = _inside(path, line, cells["file"])
        label = cells["label"].lower()
        if label not in KINDS:
            raise _refused(path, line, "label", f"{cells['label']!r} is neither genuine nor forged")
        if seen.setdefault(file, line) != line:
            raise _refused(path, line, "file", f"the same file as in line {seen[file]}")
        found.append(Incoming(file, cells["writer"], label, cells.get("reason", "")))
    if not found:
        raise BadData(path.name, "no rows below the names of the columns")
    return found


def write_folder(path: Path, items: Iterable[Outgoing]) -> int:
    """Write `<writer>/{genuine,forged}/NNNN.png` and the table that `read_table` reads; return how many.

    The folder appears whole or not at all. Raises BadData where there is something in it already, and for
    an item without a writer or with another label.
    """
    path = path.absolute()
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise BadData(path.name, "not an empty folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    try:
        count = _write(staged, items)
        if path.exists():
            path.rmdir()  # Windows replaces no folder, not even an empty one
        os.replace(staged, path)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return count


def _write(folder: Path, items: Iterable[Outgoing]) -> int:
    names, counts = FolderNames(), Counter[Path]()
    with (folder / TABLE).open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for number, item in enumerate(items, 1):
            writer = item.writer.strip()
            if not writer or item.label not in KINDS:
                raise BadData(f"item {number}", "no writer" if not writer else "neither genuine nor forged")
            place = folder / names.of(writer) / item.label
            counts[place] += 1
            scan = place / f"{counts[place]:04d}.png"
            place.mkdir(parents=True, exist_ok=True)
            page = item.page if isinstance(item.page, Page) else Page(grey=item.page)
            scan.write_bytes(encode_png(page))
            cells = (scan.relative_to(folder).as_posix(), writer, item.label, item.reason, item.source)
            table.writerow([_defused(cell) for cell in cells])
    return counts.total()


def _folders(path: Path) -> list[Path]:
    return sorted(child for child in path.iterdir() if child.is_dir() and not child.name.startswith("."))


def _is_scan(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line on which each row starts, and its cells by column."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            rows = csv.reader(file, delimiter=";" if first.count(";") > first.count(",") else ",")
            columns = [name.strip().lower() for name in next(rows, [])]
            _check_columns(path, columns)
            line = rows.line_num + 1
            for row in rows:
                if any(cell.strip() for cell in row):
                    cells = [_read_back(cell.strip()) for cell in row]
                    yield line, dict(zip(columns, cells, strict=False))
                line = rows.line_num + 1
    except UnicodeDecodeError as error:
        raise BadData(path.name, "not a text in UTF-8") from error
    except csv.Error as error:
        raise BadData(path.name, f"line {rows.line_num}: not a table ({error})") from error
    except OSError as error:
        raise BadData(path.name, "cannot be opened") from error


def _check_columns(path: Path, columns: list[str]) -> None:
    for column in NEEDED:
        if column not in columns:
            raise BadData(path.name, f"line 1: no column called {column!r}")
    for column in COLUMNS:
        if columns.count(column) > 1:
            raise BadData(path.name, f"line 1: two columns are called {column!r}")


def _inside(table: Path, line: int, name: str) -> Path:
    """Return the file of this name; its parts are told apart as on Windows, which knows both signs."""
    parts = PureWindowsPath(name)
    if parts.drive or parts.root or ".." in parts.parts:
        raise _refused(table, line, "file", "outside the table's folder")
    if not _is_scan(parts.name):
        raise _refused(table, line, "file", f"{parts.suffix or 'no ending'!r} is no scan that can be read")
    folder = table.absolute().parent.resolve()
    try:
        file = folder.joinpath(*parts.parts).resolve()
        is_there = file.is_file()
    except (OSError, ValueError):  # ValueError: a null character in the path
        is_there = False
    if not is_there:
        raise _refused(table, line, "file", "there is no such file")
    if not file.is_relative_to(folder):
        raise _refused(table, line, "file", "outside the table's folder")
    return file


def _refused(table: Path, line: int, column: str, why: str) -> BadData:
    return BadData(table.name, f"line {line}, column {column}: {why}")


def _defused(text: str) -> str:
    """Return text that no spreadsheet runs, and that `_read_back` reads as it was."""
    return f"'{text}" if _is_escaped(text) else text


def _read_back(text: str) -> str:
    return text[1:] if text.startswith("'") and _is_escaped(text) else text


def _is_escaped(text: str) -> bool:
    """Tell whether text is a formula, or one behind apostrophes."""
    bare = text.lstrip("'")
    return safe_text(bare) != bare
