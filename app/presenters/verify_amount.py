"""For which amount is an item judged, where the bank's policy tells amounts apart?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.widgets.number_edit import amount_text

if TYPE_CHECKING:
    from core.learning.switch import InUse


class Amounts(QObject):
    """The amount of the item on the desk. None: it is judged as an item of the largest amounts."""

    offered = Signal(bool)  # whether the policy in use has more than one band
    moved = Signal()  # into another band: what was judged already is to be judged anew
    cleared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits: tuple[float, ...] = ()
        self._amount: float | None = None
        self._is_used = False

    @property
    def has_bands(self) -> bool:
        """Whether the amount matters."""
        return bool(self._limits)

    @property
    def amount(self) -> float | None:
        """What the item is judged for."""
        return self._amount if self.has_bands else None

    @property
    def words(self) -> str:
        """The band that the item is in; nothing where there is one for all."""
        if not self.has_bands:
            return ""
        limit = self._limit
        return f"up to {amount_text(limit)}" if limit is not None else f"over {amount_text(self._limits[-1])}"

    @property
    def _limit(self) -> float | None:
        if self._amount is None:
            return None
        return next((limit for limit in self._limits if self._amount <= limit), None)

    @Slot(object)
    def follow(self, now: InUse | None) -> None:
        """Take the bands of what serves from now on."""
        bands = now.calibration.policy.bands if now is not None and now.calibration is not None else ()
        self._limits = tuple(band.up_to for band in bands if band.up_to is not None)
        self.offered.emit(self.has_bands)

    @Slot(object)
    def set_amount(self, amount: float | None) -> None:
        """Judge the item on the desk, or the next one, for this amount."""
        before = self._limit
        self._amount = amount
        if self._limit != before:
            self.moved.emit()

    def take(self) -> float | None:
        """The amount, which from now on is that of the item being compared."""
        self._is_used = True
        return self.amount

    def forget_used(self) -> None:
        """Forget the amount of an item that is done with; one typed for the next item stays."""
        if self._is_used:
            self._is_used, self._amount = False, None
            self.cleared.emit()
