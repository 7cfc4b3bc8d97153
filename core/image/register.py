"""How must one signature be turned, scaled and moved to lie best over another?

For the eye only: the network compares unregistered frames, because slant and proportion are evidence.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from core.errors import BlankScan
from core.image.ink import Ink

Affine = NDArray[np.float64]
SIDE_PX = 256.0
"""Both signatures are brought to about this size, so that tolerances mean the same for every resolution."""
POINTS = 400
FAR_PX = 12.0
"""A point further than this from any ink has no counterpart, and pulls no harder for being further."""
MOST_TURN_RAD = 0.3
MOST_SCALE = 0.25


def register(moving: Ink, fixed: Ink) -> Affine:
    """Return the similarity (2, 3) that maps pixels (x, y) of moving's page onto fixed's page.

    Starts from centroid and spread and refines by the distance of moved ink to the nearest fixed ink
    (robust chamfer matching, after Borgefors 1988). Raises BlankScan where either has no ink.
    """
    if moving.is_blank or fixed.is_blank:
        raise BlankScan
    points, centre, spread = _points(moving)
    _fixed_points, fixed_centre, fixed_spread = _points(fixed)
    unit = SIDE_PX / max(fixed.box.width, fixed.box.height)
    start = fixed_spread / spread
    distance = _distance_map(fixed, unit=unit)
    origin = np.array(fixed.box[:2], float)

    def moved(change: NDArray[np.float64]) -> NDArray[np.float64]:
        shift = fixed_centre + change[2:] / unit
        return (points - centre) @ _turned(change, start=start).T + shift

    def residuals(change: NDArray[np.float64]) -> NDArray[np.float64]:
        return _looked_up(distance, (moved(change) - origin) * unit)

    limits = np.array([MOST_SCALE, MOST_TURN_RAD, SIDE_PX / 3, SIDE_PX / 3])
    found = least_squares(residuals, np.zeros(4), bounds=(-limits, limits), diff_step=1e-3, max_nfev=40)
    matrix = _turned(found.x, start=start)
    shift = fixed_centre + found.x[2:] / unit - matrix @ centre
    return np.column_stack([matrix, shift])


def _turned(change: NDArray[np.float64], *, start: float) -> NDArray[np.float64]:
    scale = start * np.exp(change[0])
    cos, sin = np.cos(change[1]) * scale, np.sin(change[1]) * scale
    return np.array([[cos, -sin], [sin, cos]])


def _points(ink: Ink) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Return evenly chosen ink pixels as (x, y), their centre, and their root-mean-square distance from it."""
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
    room = int(2 * FAR_PX)
    paper = np.pad(~small, room, constant_values=True).astype(np.uint8)
    distance = cv2.distanceTransform(paper, cv2.DIST_L2, 5)
    return np.minimum(np.asarray(distance, np.float32), FAR_PX)


def _looked_up(distance: NDArray[np.float32], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Read the map at real places (m, 2), between its pixels; outside it everything is far."""
    room = 2 * FAR_PX
    found = cv2.remap(
        distance,
        (places[:, 0] + room).astype(np.float32),
        (places[:, 1] + room).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=FAR_PX,
    )
    return found[:, 0].astype(np.float64)
