"""In which line does a clerk type what a list is searched for, and move in the list meanwhile?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.assets import icon
from app.theme.theme import Theme
from app.widgets.two_line_list import TwoLineList


class SearchLine(QLineEdit):
    """The keys that move in `steered` work while typing, so that the hands stay here; Esc empties it."""

    def __init__(
        self,
        steered: TwoLineList,
        *,
        name: str,
        placeholder: str,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._steered, self._theme = steered, theme
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAcceptDrops(False)  # a file or folder dropped here is meant itself, not its address
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._tint()
        theme.changed.connect(self._tint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self._steered.rows_per_page()
        steps: dict[int, int] = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        if (step := steps.get(event.key())) is not None:
            self._steered.step(step)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _tint(self) -> None:
        tokens = self._theme.tokens
        self._glass.setIcon(icon("search", tokens, colour=tokens.muted))
