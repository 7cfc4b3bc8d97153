"""What has the pen told so far, and what of it is a signature?

A device tells a place and a time whenever something changes; a pen that hovers, or a mouse that is moved,
tells of its way through the air too. What comes before the first touch and after the last is no part of it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from core.pen.way import MOST_MOMENTS, MOST_SECONDS, Trajectory

CLOCK_S = 0.001
"""The finest step that devices tell apart. Where a pen comes down it was in the air one step before, and
where it is lifted it is there one step later: so a rest between two strokes counts as neither.
"""


class Moment(NamedTuple):
    """One thing told: x and y in mm, y downwards, a time in s, the pressure in [0, 1] or NaN, whether the pen
    is on the pad, and azimuth and altitude in degrees where the device tells them.
    """

    x_mm: float
    y_mm: float
    at_s: float
    pressure: float = math.nan
    is_down: bool = True
    tilt: tuple[float, float] | None = None


class PenRecording:
    """Collects moments of one device into a Trajectory, up to its limits."""

    def __init__(self) -> None:
        self._moments: list[Moment] = []
        self._starts: list[int] = []  # where in the moments each stroke begins
        self.is_down = False
        self.is_full = False

    @property
    def stroke_count(self) -> int:
        """How many strokes were written."""
        return len(self._starts)

    @property
    def seconds(self) -> float:
        """The time from the first touch to the end of the last stroke."""
        written = self._written()
        return written[-1].at_s - written[0].at_s if written else 0.0

    @property
    def has_pressure(self) -> bool:
        """Whether the device tells how hard the pen presses."""
        return bool(self._moments) and not math.isnan(self._moments[0].pressure)

    def tell(self, moment: Moment) -> None:
        """Take what the device tells: a touch, a step, a lift, or a step through the air between strokes.

        Once the limits of a Trajectory are reached it says nothing more, and `is_full` is true.
        """
        was_down, self.is_down = self.is_down, moment.is_down
        if moment.is_down and not was_down:
            if self._moments and moment.at_s - self._moments[-1].at_s > CLOCK_S:
                self._keep(_in_air(moment, at_s=moment.at_s - CLOCK_S))
            if self._keep(moment):
                self._starts.append(len(self._moments) - 1)
        elif was_down and not moment.is_down:
            self._keep(moment._replace(is_down=True))
            self._keep(_in_air(moment, at_s=moment.at_s + CLOCK_S))
        elif moment.is_down or self._starts:
            self._keep(moment if moment.is_down else _in_air(moment, at_s=moment.at_s))
        if self.is_full:
            self.is_down = False

    def take_back(self) -> None:
        """Forget the last stroke, and the way through the air to it."""
        if self._starts:
            del self._moments[self._starts.pop() :]
            self._moments = self._written()
            if self._moments:
                last = self._moments[-1]
                self._moments.append(_in_air(last, at_s=last.at_s + CLOCK_S))
            self.is_down = self.is_full = False

    def clear(self) -> None:
        """Forget everything."""
        self._moments, self._starts = [], []
        self.is_down = self.is_full = False

    def trajectory(self) -> Trajectory:
        """Return what was written; raises BadData where that is too little for a signature."""
        written = self._written()
        tilts = [moment.tilt for moment in written if moment.tilt is not None]
        return Trajectory(
            np.array([moment[:4] for moment in written], np.float64).reshape(-1, 4),
            np.array([moment.is_down for moment in written], bool),
            np.array(tilts, np.float64) if tilts and len(tilts) == len(written) else None,
        )

    def _written(self) -> list[Moment]:
        end = len(self._moments)
        while end and not self._moments[end - 1].is_down:
            end -= 1
        return self._moments[:end]

    def _keep(self, moment: Moment) -> bool:
        """Add a moment, or put it in the place of one at the same time; False where there is no room."""
        if self._moments:
            last = self._moments[-1]
            if moment.at_s <= last.at_s:
                if moment.is_down == last.is_down:
                    self._moments[-1] = moment._replace(at_s=last.at_s)
                    return True
                moment = moment._replace(at_s=last.at_s + CLOCK_S)
            is_late = moment.at_s - self._moments[0].at_s > MOST_SECONDS
            self.is_full = self.is_full or is_late or len(self._moments) >= MOST_MOMENTS
        if not self.is_full:
            self._moments.append(moment)
        return not self.is_full


def _in_air(moment: Moment, *, at_s: float) -> Moment:
    pressure = moment.pressure if math.isnan(moment.pressure) else 0.0
    return moment._replace(at_s=at_s, pressure=pressure, is_down=False)
