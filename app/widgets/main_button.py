"""How does the one button that a page is about follow its action, and name its key?"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from app.actions import key_text


class MainButton(QPushButton):
    """Filled, without an icon: 'Start the training  Ctrl+Return'."""

    def __init__(self, action: QAction, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        key = key_text(action)
        self.setText(f"{action.text()}  {key}" if key else action.text())
        self.setAccessibleName(action.text())
        self.setProperty("kind", "primary")
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
