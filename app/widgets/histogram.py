"""How far apart do genuine signatures and forgeries score, and where do the thresholds cut?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.theme.theme import SMALL, Theme
from app.theme.tokens import SPACE_PX
from app.widgets.plot import Plot, percent, reach
from app.widgets.plot_legend import Entry
from app.widgets.plot_looks import FIRST, SECOND, band_brush, line_pen, without_symbol
from app.widgets.score_scale import signed

GENUINE, FORGED = without_symbol(FIRST), without_symbol(SECOND)
FEWEST_BINS, MOST_BINS = 8, 48
HEADROOM = 1.22
"""Above the highest bar there is room for the words at the thresholds."""
WORDS = "reject below +00.0"
"""Beyond a threshold there is room for these words, but never more than MOST_SIDE of the axis."""
MOST_SIDE = 0.42
ROUNDS = 8

Scores = NDArray[np.float64]


class Thresholds(Protocol):
    """Where the three-way rule cuts, in LLR (log10)."""

    @property
    def accept_llr(self) -> float: ...
    @property
    def reject_llr(self) -> float: ...


class ScoreHistogram(Plot):
    """Each kind as shares of its own number, so that many forgeries do not dwarf few genuine signatures."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, name="Scores of genuine signatures and of forgeries", parent=parent)
        self._genuine: Scores = np.empty(0)
        self._forged: Scores = np.empty(0)
        self._thresholds: Thresholds | None = None

    def set_scores(self, genuine: ArrayLike, forged: ArrayLike, thresholds: Thresholds | None = None) -> None:
        """Draw LLRs (log10), any number of each kind."""
        self._genuine, self._forged = _known(genuine), _known(forged)
        self._thresholds = thresholds
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.is_empty:
            self._plot.setXRange(*self._ends(), padding=0)

    def _has_data(self) -> bool:
        return bool(self._genuine.size or self._forged.size)

    def _build(self, pg: Any) -> None:
        self._plot = self._add_plot(0, left="Share, %", bottom="Evidence for genuine (LLR)")
        self._set_axis(self._plot, "left", scale=100)
        self._set_axis(self._plot, "bottom", texts=llr_texts)
        self.genuine_item, self.forged_item = (
            pg.PlotDataItem(stepMode="center", fillLevel=0, antialias=True) for _ in range(2)
        )
        self.accept_line, self.reject_line = pg.InfiniteLine(angle=90), pg.InfiniteLine(angle=90)
        self.accept_label, self.reject_label = pg.TextItem(anchor=(0, 0)), pg.TextItem(anchor=(1, 0))
        for item in (self.forged_item, self.genuine_item, *self._cuts()):
            self._plot.addItem(item)

    def _cuts(self) -> tuple[Any, ...]:
        return self.accept_line, self.reject_line, self.accept_label, self.reject_label

    def _fill(self) -> None:
        edges = _edges(np.concatenate([self._genuine, self._forged]))
        self._span = reach([edges[0], edges[-1]], least=1.0)
        tops = [0.0]
        for item, scores in ((self.genuine_item, self._genuine), (self.forged_item, self._forged)):
            shares = np.histogram(scores, edges)[0] / max(1, scores.size)
            item.setData(edges, shares)
            item.setVisible(bool(scores.size))
            tops.append(float(shares.max()))
        top = max(tops) * HEADROOM
        self._plot.setYRange(0, top, padding=0)
        self._plot.setXRange(*self._ends(), padding=0)
        self._place_thresholds(top)
        self.legend.show_entries(
            [
                Entry(f"Genuine ({self._genuine.size:,})", GENUINE),
                Entry(f"Forged ({self._forged.size:,})", FORGED),
            ]
        )

    def _ends(self) -> tuple[float, float]:
        low, high = self._span
        if self._thresholds is None:
            return low, high
        words_px = QFontMetricsF(self._theme.font(SMALL)).horizontalAdvance(WORDS)
        side = min(MOST_SIDE, words_px / max(1, self.width() - 12 * SPACE_PX))
        accept, reject = self._thresholds.accept_llr, self._thresholds.reject_llr
        for _ in range(ROUNDS):  # room on one side takes of the share of the other
            high = max(high, (accept - side * low) / (1 - side))
            low = min(low, (reject - side * high) / (1 - side))
        return low, high

    def _place_thresholds(self, top: float) -> None:
        for item in self._cuts():
            item.setVisible(self._thresholds is not None)
        if self._thresholds is None:
            return
        accept, reject = self._thresholds.accept_llr, self._thresholds.reject_llr
        self.accept_line.setValue(accept)
        self.reject_line.setValue(reject)
        self.accept_label.setText(f"accept from {signed(accept)}")
        self.reject_label.setText(f"reject below {signed(reject)}")
        self.accept_label.setPos(accept, top)
        self.reject_label.setPos(reject, top)

    def _paint(self) -> None:
        tokens, font = self._theme.tokens, self._theme.font(SMALL)
        for item, look in ((self.genuine_item, GENUINE), (self.forged_item, FORGED)):
            item.setPen(line_pen(look, tokens))
            item.setFillBrush(band_brush(look, tokens))
        for line in (self.accept_line, self.reject_line):
            line.setPen(QPen(QColor(tokens.outline), 0))
        self.accept_label.setColor(QColor(tokens.accept))
        self.reject_label.setColor(QColor(tokens.reject))
        for label in (self.accept_label, self.reject_label):
            label.setFont(font)
            label.fill = QBrush(QColor(tokens.surface))  # no line of the grid runs through the words

    def _words(self) -> str:
        kinds = (("genuine", self._genuine), ("forged", self._forged))
        words = [_kind_words(kind, scores) for kind, scores in kinds]
        if self._thresholds is not None:
            accept, reject = self._thresholds.accept_llr, self._thresholds.reject_llr
            words.append(f"Accept from {signed(accept)}, reject below {signed(reject)}.")
            for kind, scores in kinds:
                if scores.size:
                    accepted, rejected = float(np.mean(scores >= accept)), float(np.mean(scores < reject))
                    words.append(f"Of {kind}, {percent(accepted)} accepted and {percent(rejected)} rejected.")
        return " ".join(words)


def _known(scores: ArrayLike) -> Scores:
    known = np.asarray(scores, dtype=np.float64).ravel()
    return known[np.isfinite(known)]


def _edges(scores: Scores) -> Scores:
    """Bins of equal width over all scores; their number after Rice's rule, within limits."""
    count = int(np.clip(round(2 * scores.size ** (1 / 3)), FEWEST_BINS, MOST_BINS))
    low, high = (
        reach(scores.tolist(), least=0.5) if scores.min() == scores.max() else (scores.min(), scores.max())
    )
    return np.linspace(low, high, count + 1)


def _kind_words(kind: str, scores: Scores) -> str:
    if not scores.size:
        return f"No {kind} scores."
    return f"{scores.size:,} {kind}, median {signed(float(np.median(scores)))}."


def llr_texts(values: Sequence[float], _scale: float, spacing: float) -> list[str]:
    """The numbers of an axis of LLRs, with their signs."""
    places = 0 if spacing >= 1 else 1 if spacing >= 0.1 else 2
    return [f"{value:+.{places}f}".replace("-", "\N{MINUS SIGN}") if value else "0" for value in values]
