"""How does somebody sign at the desk? A sheet with the pad, and what was recorded."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.presenters.pad_words import kept_text, recorded_text, short_text
from app.theme.theme import Theme
from app.widgets.pad import Pad
from app.widgets.sheet import Sheet
from core.errors import BadData

WIDTH_PX, PAD_PX = 760, 240
KEYS = "Enter uses it · Backspace takes the last stroke back · Esc clears, then closes"
UNDO = QKeySequence.StandardKey.Undo
_OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PadSheet(Sheet):
    """Signs one signature, or several in turn. What is not used is forgotten when the sheet closes."""

    taken = Signal(object)  # bytes of a Trajectory

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, width_px=WIDTH_PX, parent=parent)
        self.setAccessibleName("Sign on the pad")
        self._goes_on = False
        self._taken_count = 0
        self.pad = Pad(theme, self.card)
        self.pad.setFixedHeight(PAD_PX)
        self._build()
        self.pad.written.connect(self._tell)
        self.closed.connect(self.pad.clear)

    def _build(self) -> None:
        self._title = QLabel(self.card)
        self._title.setProperty("kind", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        close = QPushButton("Close", self.card)
        close.clicked.connect(self.dismiss)
        self.caption = QLabel(self.card)
        self.caption.setAccessibleName("What was recorded")
        keys = QLabel(KEYS, self.card)
        keys.setProperty("kind", "small")
        self._clear = QPushButton("Clear", self.card)
        self._clear.setToolTip("Clear (Esc)")
        self._clear.clicked.connect(self._on_clear_clicked)
        self.use = QPushButton("Use this signature", self.card)
        self.use.setProperty("kind", "primary")
        self.use.setToolTip("Use this signature (Enter)")
        self.use.clicked.connect(self._use)
        head, foot, words = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        words.setSpacing(0)
        words.addWidget(self.caption)
        words.addWidget(keys)
        foot.setSpacing(8)
        foot.addLayout(words, 1)
        foot.addWidget(self._clear)
        foot.addWidget(self.use)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(self.pad)
        layout.addLayout(foot)

    def start(self, *, whose: str = "", goes_on: bool = False) -> None:
        """Open with an empty pad; `goes_on` keeps it open after each signature for the next one."""
        self._title.setText(f"Signature of {whose}" if whose else "Sign on the pad")
        self._goes_on, self._taken_count = goes_on, 0
        self.open(self.pad)
        self.pad.clear()

    @Slot()
    def _use(self) -> None:
        if self.pad.is_empty:
            return
        try:
            kept = self.pad.trajectory().to_bytes()
        except BadData:
            self.pad.clear()
            self.caption.setText(short_text())
            return
        self._taken_count += 1
        if self._goes_on:
            self.taken.emit(kept)
            self.pad.clear()
            self.open(self.pad)  # back from whatever the page has put the focus on
        else:
            self.dismiss()
            self.taken.emit(kept)

    @Slot()
    def _tell(self) -> None:
        recording, tool = self.pad.recording, self.pad.tool
        self._clear.setEnabled(not self.pad.is_empty)
        self.use.setEnabled(not self.pad.is_empty)
        if tool is None:
            self.caption.setText(kept_text(self._taken_count, is_size_known=self.pad.is_size_known))
        else:
            self.caption.setText(
                recorded_text(
                    seconds=recording.seconds,
                    strokes=recording.stroke_count,
                    has_pressure=recording.has_pressure,
                    tool=tool,
                    is_full=recording.is_full,
                )
            )

    @Slot()
    def _on_clear_clicked(self) -> None:
        self.pad.clear()
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    # keys: whatever has the focus inside

    def event(self, event: QEvent) -> bool:
        """Keep from the window's menus the keys that mean something here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Backspace or event.matches(UNDO):
            self.pad.take_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused.click() if isinstance(focused, QPushButton) else self._use()
        elif event.key() == Qt.Key.Key_Escape and not self.pad.is_empty:
            self.pad.clear()
        else:
            super().keyPressEvent(event)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke that begins beside the pad does not lose what is written on it."""
        if self.pad.is_empty:
            super().mousePressEvent(event)


def _is_own(event: QKeyEvent) -> bool:
    return event.key() in _OWN_KEYS or event.matches(UNDO)
