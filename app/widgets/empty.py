"""What does a page say when there is nothing on it? One drawing, one sentence, one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.actions import Reserved, hint
from app.assets import icon_pixmap
from app.theme.theme import Theme

_DRAWING_PX = 48


class EmptyPage(QWidget):
    """Centred; the button triggers `action` in the words of `button`."""

    def __init__(
        self,
        drawing: str,
        title: str,
        text: str,
        *,
        action: QAction,
        button: str,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._theme = theme
        self._picture = QLabel(self)
        heading = QLabel(title, self)
        heading.setProperty("kind", "heading")
        words = QLabel(text, self)
        words.setProperty("kind", "muted")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setFixedWidth(420)
        self.button = self._build_button(action, button)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        for widget in (self._picture, heading):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignCenter)
        across = QHBoxLayout()  # no alignment here: it would keep wrapped text from its height
        across.addStretch(1)
        across.addWidget(words)
        across.addStretch(1)
        layout.addLayout(across)
        layout.addSpacing(8)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        self._tint()
        theme.changed.connect(self._tint)

    def _build_button(self, action: QAction, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("kind", "primary")
        button.clicked.connect(action.trigger)
        if isinstance(action, Reserved):
            button.setEnabled(False)
            button.setToolTip(hint(action))
        return button

    @Slot()
    def _tint(self) -> None:
        colour = self._theme.tokens.outline
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(icon_pixmap(self._drawing, colour=colour, size_px=_DRAWING_PX, ratio=ratio))
