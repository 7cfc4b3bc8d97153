"""Where did the score fall between the bank's own thresholds?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme.theme import SMALL, Theme

LEAST_REACH = 1.0
"""The scale shows at least this much beyond the thresholds, in units of LLR."""
BAR_PX = 22
MARKER_PX = 6
HEIGHT_PX = 48


@dataclass(frozen=True)
class Reading:
    """A score and the thresholds it was judged by, as log10 likelihood ratios: larger is more genuine."""

    llr: float
    reject_llr: float
    accept_llr: float

    @property
    def reach(self) -> tuple[float, float]:
        """The ends of the scale: equally far from the middle between the thresholds, the score inside."""
        middle = (self.reject_llr + self.accept_llr) / 2
        half = (self.accept_llr - self.reject_llr) / 2
        side = max(half + LEAST_REACH, 2 * half, abs(self.llr - middle) * 1.08)
        return middle - side, middle + side

    def place(self, llr: float) -> float:
        """Where a score lies on the scale, 0 at its left end and 1 at its right."""
        low, high = self.reach
        return min(1.0, max(0.0, (llr - low) / (high - low)))

    @property
    def verdict(self) -> str:
        """The zone that the score lies in."""
        if self.llr >= self.accept_llr:
            return "accept"
        return "reject" if self.llr < self.reject_llr else "refer"


class ScoreScale(QWidget):
    """A bar of three zones with a marker; its accessible description says the same in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reading: Reading | None = None
        self.setAccessibleName("Score scale")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(420, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, HEIGHT_PX)

    def show_reading(self, reading: Reading | None) -> None:
        """Show a score, or an empty place for one."""
        self._reading = reading
        self.setAccessibleDescription(_words(reading) if reading else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._reading is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(SMALL))
        bar = QRectF(1, MARKER_PX, self.width() - 2, BAR_PX)
        self._draw_zones(painter, bar, self._reading)
        self._draw_thresholds(painter, bar, self._reading)
        self._draw_marker(painter, bar, self._reading)

    def _draw_zones(self, painter: QPainter, bar: QRectF, reading: Reading) -> None:
        tokens = self._theme.tokens
        ends = [0.0, reading.place(reading.reject_llr), reading.place(reading.accept_llr), 1.0]
        outline = QPainterPath()
        outline.addRoundedRect(bar, 4, 4)
        painter.save()
        painter.setClipPath(outline)
        for verdict, start, end in zip(("reject", "refer", "accept"), ends, ends[1:], strict=False):
            zone = QRectF(
                bar.left() + start * bar.width(), bar.top(), (end - start) * bar.width(), bar.height()
            )
            painter.fillRect(zone, QColor(tokens.verdict_soft(verdict)))
            painter.setPen(QColor(tokens.verdict(verdict)))
            painter.drawText(
                zone, Qt.AlignmentFlag.AlignCenter, _fitting(painter, verdict.capitalize(), zone)
            )
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.verdict(reading.verdict)), 1))
        painter.drawPath(outline)

    def _draw_thresholds(self, painter: QPainter, bar: QRectF, reading: Reading) -> None:
        tokens = self._theme.tokens
        metrics = QFontMetricsF(painter.font())
        for llr in (reading.reject_llr, reading.accept_llr):
            x = bar.left() + reading.place(llr) * bar.width()
            painter.setPen(QPen(QColor(tokens.outline), 1))
            painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom() + 3))
            text = signed(llr)
            width = metrics.horizontalAdvance(text) + 4
            left = min(max(0.0, x - width / 2), self.width() - width)
            painter.setPen(QColor(tokens.muted))
            room = QRectF(left, bar.bottom() + 3, width, metrics.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_marker(self, painter: QPainter, bar: QRectF, reading: Reading) -> None:
        tokens = self._theme.tokens
        x = bar.left() + reading.place(reading.llr) * bar.width()
        x = min(max(x, MARKER_PX + 1.0), self.width() - MARKER_PX - 1.0)
        painter.setPen(QPen(QColor(tokens.text), 2))
        painter.drawLine(QPointF(x, bar.top() - 2), QPointF(x, bar.bottom() + 2))
        painter.setBrush(QColor(tokens.text))
        painter.setPen(QPen(QColor(tokens.surface), 1.5))
        head = QPainterPath(QPointF(x, bar.top() + MARKER_PX - 1))
        head.lineTo(x - MARKER_PX, bar.top() - MARKER_PX + 1)
        head.lineTo(x + MARKER_PX, bar.top() - MARKER_PX + 1)
        head.closeSubpath()
        painter.drawPath(head)


def signed(llr: float) -> str:
    """A log likelihood ratio with its sign, to one place."""
    return f"{llr:+.1f}".replace("-", "\N{MINUS SIGN}")


def _fitting(painter: QPainter, text: str, zone: QRectF) -> str:
    """The text, or nothing where the zone is too narrow for it."""
    return text if QFontMetricsF(painter.font()).horizontalAdvance(text) + 8 <= zone.width() else ""


def _words(reading: Reading) -> str:
    return (
        f"Score {signed(reading.llr)}. Reject below {signed(reading.reject_llr)}, "
        f"accept from {signed(reading.accept_llr)}, refer between."
    )
