"""Which mistakes does a model make, at every threshold it could be given?

Detection error trade-off on normal-deviate axes (Martin et al., The DET curve in assessment of detection task
performance, Eurospeech 1997): normal scores give straight lines, and the lower left corner is the better one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from app.theme.theme import Theme
from app.widgets.plot import Plot, percent
from app.widgets.plot_legend import Entry
from app.widgets.plot_looks import FIRST, SECOND, THIRD, Look, fill_brush, line_pen, rim_pen, shape

TICKS = (0.001, 0.005, 0.01, 0.02, 0.05, 0.10, 0.20, 0.40)
LEAST, MOST = 0.0008, 0.5
OUTSIDE = 1e-6
"""A rate of nothing lies infinitely far off; drawn here, its line leaves the plot where it should."""
STEP = 0.004
"""Half a pixel or less of the axes, in deviates: nearer points are not told apart."""
SYMBOL_PX = 13
DIAGONAL = Look("outline", Qt.PenStyle.DotLine)
POINT = Look("muted", symbol="disc")
IN_USE = "at the threshold in use"

Rates = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DetCurve:
    """False-accept and false-reject rates in [0, 1], (N,) each, threshold by threshold.

    `point` has both rates at the threshold in use.
    """

    name: str
    far: Rates
    frr: Rates
    point: tuple[float, float] | None = None

    @property
    def equal_error_rate(self) -> float:
        """The mean of both rates where they lie closest together."""
        nearest = int(np.argmin(np.abs(self.far - self.frr)))
        return float(self.far[nearest] + self.frr[nearest]) / 2


class DetPlot(Plot):
    """The first curve, the champion's, solid in the accent; the second, the challenger's, dashed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, name="False accepts against false rejects", parent=parent)
        self._curves: list[DetCurve] = []
        self._at = IN_USE

    def sizeHint(self) -> QSize:
        return QSize(420, 380)

    def set_curves(self, curves: Sequence[DetCurve], *, at: str = IN_USE) -> None:
        """Draw these; a curve without rates is left out. `at` says which thresholds the points are."""
        self._at = at
        self._curves = [curve for curve in curves if len(curve.far)]
        self._refresh()

    def _has_data(self) -> bool:
        return bool(self._curves)

    def _build(self, pg: Any) -> None:
        self._pg = pg
        self._plot = self._add_plot(0, left="Genuine rejected, %", bottom="Forgeries accepted, %")
        ticks = [(deviate(rate), f"{100 * rate:g}") for rate in TICKS]
        low, high = deviate(LEAST), deviate(MOST)
        for side in ("left", "bottom"):
            self._set_axis(self._plot, side, ticks=ticks)
        self._plot.setRange(xRange=(low, high), yRange=(low, high), padding=0)
        self.diagonal = pg.PlotDataItem([low, high], [low, high], antialias=True)
        self._plot.addItem(self.diagonal)
        self.curve_items: list[Any] = []
        self.point_items: list[Any] = []

    def _fill(self) -> None:
        for item in self.curve_items + self.point_items:
            self._plot.removeItem(item)
        self.curve_items = [
            self._pg.PlotDataItem(*_thinned(deviates(curve.far), deviates(curve.frr)), antialias=True)
            for curve in self._curves
        ]
        self.point_items = [self._point_item(curve, look) for curve, look in self._looks()]
        for item in self.curve_items + self.point_items:
            self._plot.addItem(item)
        entries = [
            Entry(f"{curve.name}: EER {percent(curve.equal_error_rate)}", look)
            for curve, look in self._looks()
        ]
        if any(curve.point for curve in self._curves):
            entries.append(Entry(self._at, POINT, is_line=False))
        self.legend.show_entries(entries)

    def _point_item(self, curve: DetCurve, look: Look) -> Any:
        x, y = ([deviate(min(max(rate, LEAST), MOST))] for rate in curve.point) if curve.point else ([], [])
        return self._pg.ScatterPlotItem(
            x, y, symbol=shape(look.symbol), size=SYMBOL_PX, pxMode=True, antialias=True
        )

    def _looks(self) -> list[tuple[DetCurve, Look]]:
        return list(zip(self._curves, cycle((FIRST, SECOND, THIRD)), strict=False))

    def _paint(self) -> None:
        tokens = self._theme.tokens
        self.diagonal.setPen(line_pen(DIAGONAL, tokens, width_px=1))
        for (_, look), curve, point in zip(self._looks(), self.curve_items, self.point_items, strict=True):
            curve.setPen(line_pen(look, tokens))
            point.setPen(rim_pen(tokens))
            point.setBrush(fill_brush(look, tokens))

    def _words(self) -> str:
        return " ".join(_curve_words(curve, at=self._at) for curve in self._curves)


def deviate(rate: float) -> float:
    """Where a rate lies on the axes: the standard normal deviate below which so large a share lies."""
    return NormalDist().inv_cdf(min(max(rate, OUTSIDE), 1 - OUTSIDE))


def deviates(rates: Rates) -> Rates:
    """The same for many rates, (N,) in and out."""
    return np.array([deviate(rate) for rate in rates.tolist()], np.float64)


def _thinned(x: Rates, y: Rates) -> tuple[Rates, Rates]:
    """Without the points that fall on the one before: thousands would make dashes slow to draw."""
    places = np.round(np.stack([x, y]) / STEP)
    is_kept = np.ones(len(x), bool)
    is_kept[1:] = np.any(np.diff(places, axis=1) != 0, axis=0)
    return x[is_kept], y[is_kept]


def _curve_words(curve: DetCurve, *, at: str) -> str:
    words = f"{curve.name}: equal error rate {percent(curve.equal_error_rate)}"
    if curve.point is None:
        return words + "."
    far, frr = map(percent, curve.point)
    return f"{words}; {at} {far} of forgeries accepted, {frr} of genuine signatures rejected."
