"""How does a clerk mark the signatures on a page: by dragging boxes, and by keys alone?"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from app.widgets.card_picture import Plane, plane_image
from app.widgets.crop_boxes import Grip, Sheet, grip_at, is_drawn
from app.widgets.raster import GREY_TABLE
from core.image.page import Box

REACH_PX = 7
HANDLE_PX = 8
ZOOM_STEP = 1.25
LARGEST_ZOOM = 8.0
NUDGE_SHARE = 0.005
"""One press of an arrow key moves a box by this share of the page's longer side: about 1.5 mm on A4."""

_CURSORS = {
    Grip.INSIDE: Qt.CursorShape.SizeAllCursor,
    Grip.LEFT: Qt.CursorShape.SizeHorCursor,
    Grip.RIGHT: Qt.CursorShape.SizeHorCursor,
    Grip.TOP: Qt.CursorShape.SizeVerCursor,
    Grip.BOTTOM: Qt.CursorShape.SizeVerCursor,
    Grip.LEFT | Grip.TOP: Qt.CursorShape.SizeFDiagCursor,
    Grip.RIGHT | Grip.BOTTOM: Qt.CursorShape.SizeFDiagCursor,
    Grip.LEFT | Grip.BOTTOM: Qt.CursorShape.SizeBDiagCursor,
    Grip.RIGHT | Grip.TOP: Qt.CursorShape.SizeBDiagCursor,
}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True)
class _Hold:
    """What the mouse holds since it was pressed: where it was, and the box as it was then."""

    x: float
    y: float
    grip: Grip | None  # None: a new box is being drawn
    box: Box


