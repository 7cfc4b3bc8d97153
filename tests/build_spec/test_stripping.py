"""Is a library whose parts no longer lie on pages recognised, as `strip` may leave it?"""

from __future__ import annotations

import struct

import pytest

from build_spec.stripping import LOAD, is_loadable

PAGE = 0x1000


def elf(*parts: tuple[int, int, int]) -> bytes:
    """Return the head of a 64-bit ELF file with segments of these kinds, offsets and addresses."""
    head = bytearray(64)
    head[:6] = b"\x7fELF\x02\x01"
    struct.pack_into("<Q", head, 32, 64)
    struct.pack_into("<HH", head, 54, 56, len(parts))
    table = [struct.pack("<IIQQQQQQ", kind, 0, at, address, 0, 0, 0, PAGE) for kind, at, address in parts]
    return bytes(head) + b"".join(table)


def test_parts_that_lie_as_in_memory_can_be_loaded() -> None:
    assert is_loadable(elf((LOAD, 0, 0), (LOAD, 0x1D40, 0x2D40)))


def test_a_part_that_has_moved_off_its_page_is_noticed() -> None:
    assert not is_loadable(elf((LOAD, 0, 0), (LOAD, 0x1D48, 0x2D40)))


def test_only_what_is_mapped_counts() -> None:
    assert is_loadable(elf((LOAD, 0, 0), (6, 0x1D48, 0x2D40)))


@pytest.mark.parametrize("data", [b"", b"MZ" + bytes(100), elf()])
def test_what_is_no_library_is_left_alone(data: bytes) -> None:
    assert not is_loadable(data)
