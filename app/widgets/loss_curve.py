"""How does a training go: what does the network lose, and how far does it err on development writers?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.theme.theme import Theme
from app.widgets.plot import Plot, percent, reach
from app.widgets.plot_legend import Entry
from app.widgets.plot_looks import Look, fill_brush, line_pen, rim_pen, shape

RUN = Look("second", symbol="disc")
"""The network in training is the challenger to be, and has its colour."""
LEVEL = Look("accent", Qt.PenStyle.DashLine)
SYMBOL_PX = 7
MANY = 60
"""With more points than these, symbols would hide the line."""
MOST_POINTS = 600
"""More would be slow to draw, and not be seen: a plot is about as many pixels wide."""
LEAST_STEPS = 10
LEAST_LOSS, LEAST_ERROR = 0.01, 0.004
"""An axis reaches at least so far: noise must not look like a mountain range."""

Points = list[tuple[int, float]]


@dataclass(frozen=True)
class CurveRow:
    """One report of a training: the loss, and the EER on development writers in [0, 1], where measured."""

    step: int
    loss: float | None
    error: float | None


class LossCurve(Plot):
    """The loss above, the error below, over the same steps; the champion's error as a level line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, name="Course of the training", parent=parent)
        self._losses: Points = []
        self._errors: Points = []
        self._level: float | None = None
        self._level_label = ""

    def set_rows(self, rows: Sequence[CurveRow]) -> None:
        """Draw these rows, in the order of their steps."""
        self._losses = [(row.step, row.loss) for row in rows if _is_known(row.loss)]
        self._errors = [(row.step, row.error) for row in rows if _is_known(row.error)]
        self._refresh()

    def set_level(self, error: float | None, label: str = "Champion") -> None:
        """Draw the champion's EER, in [0, 1], as a level line under this label."""
        self._level = error if _is_known(error) else None
        self._level_label = label
        self._refresh()

    def _has_data(self) -> bool:
        return bool(self._losses or self._errors)

    def _build(self, pg: Any) -> None:
        self._upper = self._add_plot(0, left="Loss")
        self._lower = self._add_plot(1, left="Error (EER), %", bottom="Step")
        self._upper.getAxis("bottom").setStyle(showValues=False)
        self._grid.layout.setRowStretchFactor(0, 4)
        self._grid.layout.setRowStretchFactor(1, 5)
        self._set_axis(self._lower, "left", scale=100)
        self._set_axis(self._lower, "bottom", texts=_step_texts)
        self.loss_item, self.error_item = (pg.PlotDataItem(antialias=True) for _ in range(2))
        self.level_item = pg.InfiniteLine(angle=0)
        self._upper.addItem(self.loss_item)
        self._lower.addItem(self.level_item)
        self._lower.addItem(self.error_item)

    def _fill(self) -> None:
        self.level_item.setVisible(self._level is not None)
        self.level_item.setValue(self._level or 0.0)
        last = max(step for step, _ in self._losses + self._errors)
        losses = [value for _, value in self._losses] or [0.0]
        errors = [value for _, value in self._errors]
        errors += [] if self._level is None else [self._level]
        for plot in (self._upper, self._lower):
            plot.setXRange(0, max(LEAST_STEPS, last), padding=0.02)
        self._upper.setYRange(*reach(losses, least=LEAST_LOSS), padding=0)
        self._lower.setYRange(*reach(errors or [0.0], least=LEAST_ERROR, floor=0.0), padding=0)
        for item, points in ((self.loss_item, self._losses), (self.error_item, self._errors)):
            symbol = shape(RUN.symbol) if len(points) <= MANY else None
            kept = _peaks(points)
            item.setData([step for step, _ in kept], [value for _, value in kept], symbol=symbol)
        self.legend.show_entries(self._entries())

    def _entries(self) -> list[Entry]:
        entries = [Entry("This training", RUN)]
        if self._level is not None:
            entries.append(Entry(f"{self._level_label}: {percent(self._level)}", LEVEL))
        return entries

    def _paint(self) -> None:
        tokens = self._theme.tokens
        for item in (self.loss_item, self.error_item):
            item.setPen(line_pen(RUN, tokens))
            item.setSymbolPen(rim_pen(tokens))
            item.setSymbolBrush(fill_brush(RUN, tokens))
            item.setSymbolSize(SYMBOL_PX)
        self.level_item.setPen(line_pen(LEVEL, tokens))

    def _words(self) -> str:
        last = max(step for step, _ in self._losses + self._errors)
        words = [f"Step {last:,}."]
        if self._losses:
            words.append(f"Loss {self._losses[-1][1]:.3f}.")
        if self._errors:
            step, least = min(self._errors, key=lambda point: point[1])
            words.append(f"Error on development writers (EER) {percent(self._errors[-1][1])}.")
            words.append(f"Lowest error {percent(least)}, at step {step:,}.")
        if self._level is not None:
            words.append(f"{self._level_label}: {percent(self._level)}.")
        return " ".join(words)


def _is_known(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


def _peaks(points: Points) -> Points:
    """The points, or where they are very many the lowest and the highest of each stretch."""
    length = math.ceil(2 * len(points) / MOST_POINTS)
    if length <= 2:
        return points
    kept = set()
    for start in range(0, len(points), length):
        stretch = range(start, min(start + length, len(points)))
        kept |= {min(stretch, key=lambda n: points[n][1]), max(stretch, key=lambda n: points[n][1])}
    return [points[n] for n in sorted(kept)]


def _step_texts(values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
    return [f"{value:,.0f}" for value in values]
