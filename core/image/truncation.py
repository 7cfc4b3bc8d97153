"""Does a file end before its own end mark, or before the length that it states?"""

from __future__ import annotations

from core.image.source import Format, Source

_END_MARKS = {Format.PNG: b"IEND", Format.JPEG: b"\xff\xd9", Format.PDF: b"%%EOF"}
_WITHIN = 2048
"""Some writers leave a little behind the end mark."""

_CLASSIC_TIFF = (b"II*\0", b"MM\0*")
_ENTRY_BYTES = 12


def is_cut_short(source: Source) -> bool:
    """Tell a truncated file from a damaged one; asked once decoding has failed."""
    data, kind = source.data, source.format()
    if kind in _END_MARKS:
        return _END_MARKS[kind] not in data[-_WITHIN:]
    if kind is Format.WEBP:
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if kind is Format.BMP:
        return int.from_bytes(data[2:6], "little") > len(data)
    return data.startswith(_CLASSIC_TIFF) and _has_directory_past_end(data)


def _has_directory_past_end(data: bytes) -> bool:
    """Follow the chain of a TIFF's page directories (TIFF 6.0, section 2)."""

    def number(at: int, size: int) -> int:
        part = data[at : at + size]
        return int.from_bytes(part if data[:1] == b"I" else part[::-1], "little")

    seen: set[int] = set()
    place = number(4, 4)
    while place and place not in seen:
        seen.add(place)
        link = place + 2 + _ENTRY_BYTES * number(place, 2)
        if link + 4 > len(data):
            return True
        place = number(link, 4)
    return False
