"""What does a person see who opens the desk for the first time?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.actions import Actions
from app.assets import icon_pixmap
from app.theme.theme import Theme
from app.widgets.words import words

_COLUMN_PX = 640


class Welcome(QWidget):
    """Two ways to begin, side by side: with made-up customers, or with an empty bank."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawings: list[tuple[QLabel, str, int]] = []
        column = QWidget(self)
        column.setFixedWidth(_COLUMN_PX)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._drawing("signature", 56, column))
        title = QLabel("Welcome to Specimen", column)
        title.setProperty("kind", "title")
        layout.addWidget(title)
        layout.addWidget(
            words(
                "Compare a presented signature with the specimens on file. The machine advises; you decide.",
                kind="muted",
                parent=column,
            )
        )
        layout.addSpacing(16)
        layout.addLayout(self._ways(actions, column))
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        across = QHBoxLayout()  # no alignment here: it would keep wrapped text from its height
        across.addStretch(1)
        across.addWidget(column)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(3)
        self._tint()
        theme.changed.connect(self._tint)

    def first_focus(self) -> None:
        """Go to the way that most people begin with."""
        self._with_samples.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, is_busy: bool) -> None:  # noqa: FBT001 - one state
        """While the customers are being added there is nothing to press."""
        self._with_samples.setEnabled(not is_busy)
        self._empty.setEnabled(not is_busy)

    def _ways(self, actions: Actions, column: QWidget) -> QHBoxLayout:
        self._with_samples = QPushButton("Try the sample bank", column)
        self._with_samples.setProperty("kind", "primary")
        self._with_samples.clicked.connect(actions.get("desk.sample_bank").trigger)
        self._empty = QPushButton("Start with an empty bank", column)
        self._empty.clicked.connect(actions.get("go.customers").trigger)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(
            self._way(
                "samples",
                "See how it works",
                "Made-up customers with their specimens, and scans to try: a first verdict within a minute.",
                button=self._with_samples,
            ),
            1,
        )
        row.addWidget(
            self._way(
                "add_person",
                "Begin with your own",
                "Add a customer and a signatory, then enrol the signatures from their signature card.",
                button=self._empty,
            ),
            1,
        )
        return row

    def _way(self, drawing: str, title: str, text: str, *, button: QPushButton) -> QFrame:
        card = QFrame(self)
        card.setProperty("kind", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(self._drawing(drawing, 28, card))
        heading = QLabel(title, card)
        heading.setProperty("kind", "heading")
        layout.addWidget(heading)
        layout.addWidget(words(text, kind="muted", parent=card))
        layout.addStretch(1)
        layout.addSpacing(8)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _drawing(self, name: str, size_px: int, parent: QWidget) -> QLabel:
        label = QLabel(parent)
        self._drawings.append((label, name, size_px))
        return label

    @Slot()
    def _tint(self) -> None:
        colour = self._theme.tokens.accent
        for label, name, size_px in self._drawings:
            ratio = self.devicePixelRatioF()
            label.setPixmap(icon_pixmap(name, colour=colour, size_px=size_px, ratio=ratio))
