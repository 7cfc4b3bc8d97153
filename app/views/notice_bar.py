"""What was just done, and can it be taken back?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from app.actions import Actions, hint
from app.assets import icon, icon_pixmap
from app.notices import Notice, NoticeKind, Notices
from app.theme.theme import Theme

SAID_FOR_MS = 8_000
UNDO_FOR_MS = 20_000
KEPT_UNDOS = 20
_GROWS = 1000  # the text takes all there is up to its own width; what is left lies behind the buttons
_SLACK_PX = 4
_SIGNS = {NoticeKind.SAID: "done", NoticeKind.WARNED: "warning", NoticeKind.FAILED: "failed"}


class NoticeBar(QWidget):
    """The last notice. What was said goes by itself; warnings and failures stay until they are dismissed."""

    def __init__(self, notices: Notices, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notice: Notice | None = None
        self._undos: list[Callable[[], None]] = []
        self._undo_action = actions.get("desk.undo")
        self._undo_action.setEnabled(False)
        self._undo_action.triggered.connect(self._on_undo_triggered)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self._build()
        self.dismiss()
        notices.posted.connect(self._on_posted)
        theme.changed.connect(self._on_theme_changed)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._sign = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._undo = QPushButton("Undo", self)
        self._undo.setProperty("kind", "quiet")
        self._undo.setToolTip(hint(self._undo_action))
        self._undo.clicked.connect(self._undo_action.trigger)
        self._close = QToolButton(self)
        self._close.setAccessibleName("Dismiss the notice")
        self._close.setToolTip("Dismiss")
        self._close.clicked.connect(self.dismiss)
        for widget in (self._sign, self._text, self._undo, self._close):
            layout.addWidget(widget, _GROWS if widget is self._text else 0)
        layout.addStretch(1)

    @property
    def text(self) -> str:
        """What is being said now; empty when nothing is."""
        return self._notice.text if self._notice else ""

    @Slot()
    def dismiss(self) -> None:
        """Say no more. What could be undone still can be, by its key."""
        self._timer.stop()
        self._notice = None
        for widget in (self._sign, self._text, self._undo, self._close):
            widget.hide()

    @Slot(object)
    def _on_posted(self, notice: Notice) -> None:
        if notice.undo is not None:
            self._undos = [*self._undos, notice.undo][-KEPT_UNDOS:]
            self._undo_action.setEnabled(True)
        self._notice = notice
        self._text.setText(notice.text)
        self._text.setMaximumWidth(self._text.fontMetrics().horizontalAdvance(notice.text) + _SLACK_PX)
        self._text.setToolTip(notice.text)
        self._tint()
        for widget in (self._sign, self._text, self._close):
            widget.show()
        self._undo.setVisible(notice.undo is not None)
        if notice.kind is NoticeKind.SAID:
            self._timer.start(UNDO_FOR_MS if notice.undo else SAID_FOR_MS)
        else:
            self._timer.stop()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    @Slot()
    def _on_undo_triggered(self) -> None:
        undo = self._undos.pop()
        self._undo_action.setEnabled(bool(self._undos))
        if self._notice is not None and self._notice.undo is undo:
            self.dismiss()
        undo()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._tint()

    def _tint(self) -> None:
        tokens = self._theme.tokens
        self._close.setIcon(icon("clear", tokens, size_px=16))
        if self._notice is not None:
            sign = _SIGNS[self._notice.kind]
            colour = tokens.muted if self._notice.kind is NoticeKind.SAID else tokens.text
            pixmap = icon_pixmap(sign, colour=colour, ratio=self.devicePixelRatioF())
            self._sign.setPixmap(pixmap)
