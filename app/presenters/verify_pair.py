"""When is the presented signature laid over a specimen, and what has been laid already?"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.lanes import Lanes
from app.notices import Notices
from app.presenters.newest import Newest
from app.presenters.verify_state import VerifyState
from app.presenters.verify_work import pair
from app.widgets.raster import Raster
from core.image.ink import Ink


class PairMaker(QObject):
    """Registers the presented signature onto the chosen specimen while a view needs it, once for each."""

    made = Signal()

    def __init__(self, lanes: Lanes, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._is_wanted = False
        self._known: dict[int, Raster] = {}
        self._newest = Newest(self)
        self._newest.failed.connect(notices.fail)

    def want(self, *, is_wanted: bool) -> None:
        """Say whether a view is on that lays one signature over the other."""
        self._is_wanted = is_wanted

    def forget(self) -> None:
        """Another signature is presented, or another signatory's specimens are looked at."""
        self._known.clear()
        self._newest.drop()

    def known(self, specimen_id: int | None) -> Raster | None:
        """The pair for a specimen, if it has been made."""
        return self._known.get(specimen_id) if specimen_id is not None else None

    def make(self, state: VerifyState) -> None:
        """Make the pair that this state lacks, if both inks are known; `made` follows."""
        number, subject, presented = state.chosen_id, state.subject, state.presented
        if (
            not self._is_wanted
            or number is None
            or subject is None
            or presented is None
            or number in self._known
        ):
            return
        picture = subject.pictures.get(number)
        above, below = presented.picture.mask, picture.mask if picture is not None else None
        if above is not None and below is not None:
            job = self._lanes.inference.submit(_numbered, number, above, below)
            self._newest.start(job, self._on_made)

    def _on_made(self, numbered: tuple[int, Raster]) -> None:
        number, raster = numbered
        self._known[number] = raster
        self.made.emit()


def _numbered(number: int, presented: Ink, specimen: Ink) -> tuple[int, Raster]:
    return number, pair(presented, specimen)
