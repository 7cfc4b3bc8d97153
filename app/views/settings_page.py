"""What can be chosen? A page generated from the table of settings."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.settings import Setting, Settings, table
from app.theme.theme import Theme
from app.widgets.switch import Switch

_COLUMN_PX = 720
_CONTROL_PX = 240
_RESTART = "Takes effect when Specimen is started again."
_MANAGED = "Set by your bank's IT."


class SettingsPage(QScrollArea):
    """Cards of rows; every change counts at once."""

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self._controls: list[QWidget] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QWidget(self)
        column.setMaximumWidth(_COLUMN_PX + 48)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.setSpacing(8)
        title = QLabel("Settings", column)
        title.setProperty("kind", "title")
        layout.addWidget(title)
        for group, rows in groupby(table(), key=lambda row: row.group):
            layout.addSpacing(8)
            heading = QLabel(group, column)
            heading.setProperty("kind", "heading")
            layout.addWidget(heading)
            layout.addWidget(self._card(list(rows)))
        layout.addStretch(1)
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(column, 1)
        row.addStretch(0)
        self.setWidget(holder)

    def first_focus(self) -> None:
        """Go to the first control that can be used."""
        usable = (control for control in self._controls if control.isEnabled())
        if (first := next(usable, None)) is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _card(self, rows: list[Setting[Any]]) -> QFrame:
        card = QFrame(self)
        card.setProperty("kind", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(0)
        for number, row in enumerate(rows):
            if number:
                line = QFrame(card)
                line.setProperty("kind", "line")
                layout.addWidget(line)
            layout.addLayout(self._row(row, card))
        return card

    def _row(self, row: Setting[Any], card: QWidget) -> QHBoxLayout:
        control = self._control(row, card)
        words = QVBoxLayout()
        words.setSpacing(2)
        label = QLabel(row.label, card)
        label.setBuddy(control)
        words.addWidget(label)
        note = self._note(row)
        explanation = " ".join(part for part in (row.help, note) if part)
        if explanation:
            small = QLabel(explanation, card)
            small.setProperty("kind", "small")
            small.setWordWrap(True)
            words.addWidget(small)
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 12, 0, 12)
        layout.setSpacing(24)
        layout.addLayout(words, 1)
        layout.addWidget(control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return layout

    def _note(self, row: Setting[Any]) -> str:
        if self._settings.is_managed(row.key):
            return _MANAGED
        return _RESTART if row.needs_restart else ""

    def _control(self, row: Setting[Any], card: QWidget) -> QWidget:
        control: QWidget
        if row.choices:
            control = _ChoiceControl(row, self._settings, card)
        elif isinstance(row.default, bool):
            control = _SwitchControl(row, self._settings, theme=self._theme, parent=card)
        elif row.is_folder:
            control = _FolderControl(row, self._settings, card)
        else:
            control = _TextControl(row, self._settings, card)
        control.setAccessibleName(row.label)
        is_managed = self._settings.is_managed(row.key)
        control.setAccessibleDescription(f"{row.help} {_MANAGED}".strip() if is_managed else row.help)
        control.setEnabled(not is_managed)
        self._controls.append(control)
        return control


class _ChoiceControl(QComboBox):
    def __init__(self, row: Setting[Any], settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._key, self._settings = row.key, settings
        self.setFixedWidth(_CONTROL_PX)
        for choice in row.choices:
            self.addItem(choice.text, choice.value)
        self.setCurrentIndex(self.findData(settings.value(row.key)))
        self.currentIndexChanged.connect(self._on_chosen)

    @Slot()
    def _on_chosen(self) -> None:
        self._settings.set_value(self._key, str(self.currentData()))


class _SwitchControl(Switch):
    def __init__(self, row: Setting[Any], settings: Settings, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._key, self._settings = row.key, settings
        self.setChecked(bool(settings.value(row.key)))
        self.toggled.connect(self._on_toggled)

    @Slot(bool)
    def _on_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._settings.set_value(self._key, is_on)


class _TextControl(QLineEdit):
    def __init__(self, row: Setting[Any], settings: Settings, parent: QWidget) -> None:
        super().__init__(str(settings.value(row.key)), parent)
        self._key, self._settings = row.key, settings
        self.setFixedWidth(_CONTROL_PX)
        self.editingFinished.connect(self._on_edited)

    @Slot()
    def _on_edited(self) -> None:
        self._settings.set_value(self._key, self.text().strip())


class _FolderControl(QWidget):
    def __init__(self, row: Setting[Any], settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._label, self._settings = row.label, settings
        self._edit = _TextControl(row, settings, self)
        self._edit.setAccessibleName(row.label)
        self._edit.setPlaceholderText("The usual place")
        self._edit.setFixedWidth(_CONTROL_PX)
        browse = QPushButton("Browse", self)
        browse.setAccessibleName(f"Browse for the {row.label.lower()}")
        browse.clicked.connect(self._on_browse_clicked)
        self.setFocusProxy(self._edit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._edit)
        layout.addWidget(browse)

    @Slot()
    def _on_browse_clicked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._label, self._edit.text())
        if chosen:
            self._edit.setText(chosen)
            self._edit.editingFinished.emit()
