"""Are records of ISO/IEC 19794-7 written and read as the standard's parts say, and others refused?"""

from __future__ import annotations

import struct

import numpy as np
import pytest

from core.errors import BadData
from core.pen.iso19794 import CHANNELS, from_iso, iso_of
from core.pen.way import Trajectory
from tests.core.pen.builders import line, written

SCALED, LEAST, MOST, CONSTANT, SLOPE = 0x80, 0x40, 0x20, 0x04, 0x02
PER_M = 0xEB89
"""E = 29 and F = 905: 11,812 points a metre, which are 300 dpi."""
PER_S = 0xCF40
"""E = 25 and F = 1856: 976 a second."""
MIDDLE = 0x8000


def record(
    channels: dict[str, bytes], rows: list[bytes], *, extended: bytes = b"", version: bytes = b" 10\0"
) -> bytes:
    """Put a record together by hand: what the header says of each channel, and the points."""
    named = sum(0x8000 >> CHANNELS.index(name) for name in channels)
    header = b"SDI\0" + version + struct.pack(">H", named) + b"".join(channels.values()) + b"\0"
    body = bytes([0x80 if extended else 0]) + len(rows).to_bytes(3, "big") + b"".join(rows)
    return header + body + (struct.pack(">H", len(extended)) + extended if extended else b"")


def said(flags: int, *values: int) -> bytes:
    return bytes([flags]) + b"".join(struct.pack(">H", value) for value in values)


PLACED = {"X": said(SCALED, PER_M), "Y": said(SCALED, PER_M)}
TIMED = {**PLACED, "T": said(SCALED, PER_S)}


def rows(*points: tuple[int, ...]) -> list[bytes]:
    return [b"".join(struct.pack(">H", value) for value in point) for point in points]


THREE = rows((MIDDLE, MIDDLE, 0), (MIDDLE + 118, MIDDLE + 236, 122), (MIDDLE - 118, MIDDLE, 244))


def test_a_record_put_together_by_hand_is_read_in_mm_and_seconds() -> None:
    way = from_iso(record(TIMED, THREE))
    np.testing.assert_allclose(way.points[:, 0], [0, 118 / 11.812, -118 / 11.812], atol=1e-3)
    np.testing.assert_allclose(way.points[:, 1], [0, -236 / 11.812, 0], atol=1e-3)  # upwards there
    np.testing.assert_allclose(way.points[:, 2], [0, 0.125, 0.25], atol=1e-6)
    assert not way.has_pressure
    assert way.is_down.all()
    assert way.tilt is None


def test_the_head_of_what_is_written_is_that_of_the_standard() -> None:
    data = iso_of(line())
    assert data[:8] == b"SDI\0 10\0"
    assert struct.unpack(">H", data[8:10])[0] == 0b1100000101100000  # X, Y, T, F and S
    assert data[10] == SCALED
    assert len(data) == 10 + 3 + 3 + 3 + 5 + 1 + 1 + 4 + 50 * 9


@pytest.mark.parametrize("pressed", [True, False])
@pytest.mark.parametrize("tilted", [True, False])
def test_what_is_written_is_read_again_as_exactly_as_two_bytes_allow(pressed: bool, tilted: bool) -> None:
    way = written(pressed=pressed, tilted=tilted)
    again = from_iso(iso_of(way))
    np.testing.assert_allclose(again.points[:, :2], way.points[:, :2], atol=0.009)
    np.testing.assert_allclose(again.points[:, 2], way.points[:, 2], atol=way.seconds / 65_000)
    np.testing.assert_array_equal(again.points[:, 3], way.points[:, 3])
    np.testing.assert_array_equal(again.is_down, way.is_down)
    if way.tilt is None or again.tilt is None:
        assert way.tilt is again.tilt is None
    else:
        np.testing.assert_array_equal(again.tilt, way.tilt)


@pytest.mark.parametrize("mm, seconds", [(2000.0, 0.001), (-1999.0, 120.0)])
def test_what_is_far_off_or_takes_long_is_written_too(mm: float, seconds: float) -> None:
    points = np.column_stack([[mm, mm - 1.0], [0.0, 3.0], [0.0, seconds], [0.0, 1.0]])
    again = from_iso(iso_of(Trajectory(points, np.ones(2, bool))))
    np.testing.assert_allclose(again.points, points, rtol=1e-4, atol=0.04)


def test_steps_of_time_that_never_change_stand_in_the_header_alone() -> None:
    channels = {**PLACED, "DT": said(SCALED | CONSTANT, PER_S)}
    way = from_iso(record(channels, rows((MIDDLE, MIDDLE), (MIDDLE + 99, MIDDLE), (MIDDLE + 99, MIDDLE))))
    np.testing.assert_allclose(way.points[:, 2], [0, 1 / 976, 2 / 976], atol=1e-6)


