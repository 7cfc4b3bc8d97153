"""Of what the Unicode library under Qt knows about languages, how much does the desk need?

Qt orders words and changes their case by it. It also holds names of countries, currencies, units and time
zones in every language, dictionaries to break lines by, and tables of old encodings, which neither Qt's
widgets nor the desk look at: three quarters of its 32 MB. The data are one table of contents and its items
("CmnD" in the sources of ICU, common/ucmndata.h); a shorter one is put into a library of the same name.
"""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path, PurePosixPath

from build_spec import stand_ins
from build_spec.trim import Entry

LIBRARY = "PySide6/Qt/lib/libicudata.so."
FORMAT = b"CmnD"
FORMAT_AT = 12
"""How far the format's name lies from the beginning of the header."""
ALIGNED = 16

DROPPED_FOLDERS = ("brkitr", "curr", "lang", "rbnf", "region", "translit", "unit", "zone")
DROPPED_ENDINGS = (".cnv", ".cfu", ".spp")

SOURCE = """\
.section .rodata
.balign 64
.globl {symbol}
.type {symbol}, @object
{symbol}:
.incbin "{data}"
.size {symbol}, . - {symbol}
.section .note.GNU-stack, "", @progbits
"""


def put_in(entries: list[Entry], folder: Path) -> list[Entry]:
    """Return the entries with shorter data in place of the library's, where such can be made."""
    if not stand_ins.is_possible():
        return entries
    folder.mkdir(parents=True, exist_ok=True)
    return [
        (place, _shortened(Path(source), folder), kind)
        if place.startswith(LIBRARY) and kind != "SYMLINK"
        else (place, source, kind)
        for place, source, kind in entries
    ]


def is_needed(name: str) -> bool:
    """Tell whether the desk needs an item, such as `icudt73l/coll/de.res`."""
    path = PurePosixPath(name)
    return path.suffix not in DROPPED_ENDINGS and not set(path.parts[1:-1]) & set(DROPPED_FOLDERS)


def items(package: bytes) -> dict[str, bytes]:
    """Return every item by its name, in the order of the names; the last may have a few bytes too many."""
    start = struct.unpack_from("<H", package)[0]
    (count,) = struct.unpack_from("<I", package, start)
    rows = [struct.unpack_from("<II", package, start + 4 + 8 * number) for number in range(count)]
    ends = [at for _, at in rows[1:]] + [len(package) - start]
    names = [package[start + at : package.index(b"\0", start + at)].decode("ascii") for at, _ in rows]
    return {
        name: package[start + at : start + end] for name, (_, at), end in zip(names, rows, ends, strict=True)
    }


def packed(header: bytes, kept: dict[str, bytes]) -> bytes:
    """Return a package of these items, whose names are in order; `header` is that of the whole one."""
    names = [name.encode("ascii") + b"\0" for name in kept]
    table = 4 + 8 * len(kept)
    at = table + sum(map(len, names))
    rows, body, name_at = [], bytearray(), table
    for name, data in zip(names, kept.values(), strict=True):
        body += bytes(-(at + len(body)) % ALIGNED)
        rows.append(struct.pack("<II", name_at, at + len(body)))
        body += data
        name_at += len(name)
    return header + struct.pack("<I", len(kept)) + b"".join([*rows, *names]) + bytes(body)


def _shortened(library: Path, folder: Path) -> str:
    held = library.read_bytes()
    start = held.find(FORMAT) - FORMAT_AT
    symbol, size = _only_symbol(library)
    package = held[start : start + size]
    header = package[: struct.unpack_from("<H", package)[0]]
    kept = {name: data for name, data in items(package).items() if is_needed(name)}
    name, data = library.name, folder / f"{symbol}.dat"
    data.write_bytes(packed(header, kept))
    code, made, target = folder / f"{symbol}.s", folder / f"{symbol}.o", folder / name
    code.write_text(SOURCE.format(symbol=symbol, data=data), encoding="utf-8")
    subprocess.run(["as", "-o", made, code], check=True)
    subprocess.run(["ld", "-shared", "--strip-all", "-soname", name, "-o", target, made], check=True)
    return str(target)


def _only_symbol(library: Path) -> tuple[str, int]:
    """Return the name and size of the one thing in the library."""
    command = ["nm", "--dynamic", "--defined-only", "--print-size", "--radix=d", str(library)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    (words,) = (line.split() for line in told.splitlines() if "_dat" in line)
    return words[-1], int(words[1])
