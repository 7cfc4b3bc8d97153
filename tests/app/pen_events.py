"""How does a test write on the pad: with a pen, a finger or the mouse, at moments of its own choice?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication

from app.widgets.pad import Pad

LEFT, NO_BUTTON, NO_KEYS = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
Kind = QPointingDevice.PointerType
Capability = QInputDevice.Capability
PRESS, MOVE, RELEASE = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease)
TABLET = {
    PRESS: QEvent.Type.TabletPress,
    MOVE: QEvent.Type.TabletMove,
    RELEASE: QEvent.Type.TabletRelease,
}
STEP_MS = 8
Place = tuple[float, float]


@cache
def stylus(
    kind: QPointingDevice.PointerType = Kind.Pen, *, has_pressure: bool = True, has_tilt: bool = True
) -> QPointingDevice:
    """A pen, or the end of one that rubs out; kept, since Qt remembers where each device was last."""
    can = Capability.Position | Capability.Hover
    can |= Capability.Pressure if has_pressure else Capability.Position
    can |= Capability.XTilt | Capability.YTilt if has_tilt else Capability.Position
    return QPointingDevice("stylus", 7, QInputDevice.DeviceType.Stylus, kind, can, 1, 3)


@cache
def touch_screen() -> QPointingDevice:
    """A finger on glass, whose touches come as a mouse."""
    kind = QInputDevice.DeviceType.TouchScreen
    return QPointingDevice("glass", 8, kind, Kind.Finger, Capability.Position, 1, 1)


def by_mouse(
    pad: Pad, what: QEvent.Type, at: Place, ms: int, *, is_down: bool, device: QPointingDevice | None = None
) -> None:
    """Send one event of the mouse."""
    place, buttons = QPointF(*at), LEFT if is_down else NO_BUTTON
    button = NO_BUTTON if what == MOVE else LEFT
    known = device or QPointingDevice.primaryPointingDevice()
    event = QMouseEvent(what, place, QPointF(pad.mapToGlobal(place)), button, buttons, NO_KEYS, known)
    event.setTimestamp(ms)
    QApplication.sendEvent(pad, event)


def by_pen(  # what a tablet tells at one moment
    pad: Pad,
    what: QEvent.Type,
    at: Place,
    ms: int,
    *,
    is_down: bool,
    pressure: float = 0.5,
    device: QPointingDevice | None = None,
) -> None:
    """Send one event of a pen that leans 20° to the right and 10° towards its user."""
    place, buttons = QPointF(*at), LEFT if is_down else NO_BUTTON
    event = QTabletEvent(
        TABLET[what], device or stylus(), place, QPointF(pad.mapToGlobal(place)), pressure,
        20.0, 10.0, 0.0, 0.0, 0.0, NO_KEYS, NO_BUTTON if what == MOVE else LEFT, buttons,
    )  # fmt: skip
    event.setTimestamp(ms)
    QApplication.sendEvent(pad, event)


def wave(pad: Pad, *, seed: int = 0, count: int = 60) -> list[Place]:
    """Places along a made-up stroke over most of the pad, another for every seed."""
    along = np.linspace(0.15, 0.85, count)
    heights = 0.5 + 0.25 * np.sin(along * (18 + seed)) + 0.01 * (seed % 5)
    return [(float(x) * pad.width(), float(y) * pad.height()) for x, y in zip(along, heights, strict=True)]


def write_by_mouse(pad: Pad, places: Sequence[Place], *, ms: int = 1000) -> int:
    """Write one stroke; returns when it ended, in ms."""
    by_mouse(pad, PRESS, places[0], ms, is_down=True)
    for place in places[1:]:
        ms += STEP_MS
        by_mouse(pad, MOVE, place, ms, is_down=True)
    by_mouse(pad, RELEASE, places[-1], ms + STEP_MS, is_down=False)
    return ms + STEP_MS


def write_by_pen(pad: Pad, places: Sequence[Place], *, ms: int = 1000) -> int:
    """Write one stroke, pressing harder towards its end; returns when it ended, in ms."""
    device = stylus()
    by_pen(pad, PRESS, places[0], ms, is_down=True, pressure=0.2, device=device)
    for step, place in enumerate(places[1:], start=1):
        ms += STEP_MS
        pressure = 0.2 + 0.7 * step / len(places)
        by_pen(pad, MOVE, place, ms, is_down=True, pressure=pressure, device=device)
    by_pen(pad, RELEASE, places[-1], ms + STEP_MS, is_down=False, pressure=0.0, device=device)
    return ms + STEP_MS
