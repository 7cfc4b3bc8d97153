"""Why is a collected signature what it is said to be? One line to fill in, at the foot of the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.widgets.choice import Choice
from core.store.learning_records import LabelSource

SOURCES = (LabelSource.CLERK, LabelSource.SECOND_OFFICER, LabelSource.OUTCOME)
_WORDS = ("My view", "Second officer", "Known outcome")
_HOW = (
    "What you see yourself",
    "You look again at what another officer decided",
    "A returned item or a confirmed fraud shows it",
)


class LabelBar(QFrame):
    """Enter saves, Escape leaves."""

    saved = Signal(LabelSource, str)  # how it is known, and why
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._question = QLabel(self)
        self._question.setProperty("kind", "heading")
        self.source = Choice(_WORDS, name="How it is known", parent=self)
        self.source.setToolTip("\n".join(f"{word}: {how}" for word, how in zip(_WORDS, _HOW, strict=True)))
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("Why, in a few words")
        self.reason.setAccessibleName("Reason")
        self.save = QPushButton("Save", self)
        self.save.setProperty("kind", "primary")
        self._cancel = QPushButton("Cancel", self)
        self.reason.returnPressed.connect(self._on_saved)
        self.save.clicked.connect(self._on_saved)
        self._cancel.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        for widget in (self._question, self.source):
            row.addWidget(widget)
        row.addWidget(self.reason, 1)
        row.addWidget(self.save)
        row.addWidget(self._cancel)
        self.hide()

    def ask(self, question: str, *, reason: str) -> None:
        """Ask why; the last reason is offered, and typing replaces it."""
        self._question.setText(question)
        self.reason.setText(reason)
        self.reason.setPlaceholderText("Why, in a few words")
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reason.selectAll()

    @Slot()
    def _on_saved(self) -> None:
        if self.reason.text().strip():
            self.saved.emit(SOURCES[self.source.current], self.reason.text().strip())
        else:
            self.reason.clear()
            self.reason.setPlaceholderText("Say why first: a label is kept with its reason")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
