"""Who are the bank's customers, and which of them does a search find?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.errors import RecordProblem, RefusedRecord
from core.roles import Deed, require
from core.store.folding import fold, fold_number, search_text, search_words
from core.store.records import Customer
from core.store.search import search_ids
from core.store.shelf import Shelf, filled, found
from core.store.tables import AccountRow, CustomerRow, SignatoryRow


class CustomerShelf(Shelf):
    """Customers and their accounts."""

    def search_customers(self, text: str, *, limit: int = 200) -> list[Customer]:
        """Return customers in whom every word of `text` is found.

        Looked through are name, number, accounts and signatories' names. Matches at the start of words
        come first, then by name. Removed customers are left out.
        """
        with self._reading() as session:
            live = CustomerRow.removed_at.is_(None)
            ids = search_ids(session, CustomerRow, live, words=search_words(text), limit=limit)
            return customer_records(session, ids)

    def customer(self, customer_id: int) -> Customer:
        """Return a customer, removed or not."""
        with self._reading() as session:
            return customer_records(session, [found(session, CustomerRow, customer_id, kind="customer").id])[
                0
            ]

    def customer_by_number(self, number: str) -> Customer | None:
        """Return the customer who has this number now."""
        with self._reading() as session:
            ids = session.scalars(
                select(CustomerRow.id).where(
                    CustomerRow.number_key == fold_number(number), CustomerRow.removed_at.is_(None)
                )
            ).all()
            return customer_records(session, ids)[0] if ids else None

    def add_customer(
        self, *, number: str, name: str, accounts: Sequence[str] = (), note: str = ""
    ) -> Customer:
        """Add a customer; a number that another customer or account has is refused as DUPLICATE."""
        with self._writing() as session:
            row = self._insert_customer(session, number=number, name=name, accounts=accounts, note=note)
            return customer_records(session, [row.id])[0]

    def edit_customer(
        self,
        customer_id: int,
        *,
        number: str | None = None,
        name: str | None = None,
        accounts: Sequence[str] | None = None,
        note: str | None = None,
    ) -> Customer:
        """Change what is given and leave the rest."""
        with self._writing() as session:
            row = found(session, CustomerRow, customer_id, kind="customer")
            if number is not None:
                _number_customer(session, row, number)
            if name is not None:
                row.name = filled(name, kind="customer", field="name")
                row.name_key = fold(name)
            if accounts is not None:
                _give_accounts(session, row, accounts)
            if note is not None:
                row.note = note.strip()
            refresh_search(session, row)
            return customer_records(session, [row.id])[0]

    def remove_customer(self, customer_id: int) -> None:
        """Take a customer out of every search; nothing is lost (see `restore_customer`) for as long as the
        bank settled. Raises ReservedDeed.
        """
        require(Deed.REMOVE)
        with self._writing() as session:
            row = found(session, CustomerRow, customer_id, kind="customer")
            row.removed_at = row.removed_at or self._clock()
            for account in _accounts(session, row.id):
                account.removed_at = row.removed_at

    def restore_customer(self, customer_id: int) -> None:
        """Undo `remove_customer`; refused as DUPLICATE where a number was given to another meanwhile, and as
        NOT_FOUND where the customer was deleted for good.
        """
        require(Deed.REMOVE)
        with self._writing() as session:
            row = found(session, CustomerRow, customer_id, kind="customer")
            if not row.name:
                raise RefusedRecord("customer", RecordProblem.NOT_FOUND, str(customer_id))
            _refuse_known_customer(session, row.number_key, but=row.id)
            row.removed_at = None
            accounts = _accounts(session, row.id)
            for account in accounts:
                _refuse_known_account(
                    session, account.number_key, but=row.id, field=f"accounts[{account.position}]"
                )
                account.removed_at = None

    def _insert_customer(
        self, session: Session, *, number: str, name: str, accounts: Iterable[str], note: str
    ) -> CustomerRow:
        row = CustomerRow(note=note.strip(), search="", added_at=self._clock(), removed_at=None)
        row.name = filled(name, kind="customer", field="name")
        row.name_key = fold(name)
        _number_customer(session, row, number)
        session.add(row)
        session.flush()
        _give_accounts(session, row, accounts)
        refresh_search(session, row)
        return row


def customer_records(session: Session, ids: Sequence[int]) -> list[Customer]:
    """Return customers in the order of `ids`."""
    accounts: dict[int, list[str]] = {customer_id: [] for customer_id in ids}
    listed = select(AccountRow.customer_id, AccountRow.number).where(AccountRow.customer_id.in_(ids))
    for customer_id, number in session.execute(listed.order_by(AccountRow.position)):
        accounts[customer_id].append(number)
    columns = (CustomerRow.id, CustomerRow.number, CustomerRow.name, CustomerRow.note, CustomerRow.removed_at)
    rows = session.execute(select(*columns).where(CustomerRow.id.in_(ids)))
    records = {
        row.id: Customer(
            row.id, row.number, row.name, tuple(accounts[row.id]), row.note, row.removed_at is not None
        )
        for row in rows
    }
    return [records[customer_id] for customer_id in ids]


def refresh_search(session: Session, customer: CustomerRow) -> None:
    """Write anew what searches look through, after anything about a customer or its signatories changed."""
    session.flush()
    numbers = (customer.number, *(account.number for account in _accounts(session, customer.id)))
    signatories = session.scalars(select(SignatoryRow).where(SignatoryRow.customer_id == customer.id)).all()
    live = tuple(signatory.name for signatory in signatories if signatory.removed_at is None)
    customer.search = search_text(names=(customer.name, *live), numbers=numbers)
    for signatory in signatories:
        signatory.search = search_text(names=(signatory.name, customer.name), numbers=numbers)
    session.flush()


def _accounts(session: Session, customer_id: int) -> Sequence[AccountRow]:
    owned = select(AccountRow).where(AccountRow.customer_id == customer_id)
    return session.scalars(owned.order_by(AccountRow.position)).all()


def _number_customer(session: Session, row: CustomerRow, number: str) -> None:
    key = filled(fold_number(number), kind="customer", field="number")
    with session.no_autoflush:
        _refuse_known_customer(session, key, but=row.id)
    row.number, row.number_key = number.strip(), key


def _give_accounts(session: Session, customer: CustomerRow, numbers: Iterable[str]) -> None:
    session.execute(delete(AccountRow).where(AccountRow.customer_id == customer.id))
    for position, number in enumerate(numbers):
        field = f"accounts[{position}]"
        key = filled(fold_number(number), kind="account", field=field)
        _refuse_known_account(session, key, but=None, field=field)
        session.add(
            AccountRow(
                customer_id=customer.id,
                position=position,
                number=number.strip(),
                number_key=key,
                removed_at=customer.removed_at,
            )
        )
        session.flush()


def _refuse_known_customer(session: Session, key: str, *, but: int | None) -> None:
    same = select(CustomerRow.id).where(CustomerRow.number_key == key, CustomerRow.removed_at.is_(None))
    if any(customer_id != but for customer_id in session.scalars(same)):
        raise RefusedRecord("customer", RecordProblem.DUPLICATE, "number")


def _refuse_known_account(session: Session, key: str, *, but: int | None, field: str) -> None:
    same = select(AccountRow.customer_id).where(AccountRow.number_key == key, AccountRow.removed_at.is_(None))
    if any(customer_id != but for customer_id in session.scalars(same)):
        raise RefusedRecord("account", RecordProblem.DUPLICATE, field)
