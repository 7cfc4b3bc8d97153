"""Which line of a plot is which?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme.theme import Theme
from app.theme.tokens import SPACE_PX
from app.widgets.elided import ElidedLabel
from app.widgets.plot_looks import Look, band_brush, fill_brush, line_pen, rim_pen, shape

LINE_PX = 3 * SPACE_PX
WIDTH_PX, HEIGHT_PX = 36, 16
SYMBOL_PX = 8


@dataclass(frozen=True)
class Entry:
    """One series in words; with `is_line` false only its symbol is shown."""

    words: str
    look: Look
    is_line: bool = True


class Swatch(QWidget):
    """A short piece of one series."""

    def __init__(self, theme: Theme, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entry = entry
        self.setFixedSize(WIDTH_PX if entry.is_line else HEIGHT_PX, HEIGHT_PX)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, entry = self._theme.tokens, self._entry
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.look.is_band:
            painter.fillRect(QRectF(self.rect()), band_brush(entry.look, tokens))
        elif entry.is_line:
            painter.setPen(line_pen(entry.look, tokens))
            painter.drawLine(QPointF(0, middle.y()), QPointF(self.width(), middle.y()))
        painter.translate(middle)
        painter.scale(SYMBOL_PX, SYMBOL_PX)
        painter.setPen(rim_pen(tokens))
        painter.setBrush(fill_brush(entry.look, tokens))
        painter.drawPath(shape(entry.look.symbol))


class PlotLegend(QWidget):
    """Swatches and words above a plot, where no data can run under them; as many lines as they need."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: list[Entry] = []
        self._pairs: list[tuple[Swatch, ElidedLabel]] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(LINE_PX)

    @property
    def words(self) -> list[str]:
        """What is written, in reading order."""
        return [entry.words for entry in self._entries]

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Explain these series."""
        if list(entries) == self._entries:
            return
        for widget in (widget for pair in self._pairs for widget in pair):
            widget.hide()
            widget.deleteLater()
        self._entries = list(entries)
        self._pairs = [self._pair(entry) for entry in entries]
        self._arrange()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()

    def _pair(self, entry: Entry) -> tuple[Swatch, ElidedLabel]:
        pair = Swatch(self._theme, entry, self), ElidedLabel(entry.words, kind="small", parent=self)
        for widget in pair:
            widget.ensurePolished()  # the width of the words depends on the font of their kind
            widget.show()
        return pair

    def _arrange(self) -> None:
        left = SPACE_PX
        x, y = left, 0
        for swatch, label in self._pairs:
            start = swatch.width() + SPACE_PX
            width = start + label.sizeHint().width()
            if x > left and x + width > self.width():
                x, y = left, y + LINE_PX
            width = max(start, min(width, self.width() - x))
            swatch.move(x, y + (LINE_PX - HEIGHT_PX) // 2)
            label.setGeometry(x + start, y, width - start, LINE_PX)
            x += width + 2 * SPACE_PX
        self.setFixedHeight(y + LINE_PX)
