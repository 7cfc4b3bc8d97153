"""How does a long column of a page scroll without its right edge jumping when the scroll bar comes?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.theme.tokens import SPACE_PX


class ScrollColumn(QScrollArea):
    """Put widgets into `column`, whose parent is `holder`; arrow and page keys scroll."""

    def __init__(self, name: str, *, right_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._right_px = right_px
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.holder = QWidget(self)
        self.column = QVBoxLayout(self.holder)
        self.column.setSpacing(2 * SPACE_PX)
        self._keep_edge()
        self.setWidget(self.holder)
        self.viewport().setAutoFillBackground(False)
        self.holder.setAutoFillBackground(False)
        self.verticalScrollBar().rangeChanged.connect(self._keep_edge)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_edge()

    @Slot()
    def _keep_edge(self) -> None:
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self.column.setContentsMargins(0, 0, self._right_px - taken, 2 * SPACE_PX)
