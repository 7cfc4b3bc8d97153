"""The desk as `bench_start` starts it: it says how far it has come, and leaves.

Run as `python -m tests.benchmarks.opened_desk FOLDER MODEL`; it imports what `python -m app` imports.
"""

from __future__ import annotations

import torch  # isort: skip

import sys

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLabel

from app.run import make_application, run
from app.views.main_window import MainWindow

MARKS = ("in sight", "usable", "ready")
LOOK_EVERY_MS = 2
GIVE_UP_AFTER_MS = 60_000


class Onlooker(QObject):
    """Looks at the window every other millisecond, from within its own event loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waits_for = list(MARKS)
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_look)
        self._timer.start(LOOK_EVERY_MS)

    @Slot()
    def _on_look(self) -> None:
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        while self._waits_for and self._has_come(window, self._waits_for[0]):
            sys.stdout.write(self._waits_for.pop(0) + "\n")
            sys.stdout.flush()
        if not self._waits_for or self._clock.hasExpired(GIVE_UP_AFTER_MS):
            self._timer.stop()
            window.close()

    def _has_come(self, window: MainWindow, mark: str) -> bool:
        if mark == MARKS[0]:
            return window.isVisible()
        if mark == MARKS[1]:
            return window.pages.page == "verify"
        labels = window.status_line.findChildren(QLabel)
        return any(label.text().startswith("Model ") for label in labels)


def main(folder: str, model: str) -> int:
    """Run the desk until everything is there."""
    assert torch.__version__
    Onlooker(make_application())
    return run(["--data-folder", folder, "--model", model, "--theme", "light"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
