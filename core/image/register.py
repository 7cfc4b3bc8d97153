"""How must one signature be turned, scaled and moved to lie best over another?

For the eye only: the network compares unregistered frames, because slant and proportion are evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import BlankScan
from core.image.ink import Ink

Affine = NDArray[np.float64]
SIDE_PX = 256.0
"""Both signatures are brought to about this size, so that tolerances mean the same for every resolution."""
ROOM_PX = 80
POINTS = 200
FAR_PX = 40.0
"""A point further than this from any ink has no counterpart, and pulls no harder for being further."""
NEAR_PX = 8.0
"""The same for the last refinement, when the two lie nearly right."""
MOST_TURN_RAD = 0.3
MOST_SCALE = 0.25
SCALES = np.array([0.05, 0.05, 8.0, 8.0])
"""Steps of log scale, turn and shift that move the ink by about as much."""
LIMITS = np.array([MOST_SCALE, MOST_TURN_RAD, SIDE_PX / 3, SIDE_PX / 3])
TRIES = 40
NUDGE = 0.002
"""How far along each step, in shares of it, the slope is looked for."""
DAMPING, MOST_DAMPING = 1e-2, 1e7
ENOUGH = 1e-7
"""An improvement by a smaller share than this ends the search."""


def register(moving: Ink, fixed: Ink) -> Affine:
    """Return the similarity (2, 3) that maps pixels (x, y) of moving's page onto fixed's page.

    Starts from centroid and spread and refines by the distance of moved ink to the nearest fixed ink
    (robust chamfer matching, after Borgefors 1988). Raises BlankScan where either has no ink.
    """
    if moving.is_blank or fixed.is_blank:
        raise BlankScan
    points, centre, spread = _points(moving)
    fixed_points, fixed_centre, fixed_spread = _points(fixed)
    start = fixed_spread / spread
    here, there = _Nearest(moving), _Nearest(fixed)

    def residuals(change: NDArray[np.float64], most: float) -> NDArray[np.float64]:
        matrix = _turned(change, start=start)
        shift = fixed_centre + change[2:] / there.unit
        forth = (points - centre) @ matrix.T + shift
        back = (fixed_points - shift) @ np.linalg.inv(matrix).T + centre
        # One way alone would shrink the ink onto its densest part.
        return np.asarray(np.minimum(np.concatenate([there.distance(forth), here.distance(back)]), most))

    change = np.zeros(4)
    for most in (FAR_PX, NEAR_PX):
        change = _settled(partial(residuals, most=most), change)
    matrix = _turned(change, start=start)
    shift = fixed_centre + change[2:] / there.unit - matrix @ centre
    return np.asarray(np.column_stack([matrix, shift]), np.float64)


class _Nearest:
    """Distances to the nearest ink of one signature, at any place of its page."""

    def __init__(self, ink: Ink) -> None:
        self.unit = SIDE_PX / max(ink.box.width, ink.box.height)
        self._origin = np.array(ink.box[:2], float)
        self._map = _distance_map(ink, unit=self.unit)

    def distance(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Read the map at places (m, 2) in page pixels, between its pixels; outside it everything is far."""
        within = np.array(self._map.shape[::-1]) - 1.0
        place = (places - self._origin) * self.unit + ROOM_PX
        is_far = ((place < 0.0) | (place > within)).any(axis=1)
        corner = np.clip(place, 0.0, within - 1.0).astype(int)
        right, down = np.clip(place - corner, 0.0, 1.0).T
        column, row = corner.T
        above = self._map[row, column] * (1 - right) + self._map[row, column + 1] * right
        below = self._map[row + 1, column] * (1 - right) + self._map[row + 1, column + 1] * right
        return np.where(is_far, FAR_PX, above * (1 - down) + below * down)


def _settled(residuals: Callable[[Affine], Affine], change: Affine) -> Affine:
    """Return the change (4,) within LIMITS near the given one whose residuals have the least squares.

    Levenberg and Marquardt's damped steps; a step that leads outside ends at the limit.
    """
    nudges = np.diag(SCALES * NUDGE)
    found = residuals(change)
    damping = DAMPING
    slopes = None
    for _ in range(TRIES):
        if slopes is None:
            slopes = np.array([(residuals(change + nudge) - found) / NUDGE for nudge in nudges])
        curvature = slopes @ slopes.T
        damped = curvature + damping * np.diag(np.diag(curvature) + 1e-9)
        step = np.linalg.solve(damped, slopes @ found) * SCALES
        tried = np.clip(change - step, -LIMITS, LIMITS)
        then = residuals(tried)
        gain = 1.0 - (then @ then) / max(float(found @ found), 1e-12)
        if gain <= 0:
            damping *= 5
            if damping > MOST_DAMPING:
                break
            continue
        change, found, slopes, damping = tried, then, None, damping / 5
        if gain < ENOUGH:
            break
    return change


def _turned(change: NDArray[np.float64], *, start: float) -> NDArray[np.float64]:
    scale = start * np.exp(change[0])
    cos, sin = np.cos(change[1]) * scale, np.sin(change[1]) * scale
    return np.array([[cos, -sin], [sin, cos]])


def _points(ink: Ink) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Return some ink pixels as (x, y), evenly chosen, their centre, and their spread about it."""
    rows, columns = np.nonzero(ink.mask)
    every = np.column_stack([columns, rows]).astype(float)
    centre = every.mean(axis=0)
    spread = float(np.sqrt(((every - centre) ** 2).sum(axis=1).mean()))
    return every[:: max(1, len(every) // POINTS)], centre, max(spread, 1e-6)


def _distance_map(ink: Ink, *, unit: float) -> NDArray[np.float32]:
    """Return the distance to the nearest ink, with room all round, in units of 1 / unit pixels."""
    mask = ink.cropped().astype(np.float32)
    height, width = (max(2, round(side * unit)) for side in mask.shape)
    small = cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA) > 0.2
    paper = np.pad(~small, ROOM_PX, constant_values=True).astype(np.uint8)
    distance = cv2.distanceTransform(paper, cv2.DIST_L2, 5)
    return np.minimum(np.asarray(distance, np.float32), FAR_PX)
