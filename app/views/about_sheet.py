"""Which program is this, with which model, and where does it keep things?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.widgets.sheet import Sheet


class AboutSheet(Sheet):
    """Name, value: what a clerk is asked for when calling for help."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, width_px=560, parent=parent)
        self.setAccessibleName("About Specimen")
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.setSpacing(16)
        head = QHBoxLayout()
        title = QLabel("Specimen", self.card)
        title.setProperty("kind", "title")
        self._close = QPushButton("Close", self.card)
        self._close.clicked.connect(self.dismiss)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._close)
        layout.addLayout(head)
        words = QLabel("Offline signature verification. The machine advises; the clerk decides.", self.card)
        words.setProperty("kind", "muted")
        layout.addWidget(words)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(8)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._form)

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
        self.open(self._close)
