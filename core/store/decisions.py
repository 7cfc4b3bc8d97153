"""What did the clerks decide, and has anyone changed it since?"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from core.store.chain import FIRST_HASH, hash_of
from core.store.records import DecisionRecord
from core.store.shelf import Shelf, filled, found
from core.store.tables import DecisionRow, VerificationRow
from core.store.verifications import verification_hash


class DecisionShelf(Shelf):
    """Decisions: append-only, each bound to the one before and to its verification."""

    def decide(
        self, verification_id: int, *, decision: str, remark: str = "", officer: str
    ) -> DecisionRecord:
        """Record a decision, "accept", "refer" or "reject"; the latest of a verification counts, all stay."""
        with self._writing() as session:
            verification = found(session, VerificationRow, verification_id, kind="verification")
            return self._insert_decision(
                session, verification, decision=decision, remark=remark, officer=officer
            )

    def _insert_decision(
        self, session: Session, verification: VerificationRow, *, decision: str, remark: str, officer: str
    ) -> DecisionRecord:
        row = DecisionRow(
            verification_id=verification.id,
            at=self._clock(),
            officer=filled(officer, kind="decision", field="officer"),
            decision=str(decision),
            remark=remark.strip(),
            verification_hash=verification.record_hash,
            previous_hash=_last_hash(session),
        )
        row.hash = _decision_hash(row)
        session.add(row)
        session.flush()
        return decision_record(row)

    def decisions(self, verification_id: int) -> list[DecisionRecord]:
        """Return every decision on a verification, oldest first; the last one counts."""
        made = select(DecisionRow).where(DecisionRow.verification_id == verification_id)
        with self._reading() as session:
            found(session, VerificationRow, verification_id, kind="verification")
            return [decision_record(row) for row in session.scalars(made.order_by(DecisionRow.id))]

    def check_chain(self, *, with_pages: bool = False) -> int | None:
        """Return the id of the first decision that, or whose verification, is not as it was recorded.

        None: all is whole. `with_pages` reads every presented page too, about a second a gigabyte; one that
        was deleted (see `core.store.retention`) is missed by nobody.
        """
        with self._reading() as session:
            expected = FIRST_HASH
            for decision, verification in _all(session, with_pages=with_pages):
                if decision.previous_hash != expected or decision.hash != _decision_hash(decision):
                    return decision.id
                if not _is_whole(verification, decision, with_page=with_pages):
                    return decision.id
                expected = decision.hash
        return None


def decision_record(row: DecisionRow) -> DecisionRecord:
    """Return a row of the table as a record."""
    return DecisionRecord(
        id=row.id,
        verification_id=row.verification_id,
        at=row.at,
        officer=row.officer,
        decision=row.decision,
        remark=row.remark,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )


def _decision_hash(row: DecisionRow) -> str:
    columns = [column.key for column in DecisionRow.__table__.columns if column.key not in {"id", "hash"}]
    return hash_of({column: getattr(row, column) for column in columns})


def _last_hash(session: Session) -> str:
    last = session.scalar(select(DecisionRow.hash).order_by(DecisionRow.id.desc()).limit(1))
    return last or FIRST_HASH


def _all(session: Session, *, with_pages: bool) -> Iterator[tuple[DecisionRow, VerificationRow]]:
    both = (
        select(DecisionRow, VerificationRow)
        .join(VerificationRow, VerificationRow.id == DecisionRow.verification_id)
        .order_by(DecisionRow.id)
        .execution_options(yield_per=100)
    )
    if with_pages:
        both = both.options(undefer(VerificationRow.page))
    for row in session.execute(both):
        yield row[0], row[1]


def _is_whole(verification: VerificationRow, decision: DecisionRow, *, with_page: bool) -> bool:
    if verification.record_hash != decision.verification_hash:
        return False
    if verification_hash(verification) != verification.record_hash:
        return False
    if not with_page or not verification.page:
        return True
    return sha256(verification.page).hexdigest() == verification.page_hash
