"""How many signatures are there to learn from, and which people are kept aside for what?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.presenters.training import Prospect
from app.presenters.training_words import ASIDE, RANDOM, SKILLED
from core.learning.words import Start

_HOLDINGS = (
    ("writers", "people with signatures", ""),
    ("forged_writers", "of them with forgeries", ""),
    ("genuine", "genuine signatures", ""),
    ("skilled", "skilled forgeries", SKILLED),
    ("random", "random forgeries", RANDOM),
)
_SIDES = (
    ("training", "people to learn from", ""),
    ("calibration", "people to set thresholds", ""),
    ("test", "people to compare the models", ""),
)
_NUMBER_PX = 56
_UNKNOWN = "–"


class HoldingsCard(QFrame):
    """Two short tables of numbers, each with what is counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.numbers: dict[str, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(_label("What there is to learn from", "heading", self))
        layout.addLayout(self._table(_HOLDINGS))
        line = QFrame(self)
        line.setProperty("kind", "line")
        layout.addSpacing(4)
        layout.addWidget(line)
        layout.addSpacing(4)
        layout.addWidget(_label("Who is kept aside", "heading", self))
        layout.addLayout(self._table(_SIDES))
        layout.addWidget(_label(ASIDE, "small", self))
        layout.addStretch(1)

    def show_prospect(self, prospect: Prospect) -> None:
        """Fill in the numbers."""
        for name, count in prospect.holdings._asdict().items():
            self._say(name, count)
        for name, writers in prospect.plans[Start.CHAMPION].sides._asdict().items():
            self._say(name, len(writers))

    def _say(self, name: str, count: int) -> None:
        self.numbers[name].setText(f"{count:,}")

    def _table(self, rows: tuple[tuple[str, str, str], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, _NUMBER_PX)
        grid.setColumnStretch(1, 1)
        place = 0
        for name, words, explanation in rows:
            number = self.numbers[name] = _label(_UNKNOWN, "heading", self)
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            number.setAccessibleName(words)
            grid.addWidget(number, place, 0)
            grid.addWidget(_label(words, "", self), place, 1)
            place += 1
            if explanation:
                grid.addWidget(_label(explanation, "small", self), place, 1)
                place += 1
        return grid


def _label(text: str, kind: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(kind in ("", "small"))
    if kind:
        label.setProperty("kind", kind)
    return label
