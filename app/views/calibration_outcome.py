"""What would the thresholds do with the bank's own signatures, and how sure is that?"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.presenters.calibration_state import CalibrationState
from app.presenters.calibration_words import RANGES, BandWords, Figure, band_words, evidence_lines
from app.theme.tokens import SPACE_PX
from app.widgets.words import words

_HEADS = (
    ("Items", "where the rule cuts (LLR)"),
    ("False accepts", "forgeries accepted"),
    ("Referred", "genuine, to be looked at"),
    ("False rejects", "genuine, advised to reject"),
)


class OutcomeCard(QFrame):
    """A line for each amount band: each share large, its range small."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._table = QWidget(self)
        self._fill: QGridLayout | None = None
        self._place = _card_layout(self, "What these thresholds do")
        self._place.addWidget(self._table)
        ranges = words(RANGES, kind="small", parent=self)
        self._place.addWidget(ranges)

    def show_state(self, state: CalibrationState) -> None:
        """Show the thresholds tried last; greyed while others are being set."""
        if state.tried is not None:
            self._show_bands(band_words(state.tried))
        self._table.setEnabled(state.is_current)

    def _show_bands(self, bands: list[BandWords]) -> None:
        table = QWidget(self)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE_PX)
        grid.setVerticalSpacing(SPACE_PX)
        for column, (head, meaning) in enumerate(_HEADS):
            grid.addWidget(_pair(head, meaning, is_heading=True, parent=table), 0, column)
            grid.setColumnStretch(column, 3 if column == 0 else 2)
        for row, band in enumerate(bands, start=1):
            figures = (band.forged_accepted, band.genuine_referred, band.genuine_rejected)
            grid.addWidget(_pair(band.items, band.cuts, parent=table), row, 0)
            for column, figure in enumerate(figures, start=1):
                grid.addWidget(_figure(figure, band.items, _HEADS[column][0], parent=table), row, column)
        self._place.replaceWidget(self._table, table)
        table.show()  # at once: a layout would show it a moment later
        self._table.hide()
        self._table.deleteLater()
        self._table = table


class EvidenceCard(QFrame):
    """Sentences: how many pairs, how well they are told apart, and what was done for single persons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        layout = _card_layout(self, "What stands behind it")
        self.words = words("", parent=self)
        layout.addWidget(self.words)

    def show_state(self, state: CalibrationState) -> None:
        """Tell it of the thresholds tried last."""
        if state.tried is not None:
            self.words.setText("\n\n".join(evidence_lines(state.tried)))
        self.words.setEnabled(state.is_current)


def _card_layout(card: QFrame, title: str) -> QVBoxLayout:
    layout = QVBoxLayout(card)
    layout.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
    layout.setSpacing(SPACE_PX)
    heading = QLabel(title, card)
    heading.setProperty("kind", "heading")
    layout.addWidget(heading)
    return layout


def _pair(large: str, small: str, *, is_heading: bool = False, parent: QWidget) -> QWidget:
    pair = QWidget(parent)
    layout = QVBoxLayout(pair)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(words(large, kind="muted" if is_heading else "", parent=pair))
    layout.addWidget(words(small, kind="small", parent=pair))
    layout.addStretch(1)
    return pair


def _figure(figure: Figure, items: str, head: str, *, parent: QWidget) -> QWidget:
    pair = _pair(figure.value, figure.between, parent=parent)
    pair.setAccessibleName(f"{items}: {head} {figure.value}, range {figure.between}")
    return pair
