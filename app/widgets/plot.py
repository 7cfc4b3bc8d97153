"""What do all plots of the desk have in common?

One look in both palettes, a legend above, a summary for whoever cannot see it, and one calm sentence where
there is nothing to draw. A plot is to be read only: no wheel, drag or menu changes what it shows.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.theme.theme import SMALL, Theme
from app.theme.tokens import SPACE_PX
from app.widgets.plot_legend import PlotLegend

AXIS_SAMPLE = "0.000"
"""The widest number beside an upright axis: room for it is kept, so that stacked plots stand in line."""
OPPOSITE = {"left": "right", "bottom": "top"}
"""Numbers stand at the first, the grid at the second: one axis with both drops the numbers at its ends."""
OVERHANG_PX = 32
"""So far may the numbers at the ends of an axis stand out."""
DENSITY = {"left": 1.6, "bottom": 1.0}

TickTexts = Callable[[Sequence[float], float, float], list[str]]
"""From the places of the ticks, the scale of the axis and the spacing of the ticks to what stands at them."""


class Plot(QStackedWidget):
    """Draws what its child classes say; the drawing library is loaded with the first plot that has data."""

    def __init__(self, theme: Theme, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plots: list[Any] = []
        self.view: Any = None
        self.sentence = QLabel("Nothing to draw yet.", self)
        self.sentence.setProperty("kind", "muted")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setContentsMargins(4 * SPACE_PX, 0, 4 * SPACE_PX, 0)
        self.chart = QWidget(self)
        self.legend = PlotLegend(theme, self.chart)
        layout = QVBoxLayout(self.chart)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.legend)
        self.addWidget(self.sentence)
        self.addWidget(self.chart)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.sentence.text())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(480, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 180)

    @property
    def summary(self) -> str:
        """What the plot shows, in words."""
        return self.accessibleDescription()

    @property
    def is_empty(self) -> bool:
        """Whether the sentence is shown in place of a plot."""
        return self.currentWidget() is self.sentence

    def set_empty(self, sentence: str) -> None:
        """Say this where there is nothing to draw."""
        self.sentence.setText(sentence)
        if self.is_empty:
            self.setAccessibleDescription(sentence)

    @abstractmethod
    def _has_data(self) -> bool:
        """Whether there is anything to draw."""

    @abstractmethod
    def _build(self, pg: Any) -> None:
        """Make the axes and what is drawn on them, once; `pg` is the drawing library."""

    @abstractmethod
    def _fill(self) -> None:
        """Put the data into what was built, and the entries into the legend."""

    @abstractmethod
    def _paint(self) -> None:
        """Give everything that was drawn the colours of the theme."""

    @abstractmethod
    def _words(self) -> str:
        """Say what is drawn."""

    def _refresh(self) -> None:
        """Draw the data that the plot has now, or the sentence."""
        if not self._has_data():
            self.setCurrentWidget(self.sentence)
            self.setAccessibleDescription(self.sentence.text())
            return
        if self.view is None:
            self._set_up()
        self._fill()
        self._paint()
        self.setCurrentWidget(self.chart)
        self.setAccessibleDescription(self._words())

    def _set_up(self) -> None:
        import pyqtgraph as pg  # 0.3 s, which the start of the program has no time for

        self.view = pg.GraphicsView(self.chart, background=None)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.view.setAccessibleName(self.accessibleName())
        self.view.setAntialiasing(True)
        self._grid = pg.GraphicsLayout()
        self._grid.setContentsMargins(SPACE_PX, SPACE_PX // 2, 3 * SPACE_PX, SPACE_PX // 2)
        self._grid.setSpacing(SPACE_PX // 2)
        self.view.setCentralItem(self._grid)
        layout = self.chart.layout()
        assert layout is not None
        layout.addWidget(self.view)
        self._build(pg)
        self._dress()

    def _add_plot(self, row: int, *, left: str, bottom: str = "") -> Any:
        """Add a plot below those there are; the words stand at its axes."""
        plot = self._grid.addPlot(row=row, col=0, enableMenu=False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.disableAutoRange()
        for side, words in (("left", left), ("bottom", bottom)):
            plot.showAxis(OPPOSITE[side])
            axis, grid = plot.getAxis(side), plot.getAxis(OPPOSITE[side])
            for each in (axis, grid):
                each.enableAutoSIPrefix(False)
                each.setTickDensity(DENSITY[side])
                each.setStyle(tickAlpha=255, maxTickLevel=0, tickLength=0, hideOverlappingLabels=OVERHANG_PX)
            axis.setLabel(words or None)
            grid.setStyle(showValues=False)
            grid.setGrid(255)
            grid.setZValue(-1)
        self._plots.append(plot)
        return plot

    def _set_axis(
        self,
        plot: Any,
        side: str,
        *,
        scale: float = 1.0,
        texts: TickTexts | None = None,
        ticks: Sequence[tuple[float, str]] | None = None,
    ) -> None:
        """Count in other units, word the numbers otherwise, or name the places that get one."""
        for each in (side, OPPOSITE[side]):
            axis = plot.getAxis(each)
            axis.setScale(scale)
            axis.setTicks(None if ticks is None else [list(ticks)])
            if texts is not None:
                axis.tickStrings = texts

    @Slot()
    def _on_theme_changed(self) -> None:
        if self.view is not None:
            self._dress()
            self._paint()

    def _dress(self) -> None:
        tokens, font = self._theme.tokens, self._theme.font(SMALL)
        metrics = QFontMetricsF(font)
        self.view.setBackground(QColor(tokens.surface))
        for plot in self._plots:
            for side in ("left", "bottom", "right", "top"):
                axis = plot.getAxis(side)
                axis.setPen(QPen(QColor(tokens.border)))
                axis.setTickPen(QPen(QColor(tokens.border)))
                axis.setTextPen(QPen(QColor(tokens.muted)))
                axis.setTickFont(font)
                axis.label.setFont(font)
            width = metrics.horizontalAdvance(AXIS_SAMPLE) + 1.6 * metrics.height() + SPACE_PX
            plot.getAxis("left").setWidth(round(width))


def reach(values: Iterable[float], *, least: float, floor: float | None = None) -> tuple[float, float]:
    """The ends of an axis: a little beyond the values, at least `least` apart, not below `floor`."""
    known = list(values)
    low, high = min(known), max(known)
    spare = max(0.06 * (high - low), (least - (high - low)) / 2)
    low, high = low - spare, high + spare
    if floor is not None and low < floor:
        low, high = floor, max(high, floor + least)
    return low, high


def percent(rate: float) -> str:
    """A rate in [0, 1] in per cent, with as many places as it needs."""
    share = 100 * rate
    if share < 0.005:
        return "under 0.01 %" if share > 0 else "0 %"
    places = 2 if share < 0.995 else 1 if share < 9.95 else 0
    return f"{share:.{places}f} %"
