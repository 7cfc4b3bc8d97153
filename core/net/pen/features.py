"""What of a pen's way does a network see?

`eight_features` are those of Bromley et al. 1993, section 3. `local_features` are today's: places and motions
against the signature's own size and spread, speed also as it is, and the pressure where it is known.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from core.pen.sampling import DOWN, KNOWN, PRESSURE, TIME, X, Y

EIGHT = 8
COMPARED = 14
"""The first of the local features, by which two ways can be laid on each other as they are."""
LOCAL = COMPARED + 4

SHORTEST_S = 1e-3
STILL = 0.03
"""Share of the usual speed below which a direction means little."""
SLOWEST = 0.3
"""Sizes a second that are added to every speed before its logarithm."""
PRESSURE_SCALE = 4.0
STEADY_TURN = 10.0


def eight_features(ways: Tensor) -> Tensor:
    """Describe ways (N, 6, T) by (N, 8, T): whether the pen is down, how far x and y lie from an even motion,
    speed, the two parts of acceleration, the direction of the tangent and the local turn.

    Places are counted in standard deviations of y, as there; speeds and accelerations pass through asinh,
    which is ours, so that a jerk of the pen does not drown all else.
    """
    x, y = (
        ways[:, row] / ways[:, Y].std(dim=1, correction=0, keepdim=True).clamp_min(1e-9) for row in (X, Y)
    )
    step = _step(ways)
    across, along = (torch.gradient(place, dim=1)[0] / step for place in (x, y))
    speed = torch.hypot(across, along)
    tangent = torch.atan2(along, across)
    turn = _turn(tangent)
    rows = [
        2.0 * ways[:, DOWN] - 1.0,
        _from_even(x),
        _from_even(y),
        speed.asinh(),
        (speed * turn / step).asinh(),  # towards the centre of the bend
        (torch.gradient(speed, dim=1)[0] / step).asinh(),
        tangent.cos(),
        turn.cos(),
    ]
    return torch.stack(rows, dim=1)


def local_features(ways: Tensor) -> Tensor:
    """Describe ways (N, 6, T) by (N, 18, T), of which the first 14 compare as they are.

    Rates of change are slopes over five moments, so that the steps of a tablet do not look like tremor.
    """
    step = _step(ways)
    size = (ways[:, X].var(dim=1) + ways[:, Y].var(dim=1)).sqrt().clamp_min(1e-6)[:, None]
    x, y = ((ways[:, row] - ways[:, row].mean(dim=1, keepdim=True)) / size for row in (X, Y))
    dx, dy = (_slope(place) / step for place in (x, y))
    ddx, ddy = (_slope(rate) / step for rate in (dx, dy))
    speed = (dx.square() + dy.square() + 1e-8).sqrt()
    usual = speed.square().mean(dim=1, keepdim=True).sqrt()
    turn = (dx * ddy - dy * ddx) / (speed.square() + (0.05 * usual).square())  # radians a second
    radius = ((speed + STILL * usual) / (turn.abs() + 1.0)).log()
    known, pressure = ways[:, KNOWN], ways[:, PRESSURE]
    rows = [
        *(2.0**0.5 * x, 2.0**0.5 * y),
        *(_spread_evenly(each) for each in (dx, dy, ddx, ddy, speed, radius)),
        *(dx / (speed + STILL * usual), dy / (speed + STILL * usual)),
        (speed + SLOWEST).log(),
        *(_spread_evenly(each) * known for each in (pressure, _slope(pressure))),
        PRESSURE_SCALE * pressure * known,
        # and what only a network makes something of
        (2.0 * (_duration(ways) + 0.2).log()).expand_as(x),
        2.0 * ways[:, DOWN] - 1.0,
        (turn / STEADY_TURN).asinh(),
        known,
    ]
    return torch.stack(rows, dim=1)


def _duration(ways: Tensor) -> Tensor:
    return (ways[:, TIME, -1:] - ways[:, TIME, :1]).clamp_min(SHORTEST_S)  # (N, 1)


def _step(ways: Tensor) -> Tensor:
    return _duration(ways) / (ways.shape[2] - 1)


def _slope(row: Tensor) -> Tensor:
    """Return the slope of the line that fits each moment and its two neighbours on both sides best."""
    wide = F.pad(row, (2, 2), mode="replicate")
    return (2.0 * (wide[:, 4:] - wide[:, :-4]) + wide[:, 3:-1] - wide[:, 1:-3]) / 10.0


def _spread_evenly(row: Tensor) -> Tensor:
    return (row - row.mean(dim=1, keepdim=True)) / (row.std(dim=1, keepdim=True) + 1e-6)


def _turn(tangent: Tensor) -> Tensor:
    """Return by how much a direction changes from moment to moment, never more than half a turn."""
    change = torch.diff(tangent, dim=1)
    change = torch.atan2(change.sin(), change.cos())
    wide = torch.cat([change[:, :1], change, change[:, -1:]], dim=1)
    return (wide[:, 1:] + wide[:, :-1]) / 2.0


def _from_even(place: Tensor) -> Tensor:
    """Return how far a coordinate lies from the straight line that fits it best in time."""
    moment = torch.linspace(-1.0, 1.0, place.shape[1], device=place.device)
    slope = (place @ moment / (moment @ moment))[:, None]
    return place - place.mean(dim=1, keepdim=True) - slope * moment
