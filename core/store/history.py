"""Which verifications were made, about whom, and what was decided on each?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from core.store.decisions import decision_record
from core.store.folding import search_words
from core.store.records import HistoryRow
from core.store.search import has_all
from core.store.shelf import Shelf
from core.store.tables import CustomerRow, DecisionRow, SignatoryRow, VerificationRow
from core.store.verifications import verification_record


class HistoryShelf(Shelf):
    """Verifications with the decision that counts, newest first."""

    def history(
        self,
        *,
        text: str = "",
        verdict: str | None = None,
        decision: str | None = None,
        undecided: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 1000,
    ) -> list[HistoryRow]:
        """Return the newest verifications that pass every filter given; removed people's are there too.

        `text` is searched for in the names and numbers of customer and signatory; `decision` is compared
        with the decision that counts; `since` is included and `until` is not.
        """
        filters: list[ColumnElement[bool]] = []
        if verdict is not None:
            filters.append(VerificationRow.verdict == verdict)
        if decision is not None:
            filters.append(DecisionRow.decision == decision)
        if undecided:
            filters.append(DecisionRow.id.is_(None))
        if since is not None:
            filters.append(VerificationRow.at >= since)
        if until is not None:
            filters.append(VerificationRow.at < until)
        with self._reading() as session:
            filters += has_all(session, SignatoryRow, search_words(text))
            return _newest(session, filters, limit)


def _newest(session: Session, filters: Sequence[ColumnElement[bool]], limit: int) -> list[HistoryRow]:
    other = aliased(DecisionRow)
    counts = select(func.max(other.id)).where(other.verification_id == VerificationRow.id).scalar_subquery()
    found = (
        select(
            VerificationRow,
            DecisionRow,
            CustomerRow.id,
            CustomerRow.number,
            CustomerRow.name,
            SignatoryRow.name,
        )
        .join(SignatoryRow, SignatoryRow.id == VerificationRow.signatory_id)
        .join(CustomerRow, CustomerRow.id == SignatoryRow.customer_id)
        .outerjoin(DecisionRow, DecisionRow.id == counts)
        .where(*filters)
        .order_by(VerificationRow.at.desc(), VerificationRow.id.desc())
        .limit(limit)
    )
    return [_row(*columns) for columns in session.execute(found)]


def _row(
    verification: VerificationRow,
    decision: DecisionRow | None,
    customer_id: int,
    customer_number: str,
    customer_name: str,
    signatory_name: str,
) -> HistoryRow:
    return HistoryRow(
        verification=verification_record(verification),
        customer_id=customer_id,
        customer_number=customer_number,
        customer_name=customer_name,
        signatory_name=signatory_name,
        decision=None if decision is None else decision_record(decision),
    )
