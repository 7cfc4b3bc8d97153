"""How does a choice of on or off look?"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from app.theme.theme import Theme

_SIZE = QSize(40, 24)
_MARGIN_PX = 2.0


class Switch(QCheckBox):
    """A check box drawn as a switch: its state shows by the place of the knob as well as by colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_SIZE)

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0, 0, _SIZE.width(), _SIZE.height()).adjusted(3, 3, -3, -3)
        on = self.isChecked()
        line, fill = (tokens.accent, tokens.accent) if on else (tokens.outline, tokens.surface)
        if not self.isEnabled():
            line, fill = tokens.disabled, tokens.disabled if on else tokens.surface
        painter.setPen(QPen(QColor(line), 1.5))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        radius = track.height() / 2 - 2 * _MARGIN_PX
        x = track.right() - track.height() / 2 if on else track.left() + track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.on_accent if on else line))
        painter.drawEllipse(QPointF(x, track.center().y()), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            halo = track.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(halo, halo.height() / 2, halo.height() / 2)
        painter.end()
