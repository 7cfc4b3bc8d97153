"""Who is the customer that is looked at, and how are name, number and accounts changed in place?"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.presenters.customer_words import counted
from app.theme.tokens import CONTROL_PX
from app.widgets.action_button import ActionTool
from app.widgets.forms import Field, Form
from app.workplace import Workplace
from core.store.records import Customer

_FIELDS = (
    Field("name", "Name", "As on the mandate", row=0, column=0),
    Field("number", "Customer number", "10021", row=0, column=1),
    Field("accounts", "Accounts", "4711-0082, 4711-0083", row=1, column=0),
    Field("note", "Note", "What a colleague should know", row=1, column=1),
)


class CustomerHeader(QWidget):
    """Reads as a heading; becomes a form in the same place."""

    submitted = Signal(dict)
    left = Signal()  # the form was closed without saving

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._customer: Customer | None = None
        self._edited: int | None = None
        self._heading = self._build_heading(workplace)
        self._editor = self._build_form(workplace)
        self._editor.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._heading)
        layout.addWidget(self._editor)

    def _build_heading(self, workplace: Workplace) -> QWidget:
        heading = QWidget(self)
        self.name = QLabel(heading)
        self.name.setProperty("kind", "title")
        self.name.setWordWrap(True)
        self._facts = QLabel(heading)
        self._facts.setProperty("kind", "muted")
        self._facts.setWordWrap(True)
        self._note = QLabel(heading)
        self._note.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        for name, words in (("customers.edit", "Edit"), ("customers.remove", "Remove")):
            row.addWidget(ActionTool(workplace.actions.get(name), text=words, parent=heading))
        layout = QVBoxLayout(heading)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._facts)
        layout.addWidget(self._note)
        return heading

    def _build_form(self, workplace: Workplace) -> QWidget:
        holder = QWidget(self)
        self._form_title = QLabel(holder)
        self._form_title.setProperty("kind", "title")
        self._form_title.setMinimumHeight(CONTROL_PX)
        self.form = Form(_FIELDS, save="Save", theme=workplace.theme, parent=holder)
        self.form.submitted.connect(self.submitted)
        self.form.cancelled.connect(self.close_form)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._form_title)
        layout.addWidget(self.form)
        return holder

    @property
    def is_editing(self) -> bool:
        """Whether the form is open."""
        return self._editor.isVisibleTo(self)

    @property
    def edited_id(self) -> int | None:
        """Whom the form is about; None: a new customer."""
        return self._edited

    def show_customer(self, customer: Customer | None) -> None:
        """Show a customer's name, number, accounts and note."""
        self._customer = customer
        if customer is not None:
            self.name.setText(customer.name)
            self._facts.setText(facts(customer))
            self._note.setText(customer.note)
            self._note.setVisible(bool(customer.note))

    def open_form(self, *, is_new: bool, typed: Mapping[str, str] | None = None) -> None:
        """Open the form for the customer shown or for a new one; `typed` is what was typed before."""
        customer = None if is_new else self._customer
        self._edited = customer.id if customer else None
        self._form_title.setText(f"Edit {customer.name}" if customer else "New customer")
        before = as_typed(customer)
        self.form.fill(typed or before, before=before)
        self._heading.hide()
        self._editor.show()
        self.form.first_focus()

    @Slot()
    def close_form(self) -> None:
        """Back to the heading, without saving."""
        if self.is_editing:
            self._editor.hide()
            self._heading.show()
            self.left.emit()


def facts(customer: Customer) -> str:
    """Number and accounts in words."""
    if not customer.accounts:
        return f"Customer {customer.number}"
    accounts = ", ".join(customer.accounts)
    noun = counted(len(customer.accounts), "account").split(" ", 1)[1].capitalize()
    return f"Customer {customer.number} · {noun} {accounts}"


def as_typed(customer: Customer | None) -> dict[str, str]:
    """A customer as the form's rows hold it."""
    if customer is None:
        return {"name": "", "number": "", "accounts": "", "note": ""}
    return {
        "name": customer.name,
        "number": customer.number,
        "accounts": ", ".join(customer.accounts),
        "note": customer.note,
    }
