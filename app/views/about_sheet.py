"""Which program is this, with which model, and where does it keep things?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from app.theme.theme import Theme
from app.widgets.sheet import TitledSheet


class AboutSheet(TitledSheet):
    """Name, value: what a clerk is asked for when calling for help."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("Specimen", theme, width_px=560, parent=parent)
        self.setAccessibleName("About Specimen")
        words = QLabel("Offline signature verification. The machine advises; the clerk decides.", self.card)
        words.setProperty("kind", "muted")
        self.body.addWidget(words)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(8)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._form)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Open with these names and values."""
        while self._form.rowCount():
            self._form.removeRow(0)
        for name, value in facts:
            label = QLabel(name, self.card)
            label.setProperty("kind", "muted")
            text = QLabel(value, self.card)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._form.addRow(label, text)
        self.open_titled()
