"""How is a form filled in: rows named by their labels, faults said at the field, nothing typed lost?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.assets import icon_pixmap
from app.theme.theme import Theme

SIGN_PX = 16


@dataclass(frozen=True)
class Field:
    """One row: its key, its label, what an empty one shows, and where it stands in the form's grid."""

    key: str
    label: str
    hint: str = ""
    row: int = 0
    column: int = 0
    columns: int = 1


class FormRow(QWidget):
    """One line of text under its label, which also is its name for a screen reader."""

    def __init__(self, label: str, *, hint: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.label = QLabel(label, self)
        self.label.setProperty("kind", "small")
        self.editor = QLineEdit(self)
        self.editor.setPlaceholderText(hint)
        self.editor.setAccessibleName(label)
        self.label.setBuddy(self.editor)
        self._sign = QLabel(self)
        self.fault = QLabel(self)
        self.fault.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        layout.addWidget(self.editor)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.fault, 1)
        layout.addLayout(said)
        layout.addStretch(1)
        self.editor.textEdited.connect(self.accept)
        theme.changed.connect(self._tint)
        self._tint()
        self.accept()

    def refuse(self, sentence: str) -> None:
        """Say under the field what is wrong with what was typed, which stays as it is."""
        self.fault.setText(sentence)
        self.fault.show()
        self._sign.show()
        self.editor.setAccessibleDescription(sentence)

    @Slot()
    def accept(self) -> None:
        """Take back what `refuse` said."""
        self.fault.hide()
        self.fault.clear()
        self._sign.hide()
        self.editor.setAccessibleDescription("")

    @Slot()
    def _tint(self) -> None:
        colour, ratio = self._theme.tokens.text, self.devicePixelRatioF()
        self._sign.setPixmap(icon_pixmap("warning", colour=colour, size_px=SIGN_PX, ratio=ratio))


class Form(QWidget):
    """Rows, Save and Cancel. Enter saves, Escape cancels."""

    submitted = Signal(dict)  # key -> text
    cancelled = Signal()

    def __init__(
        self, fields: Sequence[Field], *, save: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._before: dict[str, str] = {}
        self.rows: dict[str, FormRow] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        for field in fields:
            row = FormRow(field.label, hint=field.hint, theme=theme, parent=self)
            row.editor.returnPressed.connect(self.submit)
            grid.addWidget(row, field.row, field.column, 1, field.columns)
            self.rows[field.key] = row
        self.save = QPushButton(save, self)
        self.save.setProperty("kind", "primary")
        self.cancel = QPushButton("Cancel", self)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        last = max(field.row for field in fields) + 1
        grid.addLayout(buttons, last, 0, 1, max(field.column + field.columns for field in fields))

    @property
    def is_changed(self) -> bool:
        """Whether something was typed since `fill`."""
        return self.values() != self._before

    def fill(self, values: Mapping[str, str], *, before: Mapping[str, str] | None = None) -> None:
        """Put values into the rows; `before` is what they are compared with by `is_changed`."""
        for key, row in self.rows.items():
            row.editor.setText(values.get(key, ""))
            row.accept()
        known = values if before is None else before
        self._before = {key: known.get(key, "") for key in self.rows}

    def values(self) -> dict[str, str]:
        """What the rows hold, by key."""
        return {key: row.editor.text() for key, row in self.rows.items()}

    def refuse(self, key: str, sentence: str) -> None:
        """Say at a field why it was not saved, and put the cursor there."""
        row = self.rows.get(key) or next(iter(self.rows.values()))
        row.refuse(sentence)
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        row.editor.selectAll()

    def first_focus(self) -> None:
        """Put the cursor into the first row."""
        editor = next(iter(self.rows.values())).editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll()

    @Slot()
    def submit(self) -> None:
        """Hand in what was typed."""
        self.submitted.emit(self.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