class CropCanvas(QWidget):
    """The page and the boxes on it, in page pixels; `scale` is widget pixels per page pixel."""

    changed = Signal()  # boxes, or which of them is chosen
    zoom_asked = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Page")
        self.boxes: list[Box] = []
        self.chosen = -1
        self._sheet = Sheet(1, 1)
        self._picture: Plane = np.full((1, 1), 255, np.uint8)
        self._scaled: tuple[QRect, QImage] | None = None
        self._scale = 1.0
        self._hold: _Hold | None = None

    def show_page(self, picture: Plane, *, width_px: int, height_px: int) -> None:
        """Show a page of this size; `picture` may be smaller than the page, and 0 is black."""
        self._sheet = Sheet(width_px, height_px)
        self._picture = picture
        self.boxes, self.chosen, self._hold = [], -1, None
        self.set_scale(self._scale)
        self._tell()

    @property
    def page_size(self) -> QSize:
        return QSize(self._sheet.width_px, self._sheet.height_px)

    def set_scale(self, scale: float) -> None:
        """Draw the page at this many widget pixels to a page pixel."""
        self._scale = scale
        self._scaled = None
        self.setFixedSize(
            max(1, round(self._sheet.width_px * scale)), max(1, round(self._sheet.height_px * scale))
        )
        self.update()

    def add_box(self, at: QPointF | None = None) -> None:
        """Put a new box around a place in the widget, or in the middle of what can be seen, and choose it."""
        place = at or QPointF(self.visibleRegion().boundingRect().center())
        self.boxes.append(self._sheet.centred(place.x() / self._scale, place.y() / self._scale))
        self.choose(len(self.boxes) - 1)

    def choose(self, index: int) -> None:
        """Let the keys go to this box; -1 to none."""
        self.chosen = index if 0 <= index < len(self.boxes) else -1
        self._tell()

    def remove_chosen(self) -> None:
        """Take the chosen box away; the one before it is chosen next."""
        if self.chosen >= 0:
            del self.boxes[self.chosen]
            self.choose(min(self.chosen, len(self.boxes) - 1))

    def place_of(self, box: Box) -> QRectF:
        """Where a box lies in the widget."""
        left, top, width, height = (side * self._scale for side in box)
        return QRectF(left, top, width, height)

    def _tell(self) -> None:
        words = (
            f"Box {self.chosen + 1} of {len(self.boxes)}" if self.chosen >= 0 else f"{len(self.boxes)} boxes"
        )
        self.setAccessibleDescription(words)
        self.update()
        self.changed.emit()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_page(painter, self.visibleRegion().boundingRect())
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        for index, box in enumerate(self.boxes):
            self._draw_box(painter, index, box)
        painter.end()
        event.accept()

    def _draw_page(self, painter: QPainter, seen: QRect) -> None:
        """Only what can be seen, made anew when that is another part or another size."""
        if seen.isEmpty():
            return
        if self._scaled is None or self._scaled[0] != seen:
            self._scaled = (seen, self._image_of(seen))
        painter.drawImage(QRectF(seen), self._scaled[1])

    def _image_of(self, seen: QRect) -> QImage:
        rows, columns = self._picture.shape
        across, down = columns / self.width(), rows / self.height()
        left, top = int(seen.left() * across), int(seen.top() * down)
        right = min(columns, max(left + 1, round((seen.right() + 1) * across)))
        bottom = min(rows, max(top + 1, round((seen.bottom() + 1) * down)))
        ratio = self.devicePixelRatioF()
        size = (max(1, round(seen.width() * ratio)), max(1, round(seen.height() * ratio)))
        how = cv2.INTER_AREA if size[0] < right - left else cv2.INTER_LINEAR
        part = self._picture[top:bottom, left:right]
        return plane_image(cv2.resize(part, size, interpolation=how), GREY_TABLE)

    def _draw_box(self, painter: QPainter, index: int, box: Box) -> None:
        accent = self.palette().color(QPalette.ColorRole.Accent)
        place, is_chosen = self.place_of(box), index == self.chosen
        wash = QColor(accent)
        wash.setAlpha(40 if is_chosen else 20)
        painter.setPen(QPen(accent, 2 if is_chosen else 1.5, Qt.PenStyle.SolidLine))
        painter.setBrush(wash)
        painter.drawRect(place)
        label = QRectF(place.left(), place.top() - 22, 22, 22)
        if label.top() < 0:
            label.moveTop(place.top())
        painter.fillRect(label, accent)
        painter.setPen(self.palette().color(QPalette.ColorRole.Base))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, str(index + 1))
        if is_chosen:
            self._draw_handles(painter, place, accent)

    def _draw_handles(self, painter: QPainter, place: QRectF, accent: QColor) -> None:
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        middle = place.center()
        for x in (place.left(), middle.x(), place.right()):
            for y in (place.top(), middle.y(), place.bottom()):
                if (x, y) != (middle.x(), middle.y()):
                    half = HANDLE_PX / 2
                    painter.drawRect(QRectF(x - half, y - half, HANDLE_PX, HANDLE_PX))

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x, y = self._on_page(event.position())
        held = grip_at(self.boxes, x, y, reach=REACH_PX / self._scale)
        if held is None:
            self.boxes.append(self._sheet.between(x, y, x, y))
            self._hold = _Hold(x, y, None, self.boxes[-1])
            self.choose(len(self.boxes) - 1)
        else:
            index, grip = held
            self._hold = _Hold(x, y, grip, self.boxes[index])
            self.choose(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, y = self._on_page(event.position())
        if self._hold is None:
            held = grip_at(self.boxes, x, y, reach=REACH_PX / self._scale)
            self.setCursor(_CURSORS[held[1]] if held else Qt.CursorShape.CrossCursor)
            return
        hold = self._hold
        if hold.grip is None:
            box = self._sheet.between(hold.x, hold.y, x, y)
        elif hold.grip == Grip.INSIDE:
            box = self._sheet.moved(hold.box, x - hold.x, y - hold.y)
        else:
            box = self._sheet.resized(hold.box, hold.grip, x - hold.x, y - hold.y)
        self.boxes[self.chosen] = box
        self._tell()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        hold, self._hold = self._hold, None
        if hold is not None and hold.grip is None and not is_drawn(self.boxes[self.chosen]):
            self.remove_chosen()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def _on_page(self, point: QPointF) -> tuple[float, float]:
        return point.x() / self._scale, point.y() / self._scale

    # the keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS and self.chosen >= 0:
            self._nudge(_ARROWS[key], event.modifiers())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.chosen >= 0:
            self.remove_chosen()
        elif key in (Qt.Key.Key_Insert, Qt.Key.Key_N):
            self.add_box()
        elif key == Qt.Key.Key_Escape and self._hold is not None:
            self._give_up()
        else:
            super().keyPressEvent(event)

    def _nudge(self, direction: tuple[int, int], keys: Qt.KeyboardModifier) -> None:
        """Arrows move the box, with Shift they pull its right and lower edges; with Ctrl by one pixel."""
        is_fine = bool(keys & Qt.KeyboardModifier.ControlModifier)
        longer = max(self._sheet.width_px, self._sheet.height_px)
        step = 1 if is_fine else max(1, round(longer * NUDGE_SHARE))
        dx, dy = direction[0] * step, direction[1] * step
        box = self.boxes[self.chosen]
        if keys & Qt.KeyboardModifier.ShiftModifier:
            box = self._sheet.resized(box, Grip.RIGHT | Grip.BOTTOM, dx, dy)
        else:
            box = self._sheet.moved(box, dx, dy)
        self.boxes[self.chosen] = box
        self._tell()

    def _give_up(self) -> None:
        """Escape while the mouse holds a box: it is as it was before."""
        hold, self._hold = self._hold, None
        if hold is not None and hold.grip is None:
            self.remove_chosen()
        elif hold is not None:
            self.boxes[self.chosen] = hold.box
            self._tell()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        """Tab goes from box to box, and after the last one on to the next widget."""
        index = self.chosen + (1 if next else -1)
        if self.boxes and (0 <= index < len(self.boxes)):
            self.choose(index)
            return True
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.choose(0)
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self.choose(len(self.boxes) - 1)
        super().focusInEvent(event)


class CropView(QScrollArea):
    """A page with boxes, fitted into the room there is; Ctrl and the wheel, or `zoom`, look closer."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = CropCanvas(self)
        self.setWidget(self.canvas)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.changed.connect(self._on_canvas_changed)
        self.canvas.zoom_asked.connect(self.zoom)
        self._zoom = 1.0

    @property
    def boxes(self) -> list[Box]:
        """The boxes in the order they were drawn, in page pixels."""
        return list(self.canvas.boxes)

    def show_page(self, picture: Plane, *, width_px: int, height_px: int) -> None:
        """Show another page, all of it, without boxes."""
        self._zoom = 1.0
        self.canvas.show_page(picture, width_px=width_px, height_px=height_px)
        self._fit()

    def zoom(self, factor: float) -> None:
        """Look closer, or from further away; never smaller than the whole page."""
        self._zoom = max(1.0, min(LARGEST_ZOOM, self._zoom * factor))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, page = self.maximumViewportSize(), self.canvas.page_size
        fit = min((room.width() - 2) / page.width(), (room.height() - 2) / page.height())
        self.canvas.set_scale(max(1e-3, fit * self._zoom))

    def _on_canvas_changed(self) -> None:
        if self.canvas.chosen >= 0 and self.canvas.hasFocus():
            middle = self.canvas.place_of(self.canvas.boxes[self.canvas.chosen]).center().toPoint()
            self.ensureVisible(middle.x(), middle.y(), 32, 32)
        self.changed.emit()
