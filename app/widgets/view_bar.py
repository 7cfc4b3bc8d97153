"""With which buttons is the way of looking chosen?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.actions import Actions, key_text
from app.theme.theme import SMALL, Theme
from app.theme.tokens import SPACE_PX
from app.widgets.action_button import ActionTool

MODES = ("verify.side_by_side", "verify.overlay", "verify.blink", "verify.difference")
SWATCH_PX = 12


class Legend(QWidget):
    """Which colour stands for what."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(0, 2 * SPACE_PX)

    def show_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Explain these colours, given as (#rrggbb, words)."""
        self._entries = list(entries)
        self.setAccessibleName(", ".join(words for _, words in entries))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(SMALL))
        metrics = painter.fontMetrics()
        x = float(2 * SPACE_PX)
        for colour, words in self._entries:
            chip = QRectF(x, (self.height() - SWATCH_PX) / 2, SWATCH_PX, SWATCH_PX)
            painter.setPen(QColor(self._theme.tokens.outline))
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(chip, 3, 3)
            painter.setPen(QColor(self._theme.tokens.muted))
            width = metrics.horizontalAdvance(words)
            room = QRectF(chip.right() + 6, 0, width + 2, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            x = room.right() + 2 * SPACE_PX


class ViewBar(QWidget):
    """The four views with their keys, the legend, ink or scan, and zoom."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_PX // 2)
        for name in MODES:
            action = actions.get(name)
            layout.addWidget(ActionTool(action, text=f"{key_text(action)}  {action.text()}", parent=self))
        self.legend = Legend(theme, self)
        layout.addWidget(self.legend, 1)
        ink = actions.get("verify.ink")
        layout.addWidget(ActionTool(ink, text=f"{key_text(ink)}  Ink view", parent=self))
        for name in ("verify.zoom_out", "verify.fit", "verify.zoom_in"):
            layout.addWidget(ActionTool(actions.get(name), parent=self))
