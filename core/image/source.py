"""Which bytes are we asked to read, are they few enough, and what do they claim to be?"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.errors import ScanProblem, UnreadableScan
from core.pen.files import is_trajectory

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one read may cost: `max_pixels` is for each page, `max_total_pixels` for those read together."""

    max_bytes: int = 64 * MIB
    max_pixels: int = 120_000_000
    max_pages: int = 200
    max_total_pixels: int = 480_000_000


class Format(StrEnum):
    """The formats that are read, told by content, never by the file's name; of pictures the values are
    Pillow's names.
    """

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"
    BMP = "BMP"
    TIFF = "TIFF"
    PDF = "PDF"
    PEN = "pen"


PDF_HEADER_WITHIN = 1024
"""Readers accept a PDF whose header stands within the first 1,024 bytes (ISO 32000-1, annex H.3)."""

_BMP_HEADER_SIZES = {12, 16, 40, 52, 56, 64, 108, 124}


@dataclass(frozen=True)
class Source:
    """The bytes of one scan, its name for people, and the limits it is read under."""

    data: bytes
    name: str
    limits: Limits

    def refuse(self, problem: ScanProblem, detail: object = "") -> UnreadableScan:
        """Return (not raise) the error that says why this scan is not read."""
        return UnreadableScan(self.name, problem, " ".join(str(detail).split())[:200])

    def format(self) -> Format | None:
        """Return what the first bytes say, or None where they say nothing that is read here."""
        data = self.data
        if data.startswith(b"\x89PNG"):
            return Format.PNG
        if data.startswith(b"\xff\xd8\xff"):
            return Format.JPEG
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return Format.WEBP
        if data.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
            return Format.TIFF
        if data.startswith(b"BM") and int.from_bytes(data[14:18], "little") in _BMP_HEADER_SIZES:
            return Format.BMP
        if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
            return Format.PDF
        return Format.PEN if is_trajectory(data) else None


def load_source(source: Path | bytes, *, name: str, limits: Limits) -> Source:
    """Fetch the bytes; raises UnreadableScan where there are none, too many, or none that may be read."""
    label = name or (source.name if isinstance(source, Path) else "") or "scan"
    data = _read_file(source, label, limits) if isinstance(source, Path) else bytes(source)
    loaded = Source(data=data, name=label, limits=limits)
    if len(data) > limits.max_bytes:
        raise loaded.refuse(ScanProblem.TOO_MANY_BYTES, f"limit {limits.max_bytes} bytes")
    if not data:
        raise loaded.refuse(ScanProblem.EMPTY)
    return loaded


def _read_file(path: Path, label: str, limits: Limits) -> bytes:
    """Read at most one byte more than allowed; only regular files, since a pipe or device may never end."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableScan(label, ScanProblem.NOT_READABLE, "not a file")
        with path.open("rb") as file:
            return file.read(limits.max_bytes + 1)
    except FileNotFoundError as error:
        raise UnreadableScan(label, ScanProblem.MISSING) from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        raise UnreadableScan(label, ScanProblem.NOT_READABLE, str(error)) from error
