"""How does a button follow an action of the table: its icon, its key, whether it is on or off?"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.actions import key_text
from app.theme.tokens import ICON_PX


class ActionTool(QToolButton):
    """A flat button. `text` is written beside the icon; empty: the icon alone, named for a screen reader."""

    def __init__(self, action: QAction, *, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setText(text)
        self.setAccessibleName(text or action.text())
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.setCheckable(self._action.isCheckable())
        self.setChecked(self._action.isChecked())
        self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())

    def nextCheckState(self) -> None:
        """The action says whether the button is on, not the click."""


class ActionButton(QPushButton):
    """A framed button that names its key: 'F8  Accept'. Enter never presses it; Space and its key do."""

    def __init__(self, action: QAction, *, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        key = key_text(action)
        words = text or action.text()
        self.setText(f"{words}  {key}" if key else words)
        self.setAccessibleName(words)
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setAutoDefault(False)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Some desktops let Enter press a button; here it must not decide anything."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _follow(self) -> None:
        self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
