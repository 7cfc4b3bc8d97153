"""Which pages are there, and which one is open? The rail at the left edge of the window."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.actions import Actions, hint

_WIDTH_PX = 88
_ITEM = QSize(72, 60)
_ICON = QSize(22, 22)


class Rail(QFrame):
    """One button for each page, its icon above its word; what is not a page of work stands at the foot."""

    def __init__(self, actions: Actions, *, head: list[str], foot: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setFixedWidth(_WIDTH_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(4)
        for name in head:
            layout.addWidget(self._button(actions, name))
        layout.addStretch(1)
        for name in foot:
            layout.addWidget(self._button(actions, name))

    def _button(self, actions: Actions, name: str) -> QToolButton:
        action = actions.get(name)
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(_ICON)
        button.setMinimumSize(_ITEM)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text())
        button.setToolTip(hint(action))
        return button
