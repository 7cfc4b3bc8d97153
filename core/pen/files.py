"""In which file does the way of a pen come in, and in which does it go out?

What a file is, its content says: a table of ours (CSV), a recording of SVC2004 or a record of
ISO/IEC 19794-7. The bytes in which the program itself keeps a trajectory are read as well.
"""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from core.errors import BadData
from core.pen.iso19794 import from_iso, is_iso, iso_of
from core.pen.texts import csv_of, from_csv, from_svc, is_csv, is_svc
from core.pen.way import Trajectory, is_kept

CSV_SUFFIXES = (".csv",)
ISO_SUFFIXES = (".sdi", ".iso", ".bin")
SUFFIXES = (*CSV_SUFFIXES, ".txt", *ISO_SUFFIXES)
"""For choosing files in a dialog, and for what is written."""
MOST_BYTES = 16 * 2**20
FIRST_BYTES = 4096
UNKNOWN = "neither a table with the columns x_mm, y_mm and t_s, nor of SVC2004, nor of ISO/IEC 19794-7"


def is_trajectory(data: bytes) -> bool:
    """Tell by how bytes begin whether they mean to be the way of a pen."""
    if is_kept(data) or is_iso(data):
        return True
    first = data.removeprefix(codecs.BOM_UTF8)[:FIRST_BYTES]
    try:
        beginning = first.decode()
    except UnicodeDecodeError as error:
        if error.start < FIRST_BYTES - 4:  # else a letter was cut in two
            return False
        beginning = first[: error.start].decode()
    return is_csv(beginning) or is_svc(beginning)


def read_trajectory(source: Path | bytes, *, name: str = "") -> Trajectory:
    """Read the way of a pen, whichever of the three it is; raises BadData, which names the file."""
    name = name or (source.name if isinstance(source, Path) else "trajectory")
    data = _loaded(source, name)
    try:
        if is_kept(data):
            return Trajectory.from_bytes(data)
        if is_iso(data):
            return from_iso(data)
        text = data.decode("utf-8-sig")
        if is_csv(text):
            return from_csv(text)
        if is_svc(text):
            return from_svc(text)
    except UnicodeDecodeError:
        pass  # as any other file that is none of the three
    except BadData as error:
        raise BadData(name, error.why) from error
    raise BadData(name, UNKNOWN)


def write_trajectory(path: Path, trajectory: Trajectory) -> None:
    """Write a table (.csv) or a record of ISO/IEC 19794-7 (.sdi, .iso, .bin), whole or not at all.

    Raises BadData for another suffix.
    """
    suffix = path.suffix.lower()
    if suffix not in CSV_SUFFIXES + ISO_SUFFIXES:
        raise BadData(path.name, f"ends in none of {', '.join(CSV_SUFFIXES + ISO_SUFFIXES)}")
    data = csv_of(trajectory).encode() if suffix in CSV_SUFFIXES else iso_of(trajectory)
    staged = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        staged.write_bytes(data)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)


def _loaded(source: Path | bytes, name: str) -> bytes:
    try:
        if isinstance(source, bytes):
            data = source
        else:
            with source.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadData(name, "cannot be opened") from error
    if len(data) > MOST_BYTES:
        raise BadData(name, f"larger than {MOST_BYTES} bytes")
    return data
