"""How is a share or an amount typed? Only what can be read as one counts; anything else goes away again."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

Read = Callable[[str], float | None]
"""From what was typed to a number, None where it is none."""
Write = Callable[[float], str]
_GROUPED = re.compile(r"\d{1,3}([.,'\s]\d{3})+([.,]\d{1,2})?")
_PLAIN = re.compile(r"\d+([.,]\d{1,2})?")
_SHARE = re.compile(r"\d+([.,]\d*)?")
_STEP = 0.001


class NumberEdit(QLineEdit):
    """A field for one number. `edited` follows the keys; `settled` comes when it is left, or Enter pressed.

    What cannot be read, or lies outside `limits`, gives way to the number before as soon as it is left.
    """

    edited = Signal(object)  # float, or None where it may be empty
    settled = Signal(object)

    def __init__(
        self,
        name: str,
        *,
        read: Read,
        write: Write,
        limits: tuple[float, float],
        may_be_empty: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._read, self._write, self._limits = read, write, limits
        self._may_be_empty = may_be_empty
        self._value: float | None = None
        self._settled: float | None = None
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self._on_editing_finished)

    @property
    def value(self) -> float | None:
        """The last number that could be read."""
        return self._value

    def show_value(self, value: float | None) -> None:
        """Show this number; no signal comes."""
        self._value = self._settled = value
        self.setText("" if value is None else self._write(value))

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        is_known, value = self._reading(text)
        if is_known and value != self._value:
            self._value = value
            self.edited.emit(value)

    @Slot()
    def _on_editing_finished(self) -> None:
        is_known, _ = self._reading(self.text())
        if not is_known and self._value != self._settled:
            self._value = self._settled  # not what it was on the way: 90 begins with a 9
            self.edited.emit(self._value)
        self.setText("" if self._value is None else self._write(self._value))
        if self._value != self._settled:
            self._settled = self._value
            self.settled.emit(self._value)

    def _reading(self, text: str) -> tuple[bool, float | None]:
        if not text.strip():
            return self._may_be_empty, None
        value = self._read(text)
        return value is not None and self._limits[0] <= value <= self._limits[1], value

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in steps and self._value is not None and not self._may_be_empty:
            self._step(steps[Qt.Key(event.key())])
            event.accept()
        else:
            super().keyPressEvent(event)

    def _step(self, direction: int) -> None:
        assert self._value is not None
        low, high = self._limits
        # On round numbers, and never past an end.
        value = min(high, max(low, round(self._value / _STEP + direction) * _STEP))
        if value != self._value:
            self._value = value
            self.setText(self._write(value))
            self.edited.emit(value)


def share_edit(name: str, *, limits: tuple[float, float], parent: QWidget | None = None) -> NumberEdit:
    """A field for a share in [0, 1], typed and shown in per cent; up and down change it by a tenth."""
    return NumberEdit(name, read=read_share, write=share_text, limits=limits, parent=parent)


def amount_edit(name: str, *, may_be_empty: bool = False, parent: QWidget | None = None) -> NumberEdit:
    """A field for an amount of money."""
    return NumberEdit(
        name,
        read=read_amount,
        write=amount_text,
        limits=(0.01, 1e12),
        may_be_empty=may_be_empty,
        parent=parent,
    )


def read_share(text: str) -> float | None:
    """The share that "1.5", "1,5" or "1.5 %" means."""
    typed = text.replace("%", "").strip()
    return float(typed.replace(",", ".")) / 100 if _SHARE.fullmatch(typed) else None


def read_amount(text: str) -> float | None:
    """The amount that was typed: three digits after a mark are thousands, one or two are hundredths."""
    typed = text.strip()
    whole, cents = typed, ""
    if not (_GROUPED.fullmatch(typed) or _PLAIN.fullmatch(typed)):
        return None
    if found := re.fullmatch(r"(.*\d)[.,](\d{1,2})", typed):
        whole, cents = found.groups()
    return float(f"{re.sub(r'[^0-9]', '', whole)}.{cents or 0}")


def share_text(share: float) -> str:
    """A share as it is typed: "1 %", "0.05 %"."""
    return f"{100 * share:.4g} %"


def amount_text(amount: float) -> str:
    """An amount with its thousands apart, and hundredths where there are any."""
    return f"{amount:,.0f}" if amount == round(amount) else f"{amount:,.2f}"
