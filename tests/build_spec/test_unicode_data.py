"""Is a package of Unicode data that was made shorter still one, with every item that was kept?"""

from __future__ import annotations

import struct

import pytest

from build_spec.unicode_data import ALIGNED, is_needed, items, packed

HEADER = struct.pack("<HBB", 32, 0xDA, 0x27) + bytes(8) + b"CmnD" + bytes(16)
HELD = {"icudt73l/coll/de.res": b"order", "icudt73l/lang/de.res": b"names", "icudt73l/root.res": b"all" * 9}


def test_a_package_is_read_as_it_was_written() -> None:
    assert items(packed(HEADER, HELD)).keys() == HELD.keys()
    assert {name: data.rstrip(b"\0") for name, data in items(packed(HEADER, HELD)).items()} == HELD


def test_every_item_begins_where_it_may() -> None:
    package = packed(HEADER, HELD)
    rows = [struct.unpack_from("<II", package, 32 + 4 + 8 * number) for number in range(len(HELD))]
    assert [at % ALIGNED for _, at in rows] == [0, 0, 0]


@pytest.mark.parametrize(
    "name, needed",
    [
        ("icudt73l/coll/ucadata.icu", True),
        ("icudt73l/coll/zh.res", True),
        ("icudt73l/root.res", True),
        ("icudt73l/lang.res", True),  # only a folder of that name goes
        ("icudt73l/lang/zh.res", False),
        ("icudt73l/brkitr/thaidict.dict", False),
        ("icudt73l/gb18030.cnv", False),
    ],
)
def test_orders_of_words_stay_and_names_and_old_encodings_go(name: str, needed: bool) -> None:
    assert is_needed(name) is needed
