"""How does somebody who was made up sign on the pad, for a picture of it?"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice
from PySide6.QtWidgets import QApplication

from app.widgets.pad import Pad
from core.data.synthetic.strokes import Strokes
from core.data.synthetic.writer import make_writer

WIDTH_SHARE, HEIGHT_SHARE = 0.7, 0.6
"""How much of the pad a signature takes at most."""
START_MS = 1_000
MS_PER_S = 1000.0


def sign(pad: Pad, *, name: str, seed: int) -> None:
    """Write a made-up signature on the pad, as a mouse would."""
    strokes = make_writer(seed, name=name).genuine(0)
    for stroke in _placed(strokes, pad):
        _tell(pad, QEvent.Type.MouseButtonPress, stroke[0])
        for moment in stroke[1:]:
            _tell(pad, QEvent.Type.MouseMove, moment)
        _tell(pad, QEvent.Type.MouseButtonRelease, stroke[-1])


def _placed(strokes: Strokes, pad: Pad) -> Strokes:
    """Return strokes in pixels of the pad, around its middle."""
    places = np.concatenate(strokes)[:, :2]
    low, high = places.min(axis=0), places.max(axis=0)
    room = np.array([pad.width() * WIDTH_SHARE, pad.height() * HEIGHT_SHARE])
    scale = float((room / np.maximum(high - low, 1e-6)).min())
    middle = np.array([pad.width(), pad.height()]) / 2
    return tuple(
        np.column_stack([(stroke[:, :2] - (low + high) / 2) * scale + middle, stroke[:, 2]])
        for stroke in strokes
    )


def _tell(pad: Pad, what: QEvent.Type, moment: np.ndarray) -> None:
    place = QPointF(float(moment[0]), float(moment[1]))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    event = QMouseEvent(
        what,
        place,
        QPointF(pad.mapToGlobal(place)),
        none if what == QEvent.Type.MouseMove else left,
        none if what == QEvent.Type.MouseButtonRelease else left,
        Qt.KeyboardModifier.NoModifier,
        QPointingDevice.primaryPointingDevice(),
    )
    event.setTimestamp(START_MS + round(float(moment[2]) * MS_PER_S))
    QApplication.sendEvent(pad, event)
