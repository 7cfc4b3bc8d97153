"""Who may sign for a customer?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.errors import RecordProblem, RefusedRecord
from core.roles import Deed, require
from core.store.customers import customer_records, refresh_search
from core.store.folding import fold, search_words
from core.store.records import Customer, Signatory
from core.store.search import search_ids
from core.store.shelf import Shelf, filled, found
from core.store.tables import CustomerRow, SignatoryRow, SpecimenRow


class SignatoryShelf(Shelf):
    """The signatories of customers."""

    def signatories(self, customer_id: int, *, with_removed: bool = False) -> list[Signatory]:
        """Return a customer's signatories by name."""
        with self._reading() as session:
            found(session, CustomerRow, customer_id, kind="customer")
            owned = select(SignatoryRow.id).where(SignatoryRow.customer_id == customer_id)
            if not with_removed:
                owned = owned.where(SignatoryRow.removed_at.is_(None))
            ids = session.scalars(owned.order_by(SignatoryRow.name_key, SignatoryRow.id)).all()
            return _records(session, ids)

    def signatory(self, signatory_id: int) -> Signatory:
        """Return a signatory, removed or not."""
        with self._reading() as session:
            return _records(session, [found(session, SignatoryRow, signatory_id, kind="signatory").id])[0]

    def find_signatories(self, text: str, *, limit: int = 50) -> list[tuple[Customer, Signatory]]:
        """Return signatories in whom, or in whose customer, every word of `text` is found.

        Matches at the start of words come first, then by name; removed ones are left out.
        """
        with self._reading() as session:
            live = SignatoryRow.removed_at.is_(None) & _customer_is_live()
            ids = search_ids(session, SignatoryRow, live, words=search_words(text), limit=limit)
            signatories = _records(session, ids)
            owners = list(dict.fromkeys(signatory.customer_id for signatory in signatories))
            customers = {customer.id: customer for customer in customer_records(session, owners)}
            return [(customers[signatory.customer_id], signatory) for signatory in signatories]

    def add_signatory(self, customer_id: int, *, name: str, role: str = "") -> Signatory:
        """Add a signatory to a customer that is not removed."""
        with self._writing() as session:
            customer = found(session, CustomerRow, customer_id, kind="customer")
            row = self._insert_signatory(session, customer, name=name, role=role)
            return _records(session, [row.id])[0]

    def edit_signatory(
        self, signatory_id: int, *, name: str | None = None, role: str | None = None
    ) -> Signatory:
        """Change what is given and leave the rest."""
        with self._writing() as session:
            row = found(session, SignatoryRow, signatory_id, kind="signatory")
            if name is not None:
                row.name = filled(name, kind="signatory", field="name")
                row.name_key = fold(name)
            if role is not None:
                row.role = role.strip()
            _refresh(session, row)
            return _records(session, [row.id])[0]

    def remove_signatory(self, signatory_id: int) -> None:
        """Take a signatory out of every search; specimens and history stay for as long as the bank settled.
        Raises ReservedDeed.
        """
        require(Deed.REMOVE)
        with self._writing() as session:
            row = found(session, SignatoryRow, signatory_id, kind="signatory")
            row.removed_at = row.removed_at or self._clock()
            _refresh(session, row)

    def restore_signatory(self, signatory_id: int) -> None:
        """Undo `remove_signatory`; NOT_FOUND where the signatory was deleted for good meanwhile."""
        require(Deed.REMOVE)
        with self._writing() as session:
            row = found(session, SignatoryRow, signatory_id, kind="signatory")
            if not row.name:
                raise RefusedRecord("signatory", RecordProblem.NOT_FOUND, str(signatory_id))
            row.removed_at = None
            _refresh(session, row)

    def _insert_signatory(
        self, session: Session, customer: CustomerRow, *, name: str, role: str
    ) -> SignatoryRow:
        if customer.removed_at is not None:
            raise RefusedRecord("customer", RecordProblem.WITHDRAWN, str(customer.id))
        row = SignatoryRow(
            customer_id=customer.id,
            name=filled(name, kind="signatory", field="name"),
            name_key=fold(name),
            role=role.strip(),
            search="",
            added_at=self._clock(),
            removed_at=None,
        )
        session.add(row)
        refresh_search(session, customer)
        return row


def live_signatory(session: Session, signatory_id: int) -> SignatoryRow:
    """Return a signatory that may be worked with; raises RefusedRecord NOT_FOUND or WITHDRAWN."""
    row = found(session, SignatoryRow, signatory_id, kind="signatory")
    customer = found(session, CustomerRow, row.customer_id, kind="customer")
    if row.removed_at is not None or customer.removed_at is not None:
        raise RefusedRecord("signatory", RecordProblem.WITHDRAWN, str(signatory_id))
    return row


def _customer_is_live() -> ColumnElement[bool]:
    owner = select(CustomerRow.id).where(CustomerRow.id == SignatoryRow.customer_id)
    return owner.where(CustomerRow.removed_at.is_(None)).exists()


def _refresh(session: Session, row: SignatoryRow) -> None:
    refresh_search(session, found(session, CustomerRow, row.customer_id, kind="customer"))


def _records(session: Session, ids: Sequence[int]) -> list[Signatory]:
    """Return signatories in the order of `ids`."""
    counted = (
        select(SpecimenRow.signatory_id, func.count())
        .where(SpecimenRow.signatory_id.in_(ids), SpecimenRow.withdrawn_at.is_(None))
        .group_by(SpecimenRow.signatory_id)
    )
    counts = {row[0]: row[1] for row in session.execute(counted)}
    rows = session.scalars(select(SignatoryRow).where(SignatoryRow.id.in_(ids)))
    records = {row.id: _record(row, specimen_count=counts.get(row.id, 0)) for row in rows}
    return [records[signatory_id] for signatory_id in ids]


def _record(row: SignatoryRow, *, specimen_count: int) -> Signatory:
    is_removed = row.removed_at is not None
    return Signatory(row.id, row.customer_id, row.name, row.role, specimen_count, is_removed)
