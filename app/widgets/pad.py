"""Where is a signature written with a tablet's pen, a finger or the mouse?

The pad takes what the device tells, as finely as it tells it, and shows it as ink. Places are told in mm by
the size that the screen says it has.
"""

from __future__ import annotations

import math
import time
from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QInputDevice,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QResizeEvent,
    QScreen,
    QShowEvent,
    QSinglePointEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QWidget

from app.theme.theme import SMALL, Theme
from app.theme.tokens import LIGHT, RADIUS_PX, SPACE_PX
from app.widgets.pen_ink import PenInk, line_px
from app.widgets.pen_recording import Moment, PenRecording
from core.pen.way import Trajectory

USUAL_DPI = 96.0
LEAST_DPI, MOST_DPI = 40.0, 500.0
MOST_SKEW = 1.1
"""Pixels are square; a screen that says otherwise does not know its size."""
MM_PER_INCH = 25.4
LINE_SHARE, LINE_INSET_SHARE = 0.72, 0.06
LINE_ALPHA = 0.28
PLACEHOLDER = "Sign here"


class Tool(StrEnum):
    """What a signature is written with."""

    PEN = "pen"
    FINGER = "finger"
    MOUSE = "mouse"


def screen_dpi(screen: QScreen | None) -> float | None:
    """Logical pixels to the inch of the screen's own glass; None where what it says cannot be."""
    if screen is None:
        return None
    across, down = screen.physicalDotsPerInchX(), screen.physicalDotsPerInchY()
    is_square = 1 / MOST_SKEW <= across / down <= MOST_SKEW if down > 0 else False
    dpi = (across + down) / 2
    return dpi if is_square and LEAST_DPI <= dpi <= MOST_DPI else None


