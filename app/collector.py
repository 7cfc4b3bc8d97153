"""Where is Python's garbage collected? On the GUI thread only.

The cyclic collector runs on whichever thread happens to allocate; on a lane it would destroy widgets there.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 1000
_FULL_EVERY = 60


class Collector(QObject):
    """Switches the automatic collector off and collects from a timer instead, until it is stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """From now on nothing is collected but here."""
        gc.disable()
        self._timer.start(_EVERY_MS)

    def settle(self) -> None:
        """Leave what is there now out of later collections: modules and pages, which stay anyway.

        Nothing is collected first: looking through all of torch would hold up the window.
        """
        gc.freeze()

    def stop(self) -> None:
        """Give the collector back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def _on_timeout(self) -> None:
        self._turn += 1
        gc.collect(2 if self._turn % _FULL_EVERY == 0 else 1)
