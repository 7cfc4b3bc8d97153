"""How do the bank's own signatures score, where do the thresholds cut, and do the scores drift?"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.presenters.calibration_state import CalibrationState, Tried
from app.presenters.calibration_words import NO_MONTHS, drift_text, items_text
from app.theme.theme import Theme
from app.theme.tokens import SPACE_PX
from app.widgets.choice import Choice
from app.widgets.det_plot import DetCurve, DetPlot
from app.widgets.drift_plot import DriftPlot, Month
from app.widgets.histogram import ScoreHistogram

SCORES, ERRORS, MONTHS = 0, 1, 2
PLOT_PX = 312
_CAPTIONS = {
    SCORES: "LLR: the evidence for genuine, in powers of ten. Each signature is compared with ten draws of "
    "specimens, and counts each time.",
    ERRORS: "Every threshold is a point of the line: fewer forgeries accepted cost more genuine signatures. "
    "Not accepted means referred or rejected.",
}


class PlotsCard(QFrame):
    """Three pictures of which one is up."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._tried: Tried | None = None
        self._months_text = ""
        self.choice = Choice(("Scores", "Errors", "Month by month"), name="Picture", parent=self)
        self.band = QComboBox(self)
        self.band.setAccessibleName("Amount band of the thresholds drawn")
        self.scores, self.errors, self.months = (
            ScoreHistogram(theme, self),
            DetPlot(theme, self),
            DriftPlot(theme, self),
        )
        self.months.set_empty(NO_MONTHS)
        self._stack = QStackedWidget(self)
        self._stack.setFixedHeight(PLOT_PX)
        for plot in (self.scores, self.errors, self.months):
            self._stack.addWidget(plot)
        self.caption = QLabel(self)
        self.caption.setProperty("kind", "small")
        self.caption.setWordWrap(True)
        self._lay_out()
        self.choice.chosen.connect(self._on_picture_chosen)
        self.band.currentIndexChanged.connect(self._draw)
        self._on_picture_chosen(SCORES)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.choice)
        head.addStretch(1)
        head.addWidget(self.band)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        layout.setSpacing(SPACE_PX)
        layout.addLayout(head)
        layout.addWidget(self._stack)
        layout.addWidget(self.caption)

    def show_state(self, state: CalibrationState) -> None:
        """Draw the thresholds tried last, and the months."""
        if state.measured is not None:
            months = state.measured.months
            self.months.set_months(
                [
                    Month(one.label, one.accepted, one.median, one.low, one.high, one.is_notable)
                    for one in months
                ]
            )
            self._months_text = drift_text(months)
        if state.tried is not self._tried and state.tried is not None:
            self._tried = state.tried
            self._list_bands(state.tried)
            self._draw()
        self._say()

    def _list_bands(self, tried: Tried) -> None:
        bands = tried.asked.bands
        place = min(max(0, self.band.currentIndex()), len(bands) - 1)
        self.band.blockSignals(True)
        self.band.clear()
        self.band.addItems([items_text(band, of=len(bands)) for band in bands])
        self.band.setCurrentIndex(place)
        self.band.blockSignals(False)

    @Slot()
    def _draw(self) -> None:
        tried, place = self._tried, self.band.currentIndex()
        if tried is None or place < 0:
            return
        import numpy as np

        made, outcome = tried.made, tried.made.outcomes[place]
        self.scores.set_scores(made.genuine_llr, made.forged_llr, made.calibration.cuts[place])
        not_accepted = outcome.genuine_referred.value + outcome.genuine_rejected.value
        point = outcome.forged_accepted.value, not_accepted
        self.errors.set_curves(
            [DetCurve("The bank's pairs", np.array(tried.far), np.array(tried.frr), point)],
            at="at the thresholds shown",
        )

    @Slot(int)
    def _on_picture_chosen(self, picture: int) -> None:
        self._stack.setCurrentIndex(picture)
        self._say()

    def _say(self) -> None:
        picture = self.choice.current
        self.caption.setText(_CAPTIONS.get(picture, self._months_text))
        self.band.setVisible(picture != MONTHS and self.band.count() > 1)
