"""What is known of the customer who is looked at: who it is, who may sign, and their specimens?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.presenters.customers import CustomersPresenter
from app.presenters.specimens import SpecimensPresenter
from app.views.customers_header import CustomerHeader
from app.views.customers_signatories import SignatoryBar
from app.views.customers_specimens import SpecimensView
from app.widgets.empty import EmptyPage
from app.widgets.specimen_wall import END_PX
from app.workplace import Workplace
from core.store.records import Customer, Signatory


class CustomerDetail(QWidget):
    """Reads; and each of its two headings becomes a form in its own place."""

    changed = Signal()  # a form was opened or closed

    def __init__(
        self,
        workplace: Workplace,
        customers: CustomersPresenter,
        specimens: SpecimensPresenter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._notices = workplace.notices
        self._presenter = customers
        self.header = CustomerHeader(workplace, self)
        self.signatories = SignatoryBar(workplace, self)
        self.specimens = SpecimensView(workplace, specimens, self)
        self._no_signatory = EmptyPage(
            "add_person",
            "Nobody may sign yet",
            "Add the people whose signatures count for this customer; then enrol specimens of each.",
            action=workplace.actions.get("customers.add_signatory"),
            button="Add a signatory",
            theme=workplace.theme,
            parent=self,
        )
        self._blank = QWidget(self)  # beside a form for somebody new
        self._lower = QStackedWidget(self)
        for widget in (self.specimens, self._no_signatory, self._blank):
            self._lower.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 0, 8)
        layout.setSpacing(16)
        self.header.setContentsMargins(0, 0, END_PX, 0)
        layout.addWidget(self.header)
        layout.addWidget(self.signatories)
        layout.addWidget(self._lower, 1)
        self._connect()

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.customer_shown.connect(self._on_customer_shown)
        presenter.signatories_shown.connect(self._on_signatories_shown)
        presenter.signatory_chosen.connect(self._on_signatory_chosen)
        presenter.customer_saved.connect(self._on_customer_saved)
        presenter.signatory_saved.connect(self._on_signatory_saved)
        presenter.customer_refused.connect(self.header.form.refuse)
        presenter.signatory_refused.connect(self.signatories.form.refuse)
        self.header.submitted.connect(self._on_customer_submitted)
        self.signatories.submitted.connect(self._on_signatory_submitted)
        self.signatories.chosen.connect(self._on_tab_chosen)
        for part in (self.header, self.signatories):
            part.left.connect(self._refresh)

    # forms

    @property
    def is_editing(self) -> bool:
        """Whether a form is open."""
        return self.header.is_editing or self.signatories.is_editing

    @property
    def is_adding(self) -> bool:
        """Whether the form for a new customer is open."""
        return self.header.is_editing and self.header.edited_id is None

    def edit_customer(self, *, is_new: bool, typed: Mapping[str, str] | None = None) -> None:
        """Open the form for the customer, or for a new one."""
        self.leave_forms()
        self.header.open_form(is_new=is_new, typed=typed)
        self._refresh()

    def edit_signatory(self, *, is_new: bool, typed: Mapping[str, str] | None = None) -> None:
        """Open the form for the signatory, or for a new one."""
        self.leave_forms()
        self.signatories.open_form(is_new=is_new, typed=typed)
        self._refresh()

    def leave_forms(self) -> None:
        """Close what is open; what was typed and not saved can be brought back."""
        if self.header.is_editing:
            self._leave_customer_form()
        if self.signatories.is_editing:
            self._leave_signatory_form()

    def _leave_customer_form(self) -> None:
        header = self.header
        if header.form.is_changed:
            reopen = partial(self._reopen_customer, header.edited_id, header.form.values())
            self._notices.say("What was typed for the customer was not saved.", undo=reopen)
        header.close_form()

    def _leave_signatory_form(self) -> None:
        bar, customer = self.signatories, self._presenter.customer
        if bar.form.is_changed and customer is not None:
            reopen = partial(self._reopen_signatory, customer.id, bar.edited_id, bar.form.values())
            self._notices.say("What was typed for the signatory was not saved.", undo=reopen)
        bar.close_form()

    def _reopen_customer(self, customer_id: int | None, typed: Mapping[str, str]) -> None:
        edit = partial(self.edit_customer, is_new=customer_id is None, typed=typed)
        if customer_id is None:
            edit()
        else:
            self._presenter.show_customer(customer_id, then=edit)

    def _reopen_signatory(self, customer_id: int, signatory_id: int | None, typed: Mapping[str, str]) -> None:
        edit = partial(self.edit_signatory, is_new=signatory_id is None, typed=typed)
        self._presenter.show_customer(customer_id, signatory_id=signatory_id, then=edit)

    @Slot(dict)
    def _on_customer_submitted(self, values: dict[str, str]) -> None:
        self._presenter.save_customer(self.header.edited_id, **values)

    @Slot(dict)
    def _on_signatory_submitted(self, values: dict[str, str]) -> None:
        self._presenter.save_signatory(self.signatories.edited_id, **values)

    @Slot(object)
    def _on_customer_saved(self, _customer: Customer) -> None:
        self.header.close_form()

    @Slot(object)
    def _on_signatory_saved(self, _signatory: Signatory) -> None:
        self.signatories.close_form()

    # what is shown

    @Slot(object)
    def _on_customer_shown(self, customer: Customer | None) -> None:
        self.header.show_customer(customer)
        self._refresh()

    @Slot(object)
    def _on_signatories_shown(self, signatories: tuple[Signatory, ...]) -> None:
        self.signatories.show_signatories(signatories, chosen=self._presenter.signatory)

    @Slot(object)
    def _on_signatory_chosen(self, signatory: Signatory | None) -> None:
        self.signatories.show_signatory(signatory)
        self._refresh()

    @Slot(int)
    def _on_tab_chosen(self, place: int) -> None:
        self.leave_forms()
        self._presenter.choose_signatory(place)

    @Slot()
    def _refresh(self) -> None:
        is_new_customer = self.is_adding
        is_new_signatory = self.signatories.is_editing and self.signatories.edited_id is None
        self.signatories.setVisible(not is_new_customer)
        if is_new_customer or is_new_signatory:
            self._lower.setCurrentWidget(self._blank)
        else:
            has_signatory = self._presenter.signatory is not None
            self._lower.setCurrentWidget(self.specimens if has_signatory else self._no_signatory)
        self.changed.emit()