class Pad(QWidget):
    """The surface. One signature is written with one tool: the hand beside the pen writes nothing."""

    written = Signal()  # a stroke was finished or taken back, or the pad was cleared

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ink = PenInk()
        self.recording = PenRecording()
        self.tool: Tool | None = None
        self.is_size_known = False
        self._px_per_mm = USUAL_DPI / MM_PER_INCH
        self.setAccessibleName("Signature pad")
        self.setAccessibleDescription(
            "Written on with a pen, a finger or the mouse. Enter uses the signature, "
            "Backspace takes the last stroke back, Escape clears."
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        theme.changed.connect(self._fit)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return self.recording.stroke_count == 0

    def trajectory(self) -> Trajectory:
        """Return what was written; raises BadData where that is too little for a signature."""
        return self.recording.trajectory()

    @Slot()
    def clear(self) -> None:
        """Begin with an empty pad, sized by the screen that it is on now."""
        self.recording.clear()
        self._ink.clear()
        self.tool = None
        dpi = screen_dpi(QGuiApplication.screenAt(self.mapToGlobal(self.rect().center())))
        self.is_size_known = dpi is not None
        self._px_per_mm = (dpi or USUAL_DPI) / MM_PER_INCH
        self.update()
        self.written.emit()

    @Slot()
    def take_back(self) -> None:
        """Take the last stroke back."""
        self.recording.take_back()
        self._ink.take_back()
        if self.is_empty:
            self.tool = None
        self.update()
        self.written.emit()

    # what the devices tell

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Take every step of a pen; the other end of it, which rubs out, writes nothing."""
        event.accept()
        if event.pointerType() == QPointingDevice.PointerType.Eraser:
            return
        is_pressed = event.type() != QEvent.Type.TabletRelease and bool(
            event.buttons() & Qt.MouseButton.LeftButton
        )
        if self.tool not in (None, Tool.PEN):
            if not is_pressed:
                return
            self.clear()  # the hand came down before the pen did
        can = event.pointingDevice().capabilities()
        pressure = math.nan
        if can & QInputDevice.Capability.Pressure:
            pressure = min(max(event.pressure(), 0.0), 1.0)
        tilt = (
            tilt_of(event.xTilt(), event.yTilt())
            if can & QInputDevice.Capability.XTilt and can & QInputDevice.Capability.YTilt
            else None
        )
        self._tell(event, Tool.PEN, is_pressed=is_pressed, pressure=pressure, tilt=tilt)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take_mouse(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._take_mouse(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._take_mouse(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._take_mouse(event)  # two quick strokes

    def _take_mouse(self, event: QMouseEvent) -> None:
        event.accept()
        is_finger = event.pointingDevice().type() == QInputDevice.DeviceType.TouchScreen
        tool = Tool.FINGER if is_finger else Tool.MOUSE
        if self.tool in (None, tool):
            self._tell(event, tool, is_pressed=bool(event.buttons() & Qt.MouseButton.LeftButton))

    def _tell(
        self,
        event: QSinglePointEvent,
        tool: Tool,
        *,
        is_pressed: bool,
        pressure: float = math.nan,
        tilt: tuple[float, float] | None = None,
    ) -> None:
        """Record a moment and draw it. The pad ends at its edge: beyond it the pen counts as lifted."""
        place = event.position()
        is_down = is_pressed and QRectF(self.rect()).contains(place)
        was_down = self.recording.is_down
        if not (is_down or was_down or self.rect().contains(place.toPoint())):
            return
        if was_down and not is_down:
            place = _within(place, self.rect())
        told_ms = event.timestamp() or time.monotonic() * 1000.0
        x_mm, y_mm = place.x() / self._px_per_mm, place.y() / self._px_per_mm
        self.recording.tell(Moment(x_mm, y_mm, told_ms / 1000.0, pressure, is_down, tilt))
        if is_down:
            self.tool = tool
        width_px = line_px(pressure, px_per_mm=self._px_per_mm)
        self._draw(place, width_px=width_px, was_down=was_down)

    def _draw(self, place: QPointF, *, width_px: float, was_down: bool) -> None:
        """Draw the step, and paint only what it changed."""
        is_down = self.recording.is_down
        if is_down and not was_down:
            is_first = self.recording.stroke_count == 1
            changed = self._ink.begin(place, width_px=width_px)
            self.update(self.rect() if is_first else changed.toAlignedRect())  # the words give way to the ink
        elif is_down:
            self.update(self._ink.go_on(place, width_px=width_px).toAlignedRect())
        elif was_down:
            self.update(self._ink.end().toAlignedRect())
            self.written.emit()
        elif self.recording.is_full:
            self.written.emit()

    # how it looks

    @Slot()
    def _fit(self) -> None:
        colour, ratio = QColor(self._theme.tokens.ink), self.devicePixelRatioF()
        self._ink.fit(self.size(), ratio=ratio, colour=colour)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_paper(painter)
        painter.drawPixmap(0, 0, self._ink.layer)
        painter.end()

    def _paint_paper(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        edge = QPen(QColor(tokens.accent), 2.0) if self.hasFocus() else QPen(QColor(tokens.outline), 1.0)
        half = edge.widthF() / 2
        paper = QPainterPath()
        paper.addRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS_PX, RADIUS_PX)
        painter.fillPath(paper, QColor(tokens.paper))
        painter.setPen(edge)
        painter.drawPath(paper)
        line = QColor(tokens.ink)
        line.setAlphaF(LINE_ALPHA)
        painter.setPen(QPen(line, 1.0))
        inset, level = self.width() * LINE_INSET_SHARE, round(self.height() * LINE_SHARE) + 0.5
        painter.drawLine(QPointF(inset, level), QPointF(self.width() - inset, level))
        if self.is_empty:
            painter.setPen(QColor(LIGHT.muted))  # on paper, which is light in the dark too
            painter.setFont(self._theme.font(SMALL))
            below = QRectF(inset, level + SPACE_PX, self.width() - 2 * inset, self.height() - level)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, PLACEHOLDER)


def _within(place: QPointF, pad: QRect) -> QPointF:
    """Return where on the pad the pen was last: a quick one is first heard of again far beyond the edge."""
    return QPointF(min(max(place.x(), pad.left()), pad.right()), min(max(place.y(), pad.top()), pad.bottom()))


def tilt_of(x_deg: float, y_deg: float) -> tuple[float, float]:
    """Return azimuth and altitude in degrees of a pen that leans so far to the right and towards its user.

    The azimuth goes clockwise from the far edge of the tablet; upright the altitude is 90.
    """
    right, near = math.tan(math.radians(x_deg)), math.tan(math.radians(y_deg))
    azimuth = math.degrees(math.atan2(right, -near)) % 360.0
    return azimuth, 90.0 - math.degrees(math.atan(math.hypot(right, near)))
