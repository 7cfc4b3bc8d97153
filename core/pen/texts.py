"""How does the way of a pen stand in a text: in a table of ours, or in a recording of SVC2004?"""

from __future__ import annotations

import csv
import io

import numpy as np
from numpy.typing import NDArray

from core.errors import BadData
from core.pen.way import Trajectory

Floats = NDArray[np.float64]

NEEDED = ("x_mm", "y_mm", "t_s")
COLUMNS = (*NEEDED, "pressure", "down")
TILTED = ("azimuth_deg", "altitude_deg")
SEPARATORS = (",", ";", "\t")

SVC_FEWEST_COLUMNS = 4
SVC_PARTS_OF_MM = 100.0
SVC_MOST_PRESSURE = 1023.0
SVC_PARTS_OF_DEGREE = 10.0


def csv_of(trajectory: Trajectory) -> str:
    """Return a table of one row a moment, from which `from_csv` reads the same numbers.

    An unknown pressure is left empty; the columns of the tilt are there where it is known.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    tilt = trajectory.tilt
    table.writerow(COLUMNS if tilt is None else (*COLUMNS, *TILTED))
    for row, ((x, y, t, pressure), down) in enumerate(
        zip(trajectory.points, trajectory.is_down, strict=True)
    ):
        pressed = f"{pressure:.6f}" if trajectory.has_pressure else ""
        tilted = () if tilt is None else (f"{angle:.2f}" for angle in tilt[row])
        table.writerow((f"{x:.3f}", f"{y:.3f}", f"{t:.6f}", pressed, int(down), *tilted))
    return text.getvalue()


def is_csv(text: str) -> bool:
    """Tell whether a text begins with the names of our columns."""
    return set(NEEDED) <= set(_names(text.partition("\n")[0]))


def from_csv(text: str) -> Trajectory:
    """Read a table with at least the columns x_mm, y_mm and t_s, in any order; raises BadData.

    Without the column `down` the pen is down where it presses, or always. Other columns are left alone.
    """
    cells = _cells(text)
    x, y, t = (_numbers(cells, name) for name in NEEDED)
    pressure = _optional(cells, "pressure")
    down = _optional(cells, "down")
    if np.isnan(down).all():
        down = np.ones_like(x) if np.isnan(pressure).all() else pressure
    tilt = np.column_stack([_optional(cells, name) for name in TILTED])
    known = None if np.isnan(tilt).any() else tilt
    return Trajectory(np.column_stack([x, y, t, pressure]), down > 0, known)


def is_svc(text: str) -> bool:
    """Tell whether a text begins as a recording of SVC2004: with how many rows follow, and one of these."""
    count, _, rest = text.partition("\n")
    return count.strip().isdecimal() and len(rest.partition("\n")[0].split()) >= SVC_FEWEST_COLUMNS


def from_svc(text: str) -> Trajectory:
    """Read a recording of SVC2004 (Yeung et al. 2004): how many rows, then x, y, time in ms and button of
    each, in task 2 also azimuth, altitude and pressure; y upwards. Raises BadData.

    Some of its clocks step back by one moment; there it is taken to stand still.
    """
    first, *lines = [line for line in text.splitlines() if line.strip()] or [""]
    try:
        rows = np.array([line.split() for line in lines], np.float64)
        count = int(first)
    except ValueError as error:
        raise BadData("trajectory", "not a recording of SVC2004") from error
    if rows.ndim != 2 or rows.shape[1] not in (4, 7) or len(rows) < count:
        raise BadData("trajectory", "not a whole recording of SVC2004")
    is_full = rows.shape[1] == 7
    pressure = rows[:, 6] / SVC_MOST_PRESSURE if is_full else np.full(len(rows), np.nan)
    time = np.maximum.accumulate(rows[:, 2]) / 1000.0
    places = rows[:, :2] * (1.0, -1.0) / SVC_PARTS_OF_MM
    tilt = rows[:, 4:6] / SVC_PARTS_OF_DEGREE if is_full else None
    return Trajectory(np.column_stack([places, time, pressure]), rows[:, 3] > 0, tilt)


def _names(line: str) -> list[str]:
    return [name.strip().lower() for name in line.lstrip("\ufeff").strip().split(_separator(line))]


def _separator(line: str) -> str:
    return max(SEPARATORS, key=line.count)


def _cells(text: str) -> dict[str, list[str]]:
    """Return the cells of each column, those of one row at one place."""
    head, _, rest = text.partition("\n")
    names = _names(head)
    if len(set(names)) < len(names):
        raise BadData("trajectory", "line 1: two columns have one name")
    try:
        rows = [row for row in csv.reader(io.StringIO(rest), delimiter=_separator(head)) if any(row)]
    except csv.Error as error:
        raise BadData("trajectory", f"not a table ({error})") from error
    for number, row in enumerate(rows, 2):
        if len(row) != len(names):
            raise BadData("trajectory", f"row {number}: {len(row)} cells under {len(names)} names")
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    cells = {name: [cell.strip() for cell in column] for name, column in zip(names, columns, strict=True)}
    if missing := [name for name in NEEDED if name not in cells]:
        raise BadData("trajectory", f"line 1: no column called {missing[0]!r}")
    return cells


def _numbers(cells: dict[str, list[str]], name: str) -> Floats:
    found = []
    for row, cell in enumerate(cells[name], 2):
        try:
            found.append(float(cell))
        except ValueError as error:
            raise BadData("trajectory", f"row {row}, column {name}: not a number") from error
    return np.array(found)


def _optional(cells: dict[str, list[str]], name: str) -> Floats:
    """Return the numbers of a column, NaN throughout where there are none."""
    if not any(cells.get(name, [])):
        return np.full(len(cells[NEEDED[0]]), np.nan)
    return _numbers(cells, name)
