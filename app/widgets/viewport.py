"""Which part of a picture is looked at, and how do several pictures look at the same part?"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QSizeF, Signal

SMALLEST_ZOOM, LARGEST_ZOOM = 0.25, 24.0
ZOOM_STEP = 1.25
MM_PER_INCH = 25.4
LEAST_COMMON_SHARE = 0.4
"""Pictures share one physical scale unless one of them would be smaller than this share of its fit."""


class Viewport(QObject):
    """Zoom and pan of a group of pictures: zoom 1 shows all of the ink; pan is in pane pixels at zoom 1."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.zoom = 1.0
        self.pan = QPointF(0.0, 0.0)
        self._reach = QSizeF(400.0, 300.0)
        self._fits: dict[int, tuple[float, float | None]] = {}

    def zoom_by(self, factor: float, *, at: QPointF | None = None) -> None:
        """Zoom so that what lies at `at` (pane pixels from the pane's centre) stays where it is."""
        zoom = min(LARGEST_ZOOM, max(SMALLEST_ZOOM, self.zoom * factor))
        point = at or QPointF(0.0, 0.0)
        self._move(zoom, self.pan + point / zoom - point / self.zoom)

    def pan_by(self, delta: QPointF) -> None:
        """Push the picture by pane pixels."""
        self._move(self.zoom, self.pan + delta / self.zoom)

    def reset(self) -> None:
        """Show all of the ink again."""
        self._move(1.0, QPointF(0.0, 0.0))

    def _move(self, zoom: float, pan: QPointF) -> None:
        width, height = self._reach.width(), self._reach.height()
        held = QPointF(max(-width, min(width, pan.x())), max(-height, min(height, pan.y())))
        if zoom != self.zoom or held != self.pan:
            self.zoom, self.pan = zoom, held
            self.changed.emit()

    def register(self, view: object, *, fit: float | None, dpi: float | None, pane: QSizeF) -> None:
        """Say at what scale (pane pixels per picture pixel) a view's picture fills it; None: it has none."""
        before = dict(self._fits)
        self._fits.pop(id(view), None)
        if fit is not None:
            self._fits[id(view)] = (fit, dpi)
            self._reach = pane
        if before != self._fits:
            self.changed.emit()

    def scale_of(self, view: object) -> float:
        """Pane pixels per picture pixel for a view at the present zoom."""
        fit, dpi = self._fits.get(id(view), (1.0, None))
        common = self.common_scale()
        base = common * MM_PER_INCH / dpi if common is not None and dpi else fit
        # A scale in pane pixels per mm times mm per picture pixel.
        return base * self.zoom

    def common_scale(self) -> float | None:
        """Pane pixels per millimetre at zoom 1 if all pictures can share it, else None."""
        fits = list(self._fits.values())
        per_mm = [fit * dpi / MM_PER_INCH for fit, dpi in fits if dpi]
        if len(per_mm) < 2 or len(per_mm) != len(fits):
            return None
        smallest = min(per_mm)
        return smallest if smallest >= LEAST_COMMON_SHARE * max(per_mm) else None
