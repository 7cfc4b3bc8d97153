"""Where does the program keep everything? In one bank, and all that can be asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from core.address import Place
from core.store.activations import ActivationShelf
from core.store.customers import CustomerShelf, customer_records
from core.store.decisions import DecisionShelf
from core.store.drafts import DraftShelf
from core.store.engine import open_engine
from core.store.examples import ExampleShelf
from core.store.export import write_history
from core.store.history import HistoryShelf
from core.store.labels import LabelShelf
from core.store.models import ModelShelf
from core.store.records import (
    Customer,
    DecisionRecord,
    HistoryRow,
    NewCustomer,
    NewVerification,
    VerificationRecord,
)
from core.store.retention import RetentionShelf
from core.store.shelf import Clock, utc_now
from core.store.signatories import SignatoryShelf
from core.store.specimens import SpecimenShelf, insert_specimens
from core.store.upgrade import bring_up_to_date
from core.store.verifications import VerificationShelf, insert_verification, verification_record


class Bank(
    CustomerShelf,
    SignatoryShelf,
    SpecimenShelf,
    VerificationShelf,
    DecisionShelf,
    HistoryShelf,
    DraftShelf,
    ExampleShelf,
    LabelShelf,
    ModelShelf,
    ActivationShelf,
    RetentionShelf,
):
    """Everything kept, in one SQLite file or on one server. Every call is one transaction, and any thread may
    make it.

    Whatever a call raises, nothing of it was kept: RefusedRecord where a record will not do, UnusableStore
    where the database will not. Of UnusableStore LOST nobody can tell; it was kept whole or not at all.
    """

    @classmethod
    def open(cls, place: Place, *, clock: Clock = utc_now) -> Bank:
        """Open the bank, made when absent; an older one is copied, if it is a file, then brought up to date.

        Raises UnusableStore; the records are then as they were.
        """
        engine = open_engine(place)
        try:
            bring_up_to_date(engine, place=place, now=clock())
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, place=place, clock=clock)

    def close(self) -> None:
        """Let go of the file, or of the server."""
        self._engine.dispose()

    def __enter__(self) -> Bank:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add_whole_customer(self, new: NewCustomer) -> Customer:
        """Add a customer with accounts, signatories and their specimens: all of it, or nothing."""
        prepared = [(signatory, self._specimen_rows(signatory.specimens)) for signatory in new.signatories]
        with self._writing() as session:
            customer = self._insert_customer(
                session, number=new.number, name=new.name, accounts=new.accounts, note=new.note
            )
            for signatory, rows in prepared:
                row = self._insert_signatory(session, customer, name=signatory.name, role=signatory.role)
                insert_specimens(session, rows, row.id)
            return customer_records(session, [customer.id])[0]

    def record_decided(
        self, signatory_id: int, new: NewVerification, *, decision: str, remark: str = "", officer: str
    ) -> tuple[VerificationRecord, DecisionRecord]:
        """Record a verification and the decision on it: both, or neither."""
        row = self._verification_row(signatory_id, new)
        with self._writing() as session:
            insert_verification(session, row)
            decided = self._insert_decision(session, row, decision=decision, remark=remark, officer=officer)
            return verification_record(row), decided

    def export_history(self, path: Path, rows: Iterable[HistoryRow]) -> None:
        """Write rows of the history as CSV (see `core.store.export`)."""
        write_history(path, rows)
