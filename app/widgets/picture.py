"""How is a scan looked at: fitted, zoomed by wheel, pinch or key, and panned by drag or key?"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from app.widgets.raster import GREY_TABLE, Raster, Table
from app.widgets.viewport import ZOOM_STEP, Viewport

PADDING_PX = 12
CORNER_PX = 7
WHEEL_NOTCH = 120
PAN_STEP_PX = 48


class PictureView(QWidget):
    """One picture on its paper; views that share a Viewport move together."""

    pressed = Signal()

    def __init__(self, viewport: Viewport, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = viewport
        self._raster: Raster | None = None
        self._table: Table = GREY_TABLE
        self._paper: QColor | None = None
        self._placeholder = ""
        self._held: QPointF | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setMinimumSize(160, 96)
        self.grabGesture(Qt.GestureType.PinchGesture)
        viewport.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(560, 420)

    @property
    def raster(self) -> Raster | None:
        return self._raster

    def show_raster(
        self, raster: Raster | None, *, table: Table = GREY_TABLE, paper: QColor | None = None
    ) -> None:
        """Draw a picture in the colours of `table`; `paper` is what lies around it."""
        if raster is self._raster and table == self._table and paper == self._paper:
            return
        self._raster, self._table, self._paper = raster, table, paper
        self.setCursor(Qt.CursorShape.OpenHandCursor if raster else Qt.CursorShape.ArrowCursor)
        self._register()
        self.update()

    def say(self, sentence: str) -> None:
        """What is written where no picture is."""
        self._placeholder = sentence
        self.setAccessibleDescription(sentence if self._raster is None else "")
        self.update()

    def to_picture(self, point: QPointF) -> QPointF:
        """Widget coordinates to picture pixels."""
        return (point - self._origin()) / self._viewport.scale_of(self)

    def from_picture(self, point: QPointF) -> QPointF:
        """Picture pixels to widget coordinates."""
        return point * self._viewport.scale_of(self) + self._origin()

    def _origin(self) -> QPointF:
        """Where the picture's first pixel lies in the widget."""
        if self._raster is None:
            return QPointF(0, 0)
        focus = self._raster.focus
        middle = QPointF(focus.left + focus.width / 2, focus.top + focus.height / 2)
        centre = QPointF(self.width() / 2, self.height() / 2)
        return centre + self._viewport.pan * self._viewport.zoom - middle * self._viewport.scale_of(self)

    def _register(self) -> None:
        room = QSizeF(max(1, self.width() - 2 * PADDING_PX), max(1, self.height() - 2 * PADDING_PX))
        fit = dpi = None
        if self._raster is not None:
            focus = self._raster.focus
            fit = min(room.width() / max(1, focus.width), room.height() / max(1, focus.height))
            dpi = self._raster.dpi
        self._viewport.register(self, fit=fit, dpi=dpi, pane=room)

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(self._outline())
        painter.fillRect(self.rect(), self._paper or self.palette().color(QPalette.ColorRole.Base))
        if self._raster is not None:
            self._draw(painter, self._raster)
        elif self._placeholder:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            inner = self.rect().adjusted(24, 24, -24, -24)
            painter.drawText(
                inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._placeholder
            )
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._outline(inset=1.0))

    def _outline(self, *, inset: float = 0.0) -> QPainterPath:
        """Square at the top, where the words are, and round at the foot like the card around it."""
        box, side = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 2 * CORNER_PX
        path = QPainterPath(box.topLeft())
        path.lineTo(box.topRight())
        path.arcTo(box.right() - side, box.bottom() - side, side, side, 0, -90)
        path.arcTo(box.left(), box.bottom() - side, side, side, -90, -90)
        path.closeSubpath()
        return path

    def _draw(self, painter: QPainter, raster: Raster) -> None:
        scale = self._viewport.scale_of(self)
        level = raster.level_for(scale * self.devicePixelRatioF())
        plane = raster.levels[level]
        height, width = (int(side) for side in plane.shape)
        shrink_x, shrink_y = width / raster.width_px, height / raster.height_px
        first, last = self.to_picture(QPointF(0, 0)), self.to_picture(QPointF(self.width(), self.height()))
        left, top = max(0, math.floor(first.x() * shrink_x) - 1), max(0, math.floor(first.y() * shrink_y) - 1)
        right, bottom = (
            min(width, math.ceil(last.x() * shrink_x) + 1),
            min(height, math.ceil(last.y() * shrink_y) + 1),
        )
        if right <= left or bottom <= top:
            return
        part = QRect(left, top, right - left, bottom - top)
        start = self.from_picture(QPointF(left / shrink_x, top / shrink_y))
        end = self.from_picture(QPointF(right / shrink_x, bottom / shrink_y))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(start, end), raster.image(level=level, part=part, table=self._table))

    # hands and keys

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._register()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / WHEEL_NOTCH
        self._viewport.zoom_by(ZOOM_STEP**notches, at=self._from_centre(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._raster is not None:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.pressed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._viewport.pan_by(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._viewport.reset()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: QPointF(PAN_STEP_PX, 0),
            Qt.Key.Key_Right: QPointF(-PAN_STEP_PX, 0),
            Qt.Key.Key_Up: QPointF(0, PAN_STEP_PX),
            Qt.Key.Key_Down: QPointF(0, -PAN_STEP_PX),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._viewport.pan_by(step)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._viewport.zoom_by(1.0 + event.value(), at=self._from_centre(event.position()))
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._viewport.zoom_by(pinch.scaleFactor())
                return True
        return super().event(event)

    def _from_centre(self, point: QPointF) -> QPointF:
        return point - QPointF(self.width() / 2, self.height() / 2)
