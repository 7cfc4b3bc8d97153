"""How do the pictures of collected signatures get onto their cards, when there are thousands?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.models.thumbnails import Thumbnail, thumbnail
from app.presenters.newest import Newest
from app.workplace import Workplace
from core.errors import DeletedPicture
from core.image.ink import find_ink

if TYPE_CHECKING:
    from core.store.bank import Bank

KEPT = 256
"""At most 200 kB each, so about 50 MB."""


class PairPictures(QObject):
    """Decodes what is in sight, one at a time on the store's lane, so that other work gets in between.

    A key is an example's id, or a specimen's with a minus before it.
    """

    pictured = Signal(int, object)  # the key, and its Thumbnail

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._kept: OrderedDict[int, Thumbnail] = OrderedDict()
        self._wanted: tuple[int, ...] = ()
        self._unreadable: set[int] = set()
        self._under_way = 0
        self._picturing = Newest(self)
        self._picturing.failed.connect(self._on_failed)

    def known(self, key: int) -> Thumbnail | None:
        """The picture, where it has been made already."""
        return self._kept.get(key)

    def want(self, keys: Sequence[int]) -> None:
        """Make these, the first first; what was wanted before and is out of sight is not made."""
        self._wanted = tuple(keys)
        for key in keys:
            if key in self._kept:
                self._kept.move_to_end(key)
        self._take_next()

    def _take_next(self) -> None:
        missing = [key for key in self._wanted if key not in self._kept and key not in self._unreadable]
        if missing and not self._picturing.is_busy:
            self._under_way = missing[0]
            bank = self._workplace.desk.bank
            job = self._workplace.lanes.store.submit(_picture, bank, missing[0])
            self._picturing.start(job, self._on_pictured)

    def _on_pictured(self, picture: Thumbnail) -> None:
        self._kept[self._under_way] = picture
        while len(self._kept) > max(KEPT, len(self._wanted)):
            self._kept.popitem(last=False)
        self.pictured.emit(self._under_way, picture)
        self._take_next()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._unreadable.add(self._under_way)
        if not isinstance(error, DeletedPicture):  # it has been listed for longer than it was kept
            self._workplace.notices.fail(error)
        self._take_next()


def _picture(bank: Bank, key: int) -> Thumbnail:
    page = bank.specimen_page(-key) if key < 0 else bank.example_page(key)
    return thumbnail(page, find_ink(page))
