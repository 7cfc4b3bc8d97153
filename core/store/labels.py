"""What is each example said to be, by whom, and how do they know?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from core.errors import RecordProblem, RefusedRecord
from core.roles import Deed, require
from core.store.learning_records import Example, Label, LabelRecord, LabelSource
from core.store.learning_tables import ExampleRow, LabelRow
from core.store.pictures import findings_from, shape_from
from core.store.portions import portions
from core.store.shelf import Shelf, filled, found
from core.store.tables import CustomerRow, DecisionRow, SignatoryRow, VerificationRow

MEANT = {"accept": Label.GENUINE, "reject": Label.FORGED, "refer": Label.UNKNOWN}
"""What a decision says of the presented signature."""


class LabelShelf(Shelf):
    """Labels: append-only. The newest counts; an example without any has the one its decisions gave it."""

    def examples(self, *, with_removed: bool = False) -> list[Example]:
        """Return every example with the label that counts, oldest first; removed imports, and what was
        presented for customers or signatories who are removed, are left out.
        """
        with self._reading() as session:
            return _examples(session, with_removed=with_removed)

    def relabel(
        self, example_ids: Sequence[int], *, label: Label, source: LabelSource, officer: str, reason: str
    ) -> list[LabelRecord]:
        """Say what examples are, all of them or none; raises RefusedRecord where it is not said why, and
        ReservedDeed.
        """
        require(Deed.LABEL)
        filled(reason, kind="label", field="reason")
        ids = list(dict.fromkeys(example_ids))
        now = self._clock()
        rows = [
            label_row(label, source=source, officer=officer, reason=reason, at=now, example_id=example_id)
            for example_id in ids
        ]
        with self._writing() as session:
            _refuse_unknown(session, ids)
            session.add_all(rows)
            session.flush()
            return [_record(row) for row in rows]

    def labels(self, example_id: int) -> list[LabelRecord]:
        """Return every label that was given to an example by hand or import, oldest first."""
        given = select(LabelRow).where(LabelRow.example_id == example_id).order_by(LabelRow.id)
        with self._reading() as session:
            found(session, ExampleRow, example_id, kind="example")
            return [_record(row) for row in session.scalars(given)]


def label_row(
    label: Label, *, source: LabelSource, officer: str, reason: str, at: datetime, example_id: int
) -> LabelRow:
    """Return a label ready to be added; raises RefusedRecord where nobody gave it."""
    return LabelRow(
        example_id=example_id,
        at=at,
        officer=filled(officer, kind="label", field="officer"),
        label=Label(label).value,
        source=LabelSource(source).value,
        reason=reason.strip(),
    )


def _refuse_unknown(session: Session, ids: Sequence[int]) -> None:
    known: set[int] = set()
    for part in portions(ids):
        known.update(session.scalars(select(ExampleRow.id).where(ExampleRow.id.in_(part))))
    for example_id in ids:
        if example_id not in known:
            raise RefusedRecord("example", RecordProblem.NOT_FOUND, str(example_id))


def _record(row: LabelRow) -> LabelRecord:
    return LabelRecord(
        id=row.id,
        example_id=row.example_id,
        at=row.at,
        officer=row.officer,
        label=Label(row.label),
        source=LabelSource(row.source),
        reason=row.reason,
    )


def _examples(session: Session, *, with_removed: bool) -> list[Example]:
    """Ask for everything at once: there are thousands, and each has a verification, decisions and labels."""
    given, made, first = aliased(LabelRow), aliased(DecisionRow), aliased(DecisionRow)
    newest_label = select(func.max(given.id)).where(given.example_id == ExampleRow.id)
    decided = made.verification_id == ExampleRow.verification_id
    listed = (
        select(ExampleRow, VerificationRow.llr, LabelRow, DecisionRow, first.officer)
        .outerjoin(VerificationRow, VerificationRow.id == ExampleRow.verification_id)
        .outerjoin(LabelRow, LabelRow.id == newest_label.scalar_subquery())
        .outerjoin(DecisionRow, DecisionRow.id == select(func.max(made.id)).where(decided).scalar_subquery())
        .outerjoin(first, first.id == select(func.min(made.id)).where(decided).scalar_subquery())
        .order_by(ExampleRow.id)
    )
    if not with_removed:
        listed = listed.where(ExampleRow.removed_at.is_(None), ~_of_someone_removed())
    return [_example(*columns) for columns in session.execute(listed)]


def _of_someone_removed() -> ColumnElement[bool]:
    gone = SignatoryRow.removed_at.is_not(None) | CustomerRow.removed_at.is_not(None)
    removed = (
        select(SignatoryRow.id).join(CustomerRow, CustomerRow.id == SignatoryRow.customer_id).where(gone)
    )
    return removed.where(SignatoryRow.id == ExampleRow.signatory_id).exists()


def _example(
    row: ExampleRow,
    llr: float | None,
    label: LabelRow | None,
    decision: DecisionRow | None,
    first_officer: str | None,
) -> Example:
    said, source, by, at, reason = _said(label, decision, first_officer)
    return Example(
        id=row.id,
        verification_id=row.verification_id,
        signatory_id=row.signatory_id,
        writer=row.writer,
        batch=row.batch,
        source_name=row.source_name,
        added_at=row.added_at,
        label=said,
        source=source,
        labelled_by=by,
        labelled_at=at,
        reason=reason,
        findings=findings_from(row.findings),
        shape=None if row.shape is None else shape_from(row.shape),
        llr=llr,
        is_removed=row.removed_at is not None,
    )


def _said(
    label: LabelRow | None, decision: DecisionRow | None, first_officer: str | None
) -> tuple[Label, LabelSource, str, datetime, str]:
    if label is not None:
        return Label(label.label), LabelSource(label.source), label.officer, label.at, label.reason
    assert decision is not None  # examples are of decided verifications, and decisions are never deleted
    is_second = decision.officer != first_officer
    source = LabelSource.SECOND_OFFICER if is_second else LabelSource.CLERK
    return MEANT[decision.decision], source, decision.officer, decision.at, decision.remark
