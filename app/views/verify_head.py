"""Who should have signed, what else waits, and where is the next signatory typed?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.actions import Actions, hint
from app.presenters.signatory_search import Found, SignatorySearch
from app.presenters.verify_state import VerifyState
from app.presenters.verify_words import heading, past_text, waiting_text
from app.theme.tokens import SPACE_PX
from app.widgets.action_button import ActionTool
from app.widgets.elided import ElidedLabel
from app.widgets.number_edit import NumberEdit, amount_edit
from app.widgets.signatory_finder import SignatoryFinder

FINDER_PX = 280
AMOUNT_PX = 112
HEAD_PX = 36


class VerifyHead(QWidget):
    """One line: the signatory, the queue, and the field that finds another."""

    signatory_chosen = Signal(int)
    queue_cleared = Signal()
    past_left = Signal()

    def __init__(self, search: SignatorySearch, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._detail = ElidedLabel(kind="muted", parent=self)
        self._waiting = QLabel(self)
        self._waiting.setProperty("kind", "heading")
        self._next = ActionTool(actions.get("verify.next"), text="Next", parent=self)
        self._clear = QPushButton("Clear", self)
        self._clear.setProperty("kind", "quiet")
        self._clear.setAccessibleName("Forget the items that wait")
        self._clear.clicked.connect(self.queue_cleared)
        self._back = QPushButton("Back to the desk", self)
        self._back.clicked.connect(self.past_left)
        self.finder = SignatoryFinder(self)
        self.finder.setFixedWidth(FINDER_PX)
        self.amount, self._has_bands = self._build_amount(hint(actions.get("verify.amount"))), False
        self._ways_in = [
            ActionTool(actions.get(f"verify.{name}"), parent=self) for name in ("open", "paste", "sign")
        ]
        self.setFixedHeight(HEAD_PX)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_PX)
        layout.addWidget(self._title)
        layout.addWidget(self._detail, 1)
        for widget in (
            self._waiting,
            self._next,
            self._clear,
            self._back,
            self.amount,
            self.finder,
            *self._ways_in,
        ):
            layout.addWidget(widget)
        self.finder.typed.connect(search.search)
        self.finder.chosen.connect(self.signatory_chosen)
        search.found.connect(self._on_search_found)

    def _build_amount(self, tip: str) -> NumberEdit:
        amount = amount_edit("Amount of the item", may_be_empty=True, parent=self)
        amount.setFixedWidth(AMOUNT_PX)
        amount.setPlaceholderText("Amount")
        amount.setToolTip(f"{tip}. Empty: as the largest amounts")
        return amount

    def show_state(self, state: VerifyState) -> None:
        """Say whose signature is looked at."""
        title, detail = heading(state.subject)
        self._title.setText(title)
        self._detail.setText(past_text(state) or detail)
        self._waiting.setText(waiting_text(state.waiting))
        for widget in (self._waiting, self._next, self._clear):
            widget.setVisible(state.waiting > 0 and not state.is_past)
        self._back.setVisible(state.is_past)
        for live in (self.finder, *self._ways_in):
            live.setVisible(not state.is_past)
        self.amount.setVisible(self._has_bands and not state.is_past)
        self.amount.setEnabled(not state.is_correcting)

    @Slot(bool)
    def offer_amount(self, is_offered: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Show the field for the amount, or not, as the bank tells amounts apart or not."""
        self._has_bands = is_offered
        self.amount.setVisible(is_offered and self._back.isHidden())

    @Slot()
    def clear_amount(self) -> None:
        """Empty the field for the next item."""
        self.amount.show_value(None)

    @Slot(str, object)
    def _on_search_found(self, text: str, found: list[Found]) -> None:
        self.finder.show_found(text, [(one.signatory_id, one.text, one.detail) for one in found])
