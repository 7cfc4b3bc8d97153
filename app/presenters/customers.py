"""Which customer and which signatory is looked at, and what happens when a clerk changes them?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.lanes import Job, Lanes
from app.models.cards_model import CardsModel
from app.models.name_card import NameCard
from app.notices import Notices
from app.presenters.customer_words import customer_card, refusal, split_accounts
from app.presenters.newest import Newest
from core.store.records import Customer, Signatory

if TYPE_CHECKING:
    from core.desk import Desk
    from core.store.bank import Bank

SEARCH_AFTER_MS = 120
MOST_FOUND = 200

Record = TypeVar("Record", Customer, Signatory)
Found = tuple[Customer, list[Signatory]]


class CustomersPresenter(QObject):
    """Search, choose, add, edit and remove; everything on the store's lane."""

    listed = Signal(bool)  # the search came back; True where it was cut off at MOST_FOUND
    customer_shown = Signal(object)  # a Customer, or None
    signatories_shown = Signal(object)  # a tuple of Signatory
    signatory_chosen = Signal(object)  # a Signatory, or None
    customer_saved = Signal(object)
    signatory_saved = Signal(object)
    customer_refused = Signal(str, str)  # field, sentence
    signatory_refused = Signal(str, str)

    def __init__(self, desk: Desk, lanes: Lanes, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lanes = lanes
        self._notices = notices
        self.model = CardsModel[NameCard](self)
        self.customer: Customer | None = None
        self.signatories: tuple[Signatory, ...] = ()
        self.signatory: Signatory | None = None
        self._wanted_signatory: int | None = None
        self._then: Callable[[], None] | None = None
        self._accounts: tuple[str, ...] = ()
        self._text = ""
        self.listed_text = ""
        """What the customers in the model were searched for with."""
        self._searching, self._showing = Newest(self), Newest(self)
        for newest in (self._searching, self._showing):
            newest.failed.connect(notices.fail)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_AFTER_MS)
        self._timer.timeout.connect(self.refresh)

    @property
    def _bank(self) -> Bank:
        return self._desk.bank

    # looking

    def search(self, text: str) -> None:
        """Look for customers a moment after the last key."""
        self._text = text
        self._timer.start()

    @Slot()
    def refresh(self) -> None:
        """Search again now, with what was typed last."""
        self._timer.stop()
        job = self._lanes.store.submit(self._bank.search_customers, self._text, limit=MOST_FOUND)
        self._searching.start(job, partial(self._on_found, self._text))

    def _on_found(self, text: str, customers: list[Customer]) -> None:
        self.listed_text = text
        self.model.replace([customer_card(customer) for customer in customers])
        self.listed.emit(len(customers) == MOST_FOUND)

    def show_customer(
        self,
        customer_id: int | None,
        *,
        signatory_id: int | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Look at a customer, and at one signatory of theirs or the first; None looks at nobody.

        `then` is called once that is shown, and never where something else is shown instead.
        """
        self._showing.drop()
        self._then = then
        self._wanted_signatory = signatory_id
        if customer_id is None:
            self._show(None, [])
            return
        job = self._lanes.store.submit(_customer_and_signatories, self._bank, customer_id)
        self._showing.start(job, self._on_shown)

    def show_signatory(self, signatory_id: int) -> None:
        """Look at a signatory and the customer they sign for."""
        self._submit(self._bank.signatory, signatory_id).done.connect(self._on_signatory_found)

    @Slot(object)
    def _on_signatory_found(self, signatory: Signatory) -> None:
        self.show_customer(signatory.customer_id, signatory_id=signatory.id)

    def _on_shown(self, found: Found) -> None:
        self._show(*found)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _show(self, customer: Customer | None, signatories: list[Signatory]) -> None:
        before = self.signatory.id if self.signatory else None
        self.customer, self.signatories = customer, tuple(signatories)
        self.customer_shown.emit(customer)
        wanted = self._wanted_signatory if self._wanted_signatory is not None else before
        index = next((place for place, one in enumerate(signatories) if one.id == wanted), 0)
        self.signatory = signatories[index] if signatories else None
        self.signatories_shown.emit(self.signatories)
        self.signatory_chosen.emit(self.signatory)

    @property
    def is_turning(self) -> bool:
        """Whether somebody was asked for and is not shown yet."""
        return self._showing.is_busy

    def choose_signatory(self, index: int) -> None:
        """Look at the signatory in this place of `signatories`."""
        chosen = self.signatories[index] if 0 <= index < len(self.signatories) else None
        if chosen != self.signatory:
            self.signatory = chosen
            self.signatory_chosen.emit(chosen)

    def reload(self) -> None:
        """Read the customer who is looked at again, such as after specimens were enrolled."""
        if self.customer is not None:
            self.show_customer(self.customer.id, signatory_id=self.signatory.id if self.signatory else None)

    # customers

    def save_customer(
        self, customer_id: int | None, *, number: str, name: str, accounts: str, note: str
    ) -> None:
        """Add a customer (None) or change one; `accounts` as typed, separated by commas."""
        self._accounts = split_accounts(accounts)
        values: dict[str, Any] = {"number": number, "name": name, "accounts": self._accounts, "note": note}
        job = (
            self._lanes.store.submit(self._bank.add_customer, **values)
            if customer_id is None
            else self._lanes.store.submit(self._bank.edit_customer, customer_id, **values)
        )
        job.done.connect(self._on_customer_saved)
        job.failed.connect(self._on_customer_refused)

    @Slot(object)
    def _on_customer_saved(self, customer: Customer) -> None:
        self.refresh()
        self.show_customer(customer.id)
        self.customer_saved.emit(customer)

    @Slot(object)
    def _on_customer_refused(self, error: BaseException) -> None:
        blame = refusal(error, accounts=self._accounts)
        if blame is None:
            self._notices.fail(error)
        else:
            self.customer_refused.emit(*blame)

    def remove_customer(self) -> None:
        """Take the customer who is looked at out of every search; can be undone."""
        if (customer := self.customer) is not None:
            job = self._submit(_applied, self._bank.remove_customer, customer)
            job.done.connect(self._on_customer_removed)

    @Slot(object)
    def _on_customer_removed(self, customer: Customer) -> None:
        self._notices.say(f"{customer.name} was removed.", undo=partial(self._restore_customer, customer))
        if self.customer is not None and self.customer.id == customer.id:
            self.show_customer(None)
        self.refresh()

    def _restore_customer(self, customer: Customer) -> None:
        job = self._submit(_applied, self._bank.restore_customer, customer)
        job.done.connect(self._on_customer_restored)

    @Slot(object)
    def _on_customer_restored(self, customer: Customer) -> None:
        self.refresh()
        self.show_customer(customer.id)

    # signatories

    def save_signatory(self, signatory_id: int | None, *, name: str, role: str) -> None:
        """Add a signatory (None) to the customer who is looked at, or change one."""
        if signatory_id is not None:
            job = self._lanes.store.submit(self._bank.edit_signatory, signatory_id, name=name, role=role)
        elif self.customer is not None:
            job = self._lanes.store.submit(self._bank.add_signatory, self.customer.id, name=name, role=role)
        else:
            return
        job.done.connect(self._on_signatory_saved)
        job.failed.connect(self._on_signatory_refused)

    @Slot(object)
    def _on_signatory_saved(self, signatory: Signatory) -> None:
        self.signatory_saved.emit(signatory)
        self.show_customer(signatory.customer_id, signatory_id=signatory.id)

    @Slot(object)
    def _on_signatory_refused(self, error: BaseException) -> None:
        blame = refusal(error)
        if blame is None:
            self._notices.fail(error)
        else:
            self.signatory_refused.emit(*blame)

    def remove_signatory(self) -> None:
        """Take the signatory who is looked at away from the customer; can be undone."""
        if (signatory := self.signatory) is not None:
            job = self._submit(_applied, self._bank.remove_signatory, signatory)
            job.done.connect(self._on_signatory_removed)

    @Slot(object)
    def _on_signatory_removed(self, signatory: Signatory) -> None:
        self._notices.say(f"{signatory.name} was removed.", undo=partial(self._restore_signatory, signatory))
        self.reload()

    def _restore_signatory(self, signatory: Signatory) -> None:
        job = self._submit(_applied, self._bank.restore_signatory, signatory)
        job.done.connect(self._on_signatory_restored)

    @Slot(object)
    def _on_signatory_restored(self, signatory: Signatory) -> None:
        self.show_customer(signatory.customer_id, signatory_id=signatory.id)

    def _submit(self, function: Callable[..., object], *args: Any, **kwargs: Any) -> Job:
        job = self._lanes.store.submit(function, *args, **kwargs)
        job.failed.connect(self._notices.fail)
        return job


def _customer_and_signatories(bank: Bank, customer_id: int) -> Found:
    return bank.customer(customer_id), bank.signatories(customer_id)


def _applied(change: Callable[[int], object], record: Record) -> Record:
    change(record.id)
    return record
