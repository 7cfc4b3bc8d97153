"""How does the way of a pen get into a file that other programs read?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from app.lanes import Lanes
from app.notices import Notices
from core.pen.files import CSV_SUFFIXES, ISO_SUFFIXES, write_trajectory
from core.pen.way import Trajectory

TABLE = f"Table (*{CSV_SUFFIXES[0]})"
RECORD = f"ISO/IEC 19794-7 ({' '.join(f'*{one}' for one in ISO_SUFFIXES)})"
FILTERS = f"{TABLE};;{RECORD}"
"""For choosing a file in a dialog."""
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


class PenSaver(QObject):
    """Writes on the store's lane and says so."""

    def __init__(self, lanes: Lanes, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._notices = lanes, notices

    def save(self, path: Path, trajectory: Trajectory, *, chosen: str = TABLE) -> None:
        """Write a table, or a record of ISO/IEC 19794-7, as the file's ending says; without one of these, as
        the filter that was chosen does. The dialog asked about no other file than the one it was told of.
        """
        target = path
        if path.suffix.lower() not in (*CSV_SUFFIXES, *ISO_SUFFIXES):
            target = path.with_name(f"{path.name}{(ISO_SUFFIXES if chosen == RECORD else CSV_SUFFIXES)[0]}")
            if target.exists():
                self._notices.warn(f"{target.name} is there already, and was kept. Choose it to replace it.")
                return
        job = self._lanes.store.submit(_write, target, trajectory)
        job.done.connect(self._on_written)
        job.failed.connect(self._notices.fail)

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        self._notices.say(f"The pen's way was written to {path.name}.")


def file_name(shown: str) -> str:
    """A name to propose for what is shown under this one, whichever system the file goes to."""
    return f"{Path(shown.translate(_NOT_IN_NAMES)).stem}{CSV_SUFFIXES[0]}"


def _write(path: Path, trajectory: Trajectory) -> Path:
    write_trajectory(path, trajectory)
    return path
