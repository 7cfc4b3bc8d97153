"""What takes so long, how far is it, and how is it stopped?"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.actions import Actions, hint
from app.notices import Notices, Work
from core.progress import Tick

PROGRESS_AFTER_MS = 400


class WorkBar(QWidget):
    """The work that was followed last and still runs; hidden for its first 400 ms, so quick work is quiet."""

    def __init__(self, notices: Notices, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._running: list[tuple[Work, str]] = []
        self._cancel_action = actions.get("desk.cancel")
        self._cancel_action.setEnabled(False)
        self._cancel_action.triggered.connect(self._on_cancel_triggered)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        self._build()
        self.hide()
        notices.followed.connect(self._on_followed)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._text = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._cancel = QPushButton("Cancel", self)
        self._cancel.setProperty("kind", "quiet")
        self._cancel.setToolTip(hint(self._cancel_action))
        self._cancel.clicked.connect(self._cancel_action.trigger)
        for widget in (self._text, self._bar, self._cancel):
            layout.addWidget(widget)
        layout.addStretch(1)

    @Slot(object, str)
    def _on_followed(self, work: Work, doing: str) -> None:
        self._running.append((work, doing))
        work.ticked.connect(self._on_ticked)
        work.ended.connect(self._on_ended)
        self._refresh()
        if not self.isVisible():
            self._timer.start(PROGRESS_AFTER_MS)

    @Slot(object)
    def _on_ticked(self, tick: Tick) -> None:
        if self._running and cast("Work", self.sender()) is self._running[-1][0]:
            self._show_tick(tick)

    @Slot()
    def _on_ended(self) -> None:
        self._running = [(work, doing) for work, doing in self._running if work.is_running()]
        self._refresh()

    @Slot()
    def _on_cancel_triggered(self) -> None:
        work, _ = self._running[-1]
        work.cancel()
        self._cancel_action.setEnabled(False)
        self._cancel.setEnabled(False)
        self._text.setText("Stopping")

    def _refresh(self) -> None:
        self._cancel_action.setEnabled(bool(self._running))
        self._cancel.setEnabled(bool(self._running))
        if self._running:
            self._show_tick(Tick(0, 0))
        else:
            self._timer.stop()
            self.hide()

    def _show_tick(self, tick: Tick) -> None:
        _, doing = self._running[-1]
        self._bar.setRange(0, tick.total)
        self._bar.setValue(tick.done)
        self._text.setText(f"{doing}  {tick.done} of {tick.total}" if tick.total else doing)
