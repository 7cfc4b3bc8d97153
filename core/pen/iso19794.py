"""How is the way of a pen exchanged by ISO/IEC 19794-7:2007, signature/sign time series data, full format?

All numbers are big-endian. Header: "SDI" and " 10", each closed by a zero; two bytes that name the channels,
from the highest bit X, Y, Z, VX, VY, AX, AY, T, DT, F, S, TX, TY, Az, El, R; for each of them in this order
a byte that names its attributes (from the highest bit: scaling value, minimum, maximum, mean, standard
deviation, each of two bytes; then constant, linear component removed, reserved); a reserved byte. Body: a
byte that is not 0 where extended data follow; the number of points in three bytes; of each point the
channels that are not constant, two bytes each, S in one; the extended data. X, Y, velocities, accelerations
and tilts are signed, which is to say that 32,768 was added. A scaling value is (1 + F / 2048) * 2 ** (E -
16), E in the five highest bits, F in the others; what a channel says, divided by it, is in metres, seconds
or degrees.

Known from the module in ASN.1 of annex B, which the Russian edition (GOST R ISO/IEC 19794-7-2009) shows,
from its table of the header, and from two public programs that read the format, whose scaling values of X
and Y are of points a metre; the standard itself was not at hand. So it is read with patience: S may take two
bytes; a constant of which nothing is said is 1; what would be many metres wide is in mm; without S the pen
is down where it presses; and a force is measured against its maximum, for hardly any device knows newtons.
Written are X, Y, T, S and, where known, F, Az and El. Compact formats, other versions and a removed slope
are refused.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.errors import BadData
from core.pen.way import MOST_MOMENTS, Trajectory

Floats = NDArray[np.float64]

IDENTIFIER, VERSION = b"SDI\0", b" 10\0"
CHANNELS = ("X", "Y", "Z", "VX", "VY", "AX", "AY", "T", "DT", "F", "S", "TX", "TY", "AZ", "EL", "R")
SIGNED = {"X", "Y", "VX", "VY", "AX", "AY", "TX", "TY"}
USED = {"X", "Y", "T", "DT", "F", "S", "AZ", "EL"}
ATTRIBUTES = ("scaling", "minimum", "maximum", "mean", "deviation")
CONSTANT, SLOPE_REMOVED = 0x04, 0x02
OFFSET, MOST = 0x8000, 0xFFFF
MM = 1000.0
"""In a metre, the unit of length here."""
WIDEST = 5.0
"""Of metres no pad is so wide; of mm no signature is so small."""
SCALED_DEGREES = 100.0


@dataclass(frozen=True)
class _Channel:
    """What the header says of a channel: its attributes, as the two bytes tell them."""

    name: str
    said: dict[str, int] = field(default_factory=dict)
    is_constant: bool = False

    @property
    def scaling(self) -> float | None:
        """By what the values are divided; None where that is not said."""
        packed = self.said.get("scaling")
        return None if packed is None else _unpacked(packed)

    @property
    def constant(self) -> float:
        """The value that never changes."""
        told = (self.said[name] for name in ("mean", "minimum", "maximum") if name in self.said)
        return float(next(told, 1 + self.offset)) - self.offset

    @property
    def offset(self) -> int:
        """What was added to each value."""
        return OFFSET if self.name in SIGNED else 0


class _Reader:
    """Takes bytes from the front, and refuses where there are none left."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) < count:
            raise BadData("trajectory", "cut short")
        self._at += count
        return taken

    def number(self, count: int) -> int:
        return int.from_bytes(self.take(count), "big")

    def rest(self) -> bytes:
        return self._data[self._at :]


def is_iso(data: bytes) -> bool:
    """Tell whether bytes begin as this format does."""
    return data.startswith(IDENTIFIER)


def from_iso(data: bytes) -> Trajectory:
    """Read a record; raises BadData."""
    reader = _Reader(data)
    if reader.take(4) != IDENTIFIER:
        raise BadData("trajectory", "not a record of ISO/IEC 19794-7")
    if (version := reader.take(4)) != VERSION:
        raise BadData("trajectory", f"of another version of ISO/IEC 19794-7, {version[:3]!r}")
    channels = _channels(reader)
    reader.take(1)  # reserved
    values = _values(reader, channels)
    by_name = {channel.name: channel for channel in channels}
    if not {"X", "Y"} <= set(values):
        raise BadData("trajectory", "has no X or no Y in it")
    places = np.column_stack([_scaled(by_name, values, name) for name in ("X", "Y")])
    if np.ptp(places, axis=0).max() < WIDEST:
        places = places * MM
    force = _pressure(by_name, values)
    down = values.get("S", np.ones(len(force)) if np.isnan(force).all() else force) > 0
    points = np.column_stack([places * (1.0, -1.0), _time(by_name, values), force])
    return Trajectory(points, down, _tilt(by_name, values))


