"""Which libraries can do without their tables of symbols, and still be loaded?

`strip` spoils libraries that were changed after they were linked, as the makers of wheels do: parts of them
no longer lie where memory pages begin, and the system refuses them. Those stay as they came.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

from build_spec.trim import Entry

KINDS = ("BINARY", "EXTENSION")
LOAD = 1
"""The kind of an ELF segment that is mapped into memory."""


def stripped(entries: list[Entry], folder: Path) -> list[Entry]:
    """Return the entries with stripped copies in place of the libraries that bear it."""
    if shutil.which("strip") is None:
        return entries
    return [
        (place, _strip(Path(source), folder / place) if kind in KINDS else source, kind)
        for place, source, kind in entries
    ]


def is_loadable(library: bytes) -> bool:
    """Tell whether every part of an ELF file (64 bits, little-endian) lies as its pages will in memory."""
    parts = [part for part in _segments(library) if part[0] == LOAD]
    return bool(parts) and all(
        (offset - address) % align == 0 for _, offset, address, align in parts if align
    )


def _strip(source: Path, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["strip", "-o", str(target), str(source)], capture_output=True, check=False)
    if (
        done.returncode == 0
        and target.stat().st_size < source.stat().st_size
        and is_loadable(target.read_bytes())
    ):
        return str(target)
    target.unlink(missing_ok=True)
    return str(source)


def _segments(library: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield kind, offset in the file, address and alignment (ELF-64 object file format, section 8)."""
    if library[:6] != b"\x7fELF\x02\x01":
        return
    (start,) = struct.unpack_from("<Q", library, 32)
    size, count = struct.unpack_from("<HH", library, 54)
    for number in range(count):
        kind, _, offset, address, _, _, _, align = struct.unpack_from(
            "<IIQQQQQQ", library, start + number * size
        )
        yield kind, offset, address, align
