"""How is the picture of one scan shown beside others, with a line under it?"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.card_picture import Pictured, draw_picture
from app.widgets.cards import draw_line, line_px, plain_palette


class ThumbnailView(QWidget):
    """The picture fills the width; its words are also its name for a screen reader."""

    def __init__(self, words: str, *, height_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._height_px = height_px
        self._pictured: Pictured | None = None
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def is_pictured(self) -> bool:
        """Whether there is a picture already."""
        return self._pictured is not None

    def show_picture(self, pictured: Pictured) -> None:
        """Show this; paper alone is shown before."""
        self._pictured = pictured
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._height_px + line_px(self.font()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = QRectF(self.rect()).adjusted(1, 1, -1, -1 - line_px(self.font()))
        draw_picture(painter, picture, self._pictured, as_ink=False)
        line = QRectF(0, picture.bottom() + 2, self.width(), line_px(self.font()) - 2)
        colour = plain_palette().color(QPalette.ColorRole.PlaceholderText)
        draw_line(painter, line, self._words, font=self.font(), colour=colour)
        painter.end()
