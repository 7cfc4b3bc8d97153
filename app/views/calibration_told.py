"""What would have been advised on the last decisions by these thresholds?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.actions import hint
from app.messages import verdict_word
from app.presenters.calibration_state import CalibrationState, Told
from app.presenters.calibration_words import move_text, told_text
from app.theme.tokens import SPACE_PX
from app.workplace import Workplace

_VERDICTS = ("accept", "refer", "reject")
_CELL_PX = 88
_QUESTION = "How would the last decisions have been advised? Nothing that was recorded changes."


class ToldCard(QFrame):
    """A button, and once it was pressed a small table: then down, now across."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = workplace.actions.get("calibration.what_if")
        self.setProperty("kind", "card")
        heading = QLabel("What if", self)
        heading.setProperty("kind", "heading")
        self.words = QLabel(_QUESTION, self)
        self.words.setWordWrap(True)
        self.button = QPushButton(self._action.text(), self)
        self.button.setToolTip(hint(self._action))
        self.button.clicked.connect(self._action.trigger)
        self.cells: dict[tuple[str, str], QLabel] = {}
        self.table = self._build_table()
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        layout.setSpacing(SPACE_PX)
        layout.addWidget(heading)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(row)

    def _build_table(self) -> QWidget:
        table = QWidget(self)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_PX)
        grid.setVerticalSpacing(SPACE_PX // 2)
        for place, verdict in enumerate(_VERDICTS, start=1):
            word = verdict_word(verdict)
            grid.addWidget(_label(f"Now {word.lower()}", kind="muted", parent=table), 0, place)
            grid.addWidget(_label(f"Then {word.lower()}", kind="muted", is_left=True, parent=table), place, 0)
            grid.setColumnMinimumWidth(place, _CELL_PX)
            for other, now in enumerate(_VERDICTS, start=1):
                cell = _label("", parent=table)
                self.cells[verdict, now] = cell
                grid.addWidget(cell, place, other)
        return table

    def show_state(self, state: CalibrationState) -> None:
        """Show what was told, or offer to tell it."""
        is_possible = state.is_current and not state.is_telling
        self._action.setEnabled(is_possible)
        self.button.setEnabled(is_possible)
        self.button.setVisible(state.told is None)
        told = state.told
        self.table.setVisible(told is not None and told.decisions > 0)
        if told is None:
            self.words.setText("Judging them again…" if state.is_telling else _QUESTION)
        else:
            self.words.setText(told_text(told, bands=len(state.asked.bands) if state.asked else 1))
            self._show_moves(told)

    def _show_moves(self, told: Told) -> None:
        for (then, now), cell in self.cells.items():
            count = told.moves[then, now]
            cell.setText(f"{count:,}")
            cell.setProperty("kind", "heading" if count and then != now else "muted")
            cell.style().polish(cell)
            cell.setAccessibleName(move_text(then, now, count))


def _label(text: str, *, kind: str = "", is_left: bool = False, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    side = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
    label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    if kind:
        label.setProperty("kind", kind)
    return label
