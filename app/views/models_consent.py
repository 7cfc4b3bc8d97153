"""Who wants another model in use, and why? Asked before every change."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.presenters.models_questions import Question
from app.theme.theme import Theme
from app.widgets.forms import Field, Form
from app.widgets.sheet import Sheet
from app.widgets.sign_line import SignLine

WIDTH_PX = 520
_FIELDS = (
    Field("officer", "Officer", "Who does this", row=0),
    Field("reason", "Reason", "Why, for the record", row=1),
)
_MISSING = {"officer": "Enter a name; it is recorded.", "reason": "Say why; it is recorded."}


class ConsentSheet(Sheet):
    """Officer and reason, both needed; Enter agrees, Escape leaves everything as it is."""

    agreed = Signal(str, str)  # officer, reason

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, width_px=WIDTH_PX, parent=parent)
        self._title = QLabel(self.card)
        self._title.setProperty("kind", "title")
        self._title.setWordWrap(True)
        self._warning = SignLine(theme, parent=self.card)
        self._words = QLabel(self.card)
        self._words.setProperty("kind", "muted")
        self._words.setWordWrap(True)
        self.form = Form(_FIELDS, save="Use", theme=theme, parent=self.card)
        self.form.submitted.connect(self._on_submitted)
        self.form.cancelled.connect(self.dismiss)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.setSpacing(16)
        for widget in (self._title, self._warning, self._words, self.form):
            layout.addWidget(widget)

    def ask(self, question: Question, *, officer: str) -> None:
        """Ask; `agreed` follows once both fields are filled."""
        self.setAccessibleName(question.title)
        self._title.setText(question.title)
        self._warning.say(" ".join(question.warnings), sign="warning")
        self._warning.setVisible(bool(question.warnings))
        self._words.setText(question.words)
        self.form.save.setText(question.act)
        self.form.fill({"officer": officer, "reason": ""})
        empty = "reason" if officer.strip() else "officer"
        self.open(self.form.rows[empty].editor)

    @Slot(dict)
    def _on_submitted(self, values: dict[str, str]) -> None:
        for key, sentence in _MISSING.items():
            if not values[key].strip():
                self.form.refuse(key, sentence)
                return
        self.dismiss()
        self.agreed.emit(values["officer"].strip(), values["reason"].strip())
