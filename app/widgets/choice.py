"""How does a clerk choose between two ways to see the same thing?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget


class Choice(QWidget):
    """Buttons side by side of which one is on; the left and right keys move between them."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for place, word in enumerate(words):
            button = QToolButton(self)
            button.setText(word)
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {word}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, place)
            layout.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def current(self) -> int:
        """The place of the button that is on."""
        return self._group.checkedId()

    def button(self, place: int) -> QAbstractButton:
        """The button at a place, where the focus can be put."""
        return self._group.button(place)

    def choose(self, place: int) -> None:
        """Turn one button on."""
        self._group.button(place).setChecked(True)

    @Slot(int, bool)
    def _on_toggled(self, place: int, is_on: bool) -> None:  # noqa: FBT001 - a signal's arguments
        if is_on:
            self.chosen.emit(place)
