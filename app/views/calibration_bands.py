"""How does a bank say how many forgeries may pass, amount by amount?"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from app.assets import icon
from app.presenters.calibration_state import LEAST_RATE, MOST_RATE, AskedBand
from app.presenters.calibration_words import items_text
from app.theme.theme import Theme
from app.theme.tokens import SPACE_PX
from app.widgets.number_edit import NumberEdit, amount_edit, share_edit

SHARE_PX = 88


class _Row:
    """The widgets of one band; `amount` is None where it is for any amount."""

    def __init__(self, label: QLabel, amount: NumberEdit | None, rate: NumberEdit, remove: QWidget | None):
        self.label, self.amount, self.rate, self.remove = label, amount, rate, remove

    @property
    def widgets(self) -> list[QWidget]:
        return [one for one in (self.label, self.amount, self.rate, self.remove) if one is not None]

    def band(self) -> AskedBand:
        return AskedBand(None if self.amount is None else self.amount.value, self.rate.value or LEAST_RATE)


class BandRows(QWidget):
    """A row for each band, the one of any amount last."""

    edited = Signal()
    removed = Signal(int)  # the place of a band

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_PX)
        self._grid.setVerticalSpacing(SPACE_PX)
        self._grid.setColumnStretch(1, 1)
        theme.changed.connect(self._tint)

    def bands(self) -> tuple[AskedBand, ...]:
        """What is typed."""
        return tuple(row.band() for row in self.rows)

    def show_bands(self, bands: tuple[AskedBand, ...]) -> None:
        """Show these; fields that are there already stay the same, and keep the cursor."""
        if len(bands) != len(self.rows):
            self._rebuild(bands)
        for row, band in zip(self.rows, bands, strict=True):
            row.rate.show_value(band.accept_far)
            row.label.setText("Up to" if row.amount is not None else items_text(band, of=len(bands)))
            if row.amount is not None:
                row.amount.show_value(band.up_to)

    def focus_newest(self) -> None:
        """Put the cursor into the amount of the band that was added last."""
        amounts = [row.amount for row in self.rows if row.amount is not None]
        if amounts:
            amounts[-1].setFocus(Qt.FocusReason.OtherFocusReason)
            amounts[-1].selectAll()

    def _rebuild(self, bands: tuple[AskedBand, ...]) -> None:
        for row in self.rows:
            for widget in row.widgets:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.rows = [self._row(place, band) for place, band in enumerate(bands)]
        for place, row in enumerate(self.rows):
            self._grid.addWidget(row.label, place, 0, 1, 1 if row.amount else 3)
            if row.amount is not None:
                self._grid.addWidget(row.amount, place, 1)
            self._grid.addWidget(row.rate, place, 3)
            if row.remove is not None:
                self._grid.addWidget(row.remove, place, 2)
            for widget in row.widgets:
                widget.show()  # at once, so that it can take the cursor
        self._chain()
        self._tint()

    def _row(self, place: int, band: AskedBand) -> _Row:
        label = QLabel(self)
        which = f"band {place + 1}" if band.up_to is not None else "any other amount"
        amount = None
        remove = None
        if band.up_to is not None:
            amount = amount_edit(f"Amount of {which}", parent=self)
            amount.edited.connect(self.edited)
            label.setBuddy(amount)
            remove = QToolButton(self)
            remove.setAccessibleName(f"Remove {which}")
            remove.setToolTip("Remove this amount band")
            remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            remove.clicked.connect(lambda: self.removed.emit(place))
        name = f"Forgeries accepted at most, {which}"
        rate = share_edit(name, limits=(LEAST_RATE, MOST_RATE), parent=self)
        rate.setFixedWidth(SHARE_PX)
        rate.edited.connect(self.edited)
        return _Row(label, amount, rate, remove)

    def _chain(self) -> None:
        stops = [one for row in self.rows for one in (row.amount, row.remove, row.rate) if one is not None]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    @Slot()
    def _tint(self) -> None:
        for row in self.rows:
            if isinstance(row.remove, QToolButton):
                row.remove.setIcon(icon("remove", self._theme.tokens))
