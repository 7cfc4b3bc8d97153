"""How does the PNG of a page keep the way of the pen that wrote it?

In one chunk of our own before the end, "spEN" (PNG, third edition, section 5.4: it may be left out, it is
private, and who changes the picture does not copy it). So whatever happens to the picture happens to the
trajectory: it is hashed, moved and deleted with it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from core.pen.way import Trajectory

CHUNK, END = b"spEN", b"IEND"
_SIGNATURE = 8
_HEAD, _CRC = struct.Struct(">I4s"), struct.Struct(">I")


class _Chunk(NamedTuple):
    name: bytes
    start: int
    """Where its head begins."""
    data: bytes


def with_trajectory(png: bytes, trajectory: Trajectory) -> bytes:
    """Return a PNG that keeps a trajectory besides its picture."""
    data = trajectory.to_bytes()
    chunk = _HEAD.pack(len(data), CHUNK) + data + _CRC.pack(zlib.crc32(CHUNK + data))
    end = next(chunk.start for chunk in _chunks(png) if chunk.name == END)
    return png[:end] + chunk + png[end:]


def trajectory_in(png: bytes) -> Trajectory | None:
    """Return the trajectory that a PNG keeps, None where it keeps none; raises BadData for a damaged one."""
    kept = next((chunk.data for chunk in _chunks(png) if chunk.name == CHUNK), None)
    return None if kept is None else Trajectory.from_bytes(kept)


def _chunks(png: bytes) -> Iterator[_Chunk]:
    """Yield what a PNG is made of; no pixel is decoded."""
    at = _SIGNATURE
    while at + _HEAD.size <= len(png):
        length, name = _HEAD.unpack_from(png, at)
        yield _Chunk(name, at, png[at + _HEAD.size : at + _HEAD.size + length])
        at += _HEAD.size + length + _CRC.size