def test_steps_of_time_are_added_up() -> None:
    channels = {**PLACED, "DT": said(SCALED, PER_S)}
    way = from_iso(
        record(channels, rows((MIDDLE, MIDDLE, 7), (MIDDLE, MIDDLE, 122), (MIDDLE + 9, MIDDLE, 244)))
    )
    np.testing.assert_allclose(way.points[:, 2], [0, 0.125, 0.375], atol=1e-6)


def test_a_force_is_measured_against_its_maximum_and_tells_where_the_pen_is_down() -> None:
    points = rows((MIDDLE, MIDDLE, 0, 0), (MIDDLE + 99, MIDDLE, 122, 512), (MIDDLE, MIDDLE, 244, 256))
    told = from_iso(record({**TIMED, "F": said(LEAST | MOST, 0, 1024)}, points))
    untold = from_iso(record({**TIMED, "F": said(0)}, points))
    np.testing.assert_allclose(told.points[:, 3], [0, 0.5, 0.25], atol=1e-5)
    np.testing.assert_allclose(untold.points[:, 3], [0, 1.0, 0.5], atol=1e-5)
    assert told.is_down.tolist() == untold.is_down.tolist() == [False, True, True]


@pytest.mark.parametrize("wide", [">H", ">B"])
@pytest.mark.parametrize("extended", [b"", b"whatever"])
def test_the_tip_switch_may_take_one_byte_or_two(wide: str, extended: bytes) -> None:
    points = [row + struct.pack(wide, k % 2) for k, row in enumerate(THREE)]
    way = from_iso(record({**TIMED, "S": said(0)}, points, extended=extended))
    assert way.is_down.tolist() == [False, True, False]


def test_channels_of_no_use_here_are_passed_over() -> None:
    channels = {"X": PLACED["X"], "Y": PLACED["Y"], "Z": said(SLOPE), "VX": said(LEAST, 5), "T": TIMED["T"]}
    points = [row[:4] + b"zzvv" + row[4:] for row in THREE]
    np.testing.assert_array_equal(
        from_iso(record(channels, points)).points, from_iso(record(TIMED, THREE)).points
    )


def test_what_would_be_many_metres_wide_is_in_mm() -> None:
    hundred = said(SCALED, 0xB480)  # E = 22, F = 1152: 100 points a mm
    points = rows((MIDDLE, MIDDLE, 0), (MIDDLE + 5000, MIDDLE, 122))
    way = from_iso(record({"X": hundred, "Y": hundred, "T": TIMED["T"]}, points))
    assert way.points[:, 0].tolist() == [0.0, 50.0]


@pytest.mark.parametrize(
    "data, why",
    [
        (b"", "cut short"),
        (b"XYZ\0 10\0", "not a record"),
        (record(TIMED, THREE, version=b" 20\0"), "another version"),
        (record({"X": PLACED["X"], "T": TIMED["T"]}, rows((1, 2), (3, 4))), "no X or no Y"),
        (record(PLACED, rows((1, 2), (3, 4))), "no time"),
        (record({**PLACED, "T": said(0)}, THREE), "its channel T has no scaling value"),
        (record({**TIMED, "X": said(0)}, THREE), "its channel X has no scaling value"),
        (
            record({**TIMED, "Y": said(SCALED | SLOPE, PER_M)}, THREE),
            "a slope was taken out of its channel Y",
        ),
        (record(TIMED, THREE[::-1]), "its time runs back"),
        (record(TIMED, THREE[:1]), "1 moments"),
        (record(TIMED, []), "0 moments"),
        (record(TIMED, THREE) + b"more", "longer than it says"),
    ],
)
def test_a_record_that_cannot_be_followed_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(BadData, match=why):
        from_iso(data)


def test_a_record_that_is_cut_anywhere_is_refused() -> None:
    whole = iso_of(written(tilted=True))
    short = record({**TIMED, "S": said(0)}, [row + b"\1" for row in THREE], extended=b"whatever")
    for data, cuts in ((whole, range(0, len(whole), 7)), (short, range(len(short)))):
        for cut in cuts:
            with pytest.raises(BadData):
                from_iso(data[:cut])


def test_a_record_in_which_bits_were_changed_is_never_another_error() -> None:
    data = iso_of(line(moments=12))
    rng = np.random.default_rng(3)
    for _ in range(1500):
        other = bytearray(data)
        for place in rng.integers(0, min(len(data), int(rng.integers(12, 150))), 2):
            other[place] ^= 1 << int(rng.integers(8))
        try:
            from_iso(bytes(other))
        except BadData:
            continue
