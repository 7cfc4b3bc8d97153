"""How is a sentence shown that needs a sign before it? Never by colour alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.assets import icon_pixmap
from app.theme.theme import Theme

SIGN_PX, SMALL_SIGN_PX = 20, 16


class SignLine(QWidget):
    """A sign and a sentence beside it that may run over several lines."""

    def __init__(self, theme: Theme, *, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign = ""
        self._picture = QLabel(self)
        self._side_px = SMALL_SIGN_PX if kind == "small" else SIGN_PX
        self._picture.setFixedWidth(self._side_px)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if kind:
            self.text.setProperty("kind", kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        theme.changed.connect(self._tint)

    def say(self, sentence: str, *, sign: str = "") -> None:
        """Show this; without a sign the sentence stands alone."""
        self._sign = sign
        self._picture.setVisible(bool(sign))
        self.text.setText(sentence)
        self._tint()

    @Slot()
    def _tint(self) -> None:
        if self._sign:
            colour, ratio = self._theme.tokens.text, self.devicePixelRatioF()
            self._picture.setPixmap(
                icon_pixmap(self._sign, colour=colour, size_px=self._side_px, ratio=ratio)
            )
