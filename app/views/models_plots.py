"""Which mistakes do champion and challenger make at every threshold, and how do their scores lie?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.widgets.det_plot import DetCurve, DetPlot
from app.widgets.histogram import ScoreHistogram

if TYPE_CHECKING:
    from core.learning.compare import Domain, Measured

WIDE_PX = 640
"""From this width on the histograms stand beside the curves, else below them."""
CURVES_PX, SCORES_PX = 376, 208


class ComparisonPlots(QWidget):
    """The curves of both, and under each name how its scores lie."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curves = DetPlot(theme, self)
        self.champion = ScoreHistogram(theme, self)
        self.challenger = ScoreHistogram(theme, self)
        self.champion.setAccessibleName("Scores under the champion")
        self.challenger.setAccessibleName("Scores under the challenger")
        self._parts = [
            _headed("Mistakes at every threshold; nearer to the lower left is better", self.curves),
            _headed("Scores under the champion", self.champion),
            _headed("Scores under the challenger", self.challenger),
        ]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self._is_wide: bool | None = None
        self._arrange(is_wide=False)

    def show_domain(self, domain: Domain, *, champion: str, challenger: str) -> None:
        """Draw what was measured on one set of people."""
        self.curves.set_curves(
            [
                _curve(f"Champion, {champion}", domain.champion),
                _curve(f"Challenger, {challenger}", domain.challenger),
            ]
        )
        for plot, found in ((self.champion, domain.champion), (self.challenger, domain.challenger)):
            plot.set_scores(found.genuine_llr, found.forged_llr, found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(is_wide=event.size().width() >= WIDE_PX)

    def _arrange(self, *, is_wide: bool) -> None:
        if is_wide is self._is_wide:
            return
        self._is_wide = is_wide
        places = ((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)) if is_wide else ((0, 0), (1, 0), (2, 0))
        for part, place in zip(self._parts, places, strict=True):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, *place)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if is_wide else 0)
        self.curves.setFixedHeight(2 * SCORES_PX + 40 if is_wide else CURVES_PX)
        for plot in (self.champion, self.challenger):
            plot.setFixedHeight(SCORES_PX)


def _curve(name: str, found: Measured) -> DetCurve:
    point = (found.forged_accepted.value, found.genuine_rejected.value + found.genuine_referred.value)
    return DetCurve(name, np.asarray(found.curve.far), np.asarray(found.curve.frr), point)


def _headed(words: str, plot: QWidget) -> QWidget:
    holder = QWidget()
    heading = QLabel(words, holder)
    heading.setProperty("kind", "small")
    heading.setWordWrap(True)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(heading)
    layout.addWidget(plot)
    layout.addStretch(1)
    return holder
