"""Do the scores of genuine signatures drift from month to month?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QGraphicsPathItem, QWidget

from app.theme.theme import SMALL, Theme
from app.theme.tokens import SPACE_PX
from app.widgets.histogram import llr_texts
from app.widgets.plot import Plot, reach
from app.widgets.plot_legend import Entry
from app.widgets.plot_looks import Look, band_brush, fill_brush, line_pen, rim_pen, shape
from app.widgets.score_scale import signed

MEDIAN = Look("accent", symbol="disc")
BAND = Look("accent", is_band=True)
NOTABLE = Look("second", symbol="diamond")
SYMBOL_PX, NOTABLE_PX = 7, 14
ALONE = 0.12
"""Half the width of the band of a month that has no neighbour, in months."""
LEAST_LLR = 1.0


@dataclass(frozen=True)
class Month:
    """The LLRs of a month's verifications that clerks decided to be genuine: median and quartiles.

    A month without any has a count of 0, and leaves a gap. A notable one is marked.
    """

    label: str
    count: int
    median: float
    low: float
    high: float
    is_notable: bool = False

    @property
    def is_known(self) -> bool:
        return self.count > 0 and all(map(math.isfinite, (self.median, self.low, self.high)))


class DriftPlot(Plot):
    """The median as a line, the middle half as a band, months from left to right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, name="Scores of genuine signatures by month", parent=parent)
        self._months: list[Month] = []

    def set_months(self, months: Sequence[Month]) -> None:
        """Draw these, the oldest first."""
        self._months = list(months)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.view is not None:
            self._label_months()

    def _has_data(self) -> bool:
        return any(month.is_known for month in self._months)

    def _build(self, pg: Any) -> None:
        self._plot = self._add_plot(0, left="Evidence (LLR)", bottom="Month")
        self._set_axis(self._plot, "left", texts=llr_texts)
        self.band_item = QGraphicsPathItem()
        self.band_item.setPen(QPen(Qt.PenStyle.NoPen))
        self.median_item = pg.PlotDataItem(connect="finite", symbol=shape(MEDIAN.symbol), antialias=True)
        self.notable_item = pg.ScatterPlotItem(symbol=shape(NOTABLE.symbol), size=NOTABLE_PX, antialias=True)
        for item in (self.band_item, self.median_item, self.notable_item):
            self._plot.addItem(item)

    def _fill(self) -> None:
        months = self._months
        known = [(place, month) for place, month in enumerate(months) if month.is_known]
        medians = [month.median if month.is_known else math.nan for month in months]
        self.median_item.setData(list(range(len(months))), medians)
        notable = [(place, month.median) for place, month in known if month.is_notable]
        self.notable_item.setData([place for place, _ in notable], [median for _, median in notable])
        self.band_item.setPath(_band(known))
        ends = [end for _, month in known for end in (month.low, month.high)]
        self._plot.setXRange(-0.5, len(months) - 0.5, padding=0)
        self._plot.setYRange(*reach(ends, least=LEAST_LLR), padding=0)
        self._label_months()
        entries = [Entry("median", MEDIAN), Entry("middle half", BAND)]
        if notable:
            entries.append(Entry("to note", NOTABLE, is_line=False))
        self.legend.show_entries(entries)

    def _label_months(self) -> None:
        """Name as many months as there is room for, the newest always."""
        metrics = QFontMetricsF(self._theme.font(SMALL))
        labels = [month.label for month in self._months]
        widest = max((metrics.horizontalAdvance(label) for label in labels), default=0) + 2 * SPACE_PX
        room = max(1.0, (self.width() - 8 * SPACE_PX) / widest)
        every = max(1, math.ceil(len(labels) / room))
        ticks = [
            (place, label) for place, label in enumerate(labels) if (len(labels) - 1 - place) % every == 0
        ]
        self._set_axis(self._plot, "bottom", ticks=ticks)

    def _paint(self) -> None:
        tokens = self._theme.tokens
        self.band_item.setBrush(band_brush(BAND, tokens))
        self.median_item.setPen(line_pen(MEDIAN, tokens))
        self.median_item.setSymbolPen(rim_pen(tokens))
        self.median_item.setSymbolBrush(fill_brush(MEDIAN, tokens))
        self.median_item.setSymbolSize(SYMBOL_PX)
        self.notable_item.setPen(rim_pen(tokens))
        self.notable_item.setBrush(fill_brush(NOTABLE, tokens))

    def _words(self) -> str:
        known = [month for month in self._months if month.is_known]
        last = known[-1]
        words = [
            f"{known[0].label} to {last.label}." if len(known) > 1 else "One month.",
            f"{last.label}: median {signed(last.median)}, half of the scores between {signed(last.low)} "
            f"and {signed(last.high)}, from {last.count:,} verifications.",
        ]
        if notable := [month.label for month in known if month.is_notable]:
            words.append(f"To note: {', '.join(notable)}.")
        return " ".join(words)


def _band(known: Sequence[tuple[int, Month]]) -> QPainterPath:
    """The area between the quartiles, in one piece for each run of months without a gap."""
    path = QPainterPath()
    for _, run in groupby(enumerate(known), key=lambda each: each[1][0] - each[0]):
        months = [month for _, month in run]
        if len(months) == 1:
            place, month = months[0]
            corners = [(place - ALONE, month), (place + ALONE, month)]
        else:
            corners = [(float(place), month) for place, month in months]
        upper = [QPointF(x, month.high) for x, month in corners]
        lower = [QPointF(x, month.low) for x, month in reversed(corners)]
        path.addPolygon(QPolygonF([*upper, *lower]))
        path.closeSubpath()
    return path
