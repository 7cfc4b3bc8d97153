"""How does something lie over the window for a moment, and go away again?

A sheet covers the pages with a veil and shows one card. Escape or a click beside the card closes it; the
focus stays inside while it is open and then goes back to where it was.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.theme.theme import Theme

_FROM_TOP_PX = 72


class Sheet(QWidget):
    """A veil with a card on it. Subclasses fill `self.card`."""

    opened = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, *, width_px: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._below = parent
        self._before: QWidget | None = None
        self.card = QFrame(self)
        self.card.setProperty("kind", "sheet")
        self.card.setFixedWidth(width_px)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, _FROM_TOP_PX, 0, _FROM_TOP_PX)
        layout.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        parent.installEventFilter(self)
        self.hide()

    def open(self, focus: QWidget) -> None:
        """Show the sheet with the focus on one of its widgets."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
            self.setGeometry(self._below.rect())
            self.show()
            self.raise_()
            self.opened.emit()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def dismiss(self) -> None:
        """Close the sheet and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._below:
            self.setGeometry(self._below.rect())
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        inside = [w for w in self.card.findChildren(QWidget) if _takes_tab(w)]
        if inside:
            now = QApplication.focusWidget()
            place = inside.index(now) if now in inside else -1
            step = inside[(place + (1 if next else -1)) % len(inside)]
            step.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()  # nothing that is pressed here reaches the page below

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.tokens.veil))
        painter.end()


class TitledSheet(Sheet):
    """A sheet with a title and a button that closes it; subclasses fill `self.body` below them."""

    def __init__(self, title: str, theme: Theme, *, width_px: int, parent: QWidget) -> None:
        super().__init__(theme, width_px=width_px, parent=parent)
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(24, 16, 24, 24)
        self.body.setSpacing(16)
        head = QHBoxLayout()
        heading = QLabel(title, self.card)
        heading.setProperty("kind", "title")
        self._close = QPushButton("Close", self.card)
        self._close.clicked.connect(self.dismiss)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self._close)
        self.body.addLayout(head)

    def open_titled(self) -> None:
        """Show the sheet with the focus on the button that closes it."""
        self.open(self._close)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisible()
