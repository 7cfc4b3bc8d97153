"""How is a box drawn around one signature on a picture, by mouse or by key?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.theme.theme import Theme
from app.widgets.crop_boxes import Grip, Sheet, grip_at, is_drawn
from app.widgets.picture import PictureView
from core.image.page import Box

REACH_PX = 8.0
HANDLE_PX = 8.0
KEY_STEP_SHARE = 0.01
KEY_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CropFrame(QWidget):
    """Lies over a PictureView. Dragging or the arrow keys draw the box, Enter takes it, Esc leaves."""

    taken = Signal(object)  # Box, in picture pixels
    left = Signal()

    def __init__(self, view: PictureView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme
        self._sheet = Sheet(1, 1)
        self._box: Box | None = None
        self._grip: Grip | None = None
        self._start = QPointF()
        self.setAccessibleName("Box around the signature")
        self.setAccessibleDescription(
            "Arrow keys move it, with Shift they size it. Enter takes it, Escape leaves."
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        view.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._view:
            self.setGeometry(self._view.rect())
        return super().eventFilter(watched, event)

    @property
    def box(self) -> Box | None:
        """The box as drawn so far."""
        return self._box

    def start(self, *, width_px: int, height_px: int, box: Box | None = None) -> None:
        """Begin on a picture of this size, with a box already there."""
        self._sheet = Sheet(width_px, height_px)
        self._box = box or self._sheet.centred(width_px / 2, height_px / 2)
        self.setGeometry(self._view.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Take the box as it is."""
        if self._box is not None and is_drawn(self._box):
            self.hide()
            self.taken.emit(self._box)

    def leave(self) -> None:
        """Go without a box."""
        self.hide()
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self._view.to_picture(event.position())
        reach = REACH_PX / max(1e-6, self._scale())
        hit = grip_at([self._box] if self._box else [], point.x(), point.y(), reach=reach)
        self._grip = hit[1] if hit and hit[1] is not Grip.INSIDE else None
        self._start = point
        if self._grip is None:
            self._box = None
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._view.to_picture(event.position())
        if self._grip is not None and self._box is not None:
            moved = point - self._start
            self._box = self._sheet.resized(self._box, self._grip, moved.x(), moved.y())
            self._start = point
        else:
            self._box = self._sheet.between(self._start.x(), self._start.y(), point.x(), point.y())
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        was_drawn_anew = self._grip is None
        self._grip = None
        if was_drawn_anew:
            self.take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = KEY_STEPS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif step is not None and self._box is not None:
            self._step(step, is_sizing=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _step(self, step: tuple[int, int], *, is_sizing: bool) -> None:
        assert self._box is not None
        length = max(1.0, KEY_STEP_SHARE * max(self._sheet.width_px, self._sheet.height_px))
        dx, dy = step[0] * length, step[1] * length
        if is_sizing:
            self._box = self._sheet.resized(self._box, Grip.RIGHT | Grip.BOTTOM, dx, dy)
        else:
            self._box = self._sheet.moved(self._box, dx, dy)
        self.update()

    def _scale(self) -> float:
        return (self._view.from_picture(QPointF(1, 0)) - self._view.from_picture(QPointF(0, 0))).x()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        if self._box is not None:
            frame = self._frame(self._box)
            inside = QPainterPath()
            inside.addRect(frame)
            shade = shade.subtracted(inside)
        veil = QColor(tokens.window)
        veil.setAlphaF(0.6)
        painter.fillPath(shade, veil)
        if self._box is not None:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(frame)
            painter.setBrush(QColor(tokens.accent))
            for corner in (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight()):
                painter.drawEllipse(corner, HANDLE_PX / 2, HANDLE_PX / 2)

    def _frame(self, box: Box) -> QRectF:
        first = self._view.from_picture(QPointF(box.left, box.top))
        last = self._view.from_picture(QPointF(box.left + box.width, box.top + box.height))
        return QRectF(first, last)
