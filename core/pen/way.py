"""What did a pen write: where was it at each moment, how hard did it press, and was it on the paper?

A way is held as finely as it is kept: to a micrometre, a microsecond, one of 65,535 levels of pressure and a
hundredth of a degree. So whatever is measured on it is the same after it was kept.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import BadData
from core.pen.sampling import Track

Floats = NDArray[np.float64]

MOST_MOMENTS = 100_000
MOST_SECONDS = 120.0
MOST_MM = 500.0
"""Longer than any pad's side; a page of both sides so long can still be drawn."""
FURTHEST_MM = 2000.0
"""From the place where a device begins to count."""
PARTS = np.array([1e3, 1e3, 1e6, 65535.0])
"""Of a mm, of a second and of the pressure."""
TILT_PARTS = 100.0
UNKNOWN = -1
"""Stands for a pressure that no device told."""

_HEADER = struct.Struct("<3sBBI")
_MAGIC, _VERSION, _TILTED = b"PEN", 1, 1


@dataclass(frozen=True, eq=False)
class Trajectory:
    """A signature as it was written, moment by moment; raises BadData for what no pen wrote.

    points (n, 4) float64: x and y in mm, y downwards, the time in s since the first moment, and the pressure
    in [0, 1], NaN throughout where the device tells none. is_down (n,) bool: on the paper. tilt (n, 2): the
    azimuth in [0, 360] and the altitude in [0, 90], in degrees. Which device it was is not kept.
    """

    points: Floats
    is_down: NDArray[np.bool_]
    tilt: Floats | None = None

    def __post_init__(self) -> None:
        if why := _why_not(self.points, self.is_down, self.tilt):
            raise BadData("trajectory", why)
        points = np.array(self.points, np.float64)
        points[:, 2] -= points[0, 2]
        self._keep("points", np.rint(points * PARTS) / PARTS + 0.0)  # no zero is negative
        self._keep("is_down", np.array(self.is_down, bool))
        if self.tilt is not None:
            self._keep("tilt", np.rint(np.array(self.tilt, np.float64) * TILT_PARTS) / TILT_PARTS)

    def _keep(self, name: str, value: NDArray[Any]) -> None:
        value.setflags(write=False)
        object.__setattr__(self, name, value)

    @property
    def has_pressure(self) -> bool:
        """Whether the device told how hard the pen pressed."""
        return not bool(np.isnan(self.points[0, 3]))

    def without_pressure(self) -> Trajectory:
        """Return the same way as a device tells it that knows no pressure."""
        return Trajectory(self.points * (1.0, 1.0, 1.0, np.nan), self.is_down, self.tilt)

    @property
    def seconds(self) -> float:
        """How long it took."""
        return float(self.points[-1, 2])

    @property
    def track(self) -> Track:
        """The way as `core.pen.sampling` takes it, (n, 5)."""
        return np.column_stack([self.points[:, :3], self.is_down, self.points[:, 3]])

    def strokes(self) -> tuple[Floats, ...]:
        """Return what the pen wrote without being lifted, parts of (m, 4) each; a dot is one of one point."""
        cuts = np.flatnonzero(np.diff(self.is_down)) + 1
        runs = np.split(np.arange(len(self.points)), cuts)
        return tuple(self.points[run] for run in runs if self.is_down[run[0]])

    def to_bytes(self) -> bytes:
        """Return the way as bytes, a few for each moment; `from_bytes` gives back the same numbers."""
        tilted = self.tilt is not None
        told = np.nan_to_num(self.points * PARTS, nan=UNKNOWN)
        columns = [told] if self.tilt is None else [told, self.tilt * TILT_PARTS]
        numbers = np.rint(np.column_stack(columns)).astype("<i4")
        steps = np.diff(numbers, axis=0, prepend=np.zeros_like(numbers[:1]))
        body = steps.T.tobytes() + np.packbits(self.is_down).tobytes()
        header = _HEADER.pack(_MAGIC, _VERSION, _TILTED if tilted else 0, len(numbers))
        return header + zlib.compress(body, 9)

    @classmethod
    def from_bytes(cls, data: bytes) -> Trajectory:
        """Read what `to_bytes` wrote; raises BadData."""
        count, width, body = _opened(data)
        cut = 4 * width * count
        steps = np.frombuffer(body[:cut], "<i4").reshape(width, count)
        numbers = np.cumsum(steps, axis=1, dtype=np.int64).T.astype(np.float64)
        points = numbers[:, :4] / PARTS
        points[numbers[:, 3] == UNKNOWN, 3] = np.nan
        down = np.unpackbits(np.frombuffer(body[cut:], np.uint8), count=count).astype(bool)
        return cls(points, down, numbers[:, 4:] / TILT_PARTS if width > 4 else None)


def is_kept(data: bytes) -> bool:
    """Tell whether bytes begin as those of `Trajectory.to_bytes` do."""
    return data.startswith(_MAGIC)


def _opened(data: bytes) -> tuple[int, int, bytes]:
    """Return how many moments there are, of how many numbers each, and the numbers' bytes."""
    if len(data) < _HEADER.size:
        raise BadData("trajectory", "cut short")
    magic, version, flags, count = _HEADER.unpack_from(data)
    if magic != _MAGIC or version != _VERSION or flags not in (0, _TILTED) or count > MOST_MOMENTS:
        raise BadData("trajectory", "not in a form that this program keeps")
    width = 6 if flags & _TILTED else 4
    size = 4 * width * count + (count + 7) // 8
    opener = zlib.decompressobj()
    try:
        body = opener.decompress(data[_HEADER.size :], size + 1)
    except zlib.error as error:
        raise BadData("trajectory", "damaged") from error
    if len(body) != size or not opener.eof:
        raise BadData("trajectory", "damaged")
    return count, width, body


def _why_not(points: Floats, is_down: NDArray[np.bool_], tilt: Floats | None) -> str:
    """Return why no pen wrote this; nothing where one may have."""
    count = len(points)
    if points.ndim != 2 or points.shape[1] != 4 or is_down.shape != (count,):
        return "not x, y, time and pressure of each moment"
    if tilt is not None and tilt.shape != (count, 2):
        return "not an azimuth and an altitude of each moment"
    if not 1 < count <= MOST_MOMENTS:
        return "fewer than two moments" if count < 2 else f"more than {MOST_MOMENTS} moments"
    places, time, pressure = points[:, :2], points[:, 2], points[:, 3]
    with np.errstate(invalid="ignore", over="ignore"):
        reasons = {
            "a number in it is none": not np.isfinite(points[:, :3]).all() or np.isnan(pressure).any()
            != np.isnan(pressure).all(),
            "its time runs back": (np.diff(time) < 0).any(),
            "fewer than two moments": np.rint((time[-1] - time[0]) * PARTS[2]) < 1,
            f"longer than {MOST_SECONDS:.0f} s": time[-1] - time[0] > MOST_SECONDS,
            f"larger than {MOST_MM:.0f} mm": np.ptp(places, axis=0).max() > MOST_MM,
            "far off any pad": np.abs(places).max() > FURTHEST_MM,
            "a pressure outside of 0 to 1": ((pressure < 0) | (pressure > 1)).any(),
            "the pen never touched the paper": not is_down.any(),
            "a tilt that no pen has": tilt is not None and not _is_tilt(tilt),
        }  # fmt: skip
    return next((why for why, is_so in reasons.items() if is_so), "")


def _is_tilt(tilt: Floats) -> bool:
    return bool(((tilt >= 0) & (tilt <= (360.0, 90.0))).all())
