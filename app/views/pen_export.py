"""Where does the way of a pen go that somebody wants to keep?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.presenters.pen_saving import FILTERS, PenSaver, file_name
from app.workplace import Workplace
from core.pen.way import Trajectory


class PenExport:
    """Asks over a page for a file, and has it written."""

    def __init__(self, workplace: Workplace, page: QWidget) -> None:
        self._page = page
        self._saver = PenSaver(workplace.lanes, workplace.notices, page)

    def offer(self, trajectory: Trajectory, *, shown_as: str) -> None:
        """Propose a name that says what was shown; nothing happens where the dialog is closed."""
        proposed = file_name(shown_as)
        chosen, kind = QFileDialog.getSaveFileName(self._page, "Save the pen's way", proposed, FILTERS)
        if chosen:
            self._saver.save(Path(chosen), trajectory, chosen=kind)
