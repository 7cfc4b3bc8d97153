"""How does the desk speak to the clerk?

Everything that is said goes through here and appears in the notice bar at the foot of the window, where it
can be undone; nothing interrupts. Only what cannot be undone is asked first.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from app.messages import explain

_log = logging.getLogger(__name__)


class NoticeKind(StrEnum):
    """How loudly something is said."""

    SAID = "said"
    WARNED = "warned"
    FAILED = "failed"


@dataclass(frozen=True)
class Notice:
    """One thing said to the clerk, and how to take it back where that is possible."""

    text: str
    kind: NoticeKind = NoticeKind.SAID
    undo: Callable[[], None] | None = None


class Work(Protocol):
    """What can be followed in the notice bar: a job of a lane."""

    ticked: Any
    ended: Any

    def cancel(self) -> None: ...

    def is_running(self) -> bool: ...


class Notices(QObject):
    """The one channel to the clerk."""

    posted = Signal(object)  # a Notice
    followed = Signal(object, str)  # a Work, and what it does in a few words

    def say(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        """Say that something was done; `undo` is called on the GUI thread when the clerk takes it back."""
        self.posted.emit(Notice(text, NoticeKind.SAID, undo))

    def warn(self, text: str) -> None:
        """Say that something needs the clerk's attention."""
        self.posted.emit(Notice(text, NoticeKind.WARNED))

    def fail(self, error: BaseException) -> None:
        """Say what failed, what was kept and what to do. Can be connected to `Job.failed` directly."""
        _log.warning("told the clerk of %s", type(error).__name__, exc_info=error)
        self.posted.emit(Notice(explain(error), NoticeKind.FAILED))

    def follow(self, job: Work, doing: str) -> None:
        """Show the progress of a job, with a way to cancel it, once it has run for 400 ms."""
        self.followed.emit(job, doing)

    def ask(self, question: str, *, consequence: str, yes: str, parent: QWidget | None = None) -> bool:
        """Ask before something that cannot be undone; `yes` names the act, the default keeps things."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, "Specimen", question, parent=parent)
        box.setInformativeText(consequence)
        act = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        return box.clickedButton() is act
