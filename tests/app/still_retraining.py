"""What stands in for a training where a test is not about it? One that never runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.engine.training_course import Course, Stage


class StillRetraining(QObject):
    """Has the signals that the window follows, and sends none; there is no training to show."""

    changed = Signal(object)
    told = Signal(str)
    course = Course()
    stage = Stage.IDLE

    @Slot()
    def do_nothing(self) -> None:
        """Whatever it is asked, nothing comes of it."""

    look = go_on = give_up = pause_or_go_on = stop = put_away = do_nothing
