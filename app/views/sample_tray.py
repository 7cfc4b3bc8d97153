"""Which made-up scans can a newcomer try? A strip above the verify page, until it is put away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QWidget

from app.assets import icon
from app.presenters.samples import THUMBNAIL, Trial
from app.theme.theme import Theme

_HEIGHT_PX = 92


class SampleTray(QFrame):
    """One button for each scan: its picture, whose it should be, and what it truly is."""

    chosen = Signal(int, Path)  # the signatory, the scan

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "tray")
        self.setFixedHeight(_HEIGHT_PX)
        self._theme = theme
        self._trials: list[Trial] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 8, 0)
        row.setSpacing(16)
        words = QLabel("Scans to try", self)
        words.setProperty("kind", "heading")
        row.addWidget(words)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row.addWidget(self._area, 1)
        self._close = QToolButton(self)
        self._close.setAccessibleName("Put the sample scans away")
        self._close.setToolTip("Put away")
        self._close.clicked.connect(self.hide)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._tint()
        theme.changed.connect(self._tint)
        self.hide()

    def offer(self, trials: Sequence[Trial]) -> None:
        """Show these scans."""
        self._trials = list(trials)
        holder = QWidget(self._area)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        for number, trial in enumerate(self._trials):
            row.addWidget(self._button(number, trial, holder))
        row.addStretch(1)
        self._area.setWidget(holder)
        self.setVisible(bool(self._trials))

    def _button(self, number: int, trial: Trial, parent: QWidget) -> QToolButton:
        what = "genuine" if trial.is_genuine else "imitated"
        button = QToolButton(parent)
        button.setProperty("kind", "trial")
        button.setProperty("trial", number)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIcon(QIcon(_on_paper(trial, self._theme)))
        button.setIconSize(QSize(THUMBNAIL.width() // 2, THUMBNAIL.height() // 2))
        button.setText(f"{trial.signatory_name.split()[-1]}, {what}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(f"Try the {what} scan of {trial.signatory_name}")
        button.clicked.connect(self._on_trial_clicked)
        return button

    @Slot()
    def _on_trial_clicked(self) -> None:
        trial = self._trials[self.sender().property("trial")]
        self.chosen.emit(trial.signatory_id, trial.file)

    @Slot()
    def _tint(self) -> None:
        self._close.setIcon(icon("clear", self._theme.tokens, size_px=16))


def _on_paper(trial: Trial, theme: Theme) -> QPixmap:
    """The scan on a sheet of one size, so that the row is even."""
    sheet = QPixmap(THUMBNAIL)
    sheet.fill(theme.tokens.paper)
    place = trial.picture.rect()
    place.moveCenter(sheet.rect().center())
    painter = QPainter(sheet)
    painter.drawImage(place, trial.picture)
    painter.end()
    return sheet
