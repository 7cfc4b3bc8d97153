"""How does a page say that something deserves care? A sign and a sentence beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.assets import icon_pixmap
from app.theme.theme import Theme
from app.theme.tokens import SPACE_PX

SIGN_PX = 16


class Caution(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign = QLabel(self)
        self._sign.setContentsMargins(0, 2, 0, 0)  # on the line of the first words
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_PX)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        self._tint()
        theme.changed.connect(self._tint)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say this; nothing where it is empty."""
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    @Slot()
    def _tint(self) -> None:
        colour, ratio = self._theme.tokens.text, self.devicePixelRatioF()
        self._sign.setPixmap(icon_pixmap("warning", colour=colour, size_px=SIGN_PX, ratio=ratio))