def iso_of(trajectory: Trajectory) -> bytes:
    """Return a record: places to 16 micrometres within half a metre, times to a 65,535th of the whole."""
    points, tilt = trajectory.points, trajectory.tilt
    metres, time = points[:, :2] * (1.0, -1.0) / MM, points[:, 2]
    most = float(np.abs(metres).max())
    length, pace = _packed(_most_of(OFFSET - 1, most)), _packed(_most_of(MOST, trajectory.seconds))
    scaled = np.rint(metres * _unpacked(length)) + OFFSET
    columns: dict[str, tuple[dict[str, int], Floats]] = {
        "X": ({"scaling": length}, scaled[:, 0]),
        "Y": ({"scaling": length}, scaled[:, 1]),
        "T": ({"scaling": pace}, np.rint(time * _unpacked(pace))),
    }
    if trajectory.has_pressure:
        columns["F"] = ({"minimum": 0, "maximum": MOST}, np.rint(points[:, 3] * MOST))
    columns["S"] = ({}, trajectory.is_down.astype(np.float64))
    if tilt is not None:
        degrees = _packed(SCALED_DEGREES)
        for place, name in enumerate(("AZ", "EL")):
            columns[name] = ({"scaling": degrees}, np.rint(tilt[:, place] * SCALED_DEGREES))
    named = sum(0x8000 >> CHANNELS.index(name) for name in columns)
    header = IDENTIFIER + VERSION + struct.pack(">H", named)
    header += b"".join(_description(said) for said, _ in columns.values())
    kinds = [(name, "u1" if name == "S" else ">u2") for name in columns]
    rows = np.empty(len(points), kinds)
    for name, (_, values) in columns.items():
        rows[name] = values
    return header + bytes(2) + len(points).to_bytes(3, "big") + rows.tobytes()


def _description(said: dict[str, int]) -> bytes:
    named = sum(0x80 >> ATTRIBUTES.index(name) for name in said)
    return bytes([named]) + b"".join(struct.pack(">H", value) for value in said.values())


def _channels(reader: _Reader) -> list[_Channel]:
    named = reader.number(2)
    found = []
    for place, name in enumerate(CHANNELS):
        if not named & (0x8000 >> place):
            continue
        flags = reader.number(1)
        if flags & SLOPE_REMOVED and name in USED:
            raise BadData("trajectory", f"a slope was taken out of its channel {name}")
        said = {each: reader.number(2) for bit, each in enumerate(ATTRIBUTES) if flags & (0x80 >> bit)}
        found.append(_Channel(name, said, bool(flags & CONSTANT)))
    return found


def _values(reader: _Reader, channels: list[_Channel]) -> dict[str, Floats]:
    """Return what the body, and the header of what is constant, says of each channel."""
    is_extended, count = reader.number(1) > 0, reader.number(3)
    if not 1 < count <= MOST_MOMENTS:
        raise BadData("trajectory", f"{count} moments")
    changing = [channel for channel in channels if not channel.is_constant]
    body = reader.rest()
    kinds = [(channel.name, ">u2") for channel in changing]
    narrow = [(name, "u1" if name == "S" else kind) for name, kind in kinds]
    points = [np.dtype(narrow), np.dtype(kinds)]
    fitting = [kind for kind in points if _fits(body, kind, count=count, is_extended=is_extended)]
    if not fitting:
        raise BadData("trajectory", "cut short, or longer than it says")
    values: dict[str, Floats] = {}
    if changing:
        rows = np.frombuffer(body, fitting[0], count)
        values = {one.name: rows[one.name].astype(np.float64) - one.offset for one in changing}
    return values | {one.name: np.full(count, one.constant) for one in channels if one.is_constant}


def _fits(body: bytes, kind: np.dtype[np.void], *, count: int, is_extended: bool) -> bool:
    """Tell whether so many points, and the extended data that are announced, are all that is there."""
    rest = body[kind.itemsize * count :]
    if len(body) < kind.itemsize * count:
        return False
    return int.from_bytes(rest[:2], "big") == len(rest) - 2 if is_extended else not rest


def _scaled(channels: dict[str, _Channel], values: dict[str, Floats], name: str) -> Floats:
    scaling = channels[name].scaling
    if scaling is None:
        raise BadData("trajectory", f"its channel {name} has no scaling value")
    return values[name] / scaling


def _time(channels: dict[str, _Channel], values: dict[str, Floats]) -> Floats:
    if "T" in values:
        return _scaled(channels, values, "T")
    if "DT" not in values:
        raise BadData("trajectory", "has no time in it")
    return np.asarray(np.cumsum(_scaled(channels, values, "DT")))


def _pressure(channels: dict[str, _Channel], values: dict[str, Floats]) -> Floats:
    """Return the force against its maximum, or else the largest there is; NaN where there is none."""
    count = len(values["X"])
    force = values.get("F", np.zeros(count))
    said = channels["F"].said if "F" in channels else {}
    least, most = said.get("minimum", 0), said.get("maximum", int(force.max(initial=0.0)))
    if most <= least:
        return np.full(count, np.nan)
    return np.clip((force - least) / (most - least), 0.0, 1.0)


def _tilt(channels: dict[str, _Channel], values: dict[str, Floats]) -> Floats | None:
    """Return azimuth and altitude; None where one is missing, unscaled or no angle."""
    scalings = [channels[name].scaling if name in channels else None for name in ("AZ", "EL")]
    if None in scalings:
        return None
    tilt = np.column_stack([_scaled(channels, values, name) for name in ("AZ", "EL")])
    return tilt if (tilt <= (360.0, 90.0)).all() else None


def _most_of(limit: int, most: float) -> float:
    """Return the scaling value that makes the best of two bytes."""
    return limit / max(most, 1e-9)


def _packed(scaling: float) -> int:
    """Return the two bytes of the largest scaling value up to this one."""
    exponent = min(max(int(np.floor(np.log2(scaling))), -16), 15)
    fraction = min(max(int((scaling / 2.0**exponent - 1.0) * 2048), 0), 2047)
    return (exponent + 16) << 11 | fraction


def _unpacked(packed: int) -> float:
    return (1.0 + (packed & 2047) / 2048) * 2.0 ** ((packed >> 11) - 16)
