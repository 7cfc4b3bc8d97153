"""Which presented signatures may the bank learn from?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.errors import DeletedPicture, RecordProblem, RefusedRecord
from core.image.frame import PREPROCESSING_VERSION
from core.image.page import Page
from core.roles import Deed, require
from core.spread import spread
from core.store.labels import label_row
from core.store.learning_records import LabelSource, NewExample
from core.store.learning_tables import ExampleRow, LabelRow
from core.store.pictures import findings_data, pack_frame, pack_page, page_from, shape_data
from core.store.portions import packed_frames, portions
from core.store.shelf import Shelf, filled, found
from core.store.tables import DecisionRow, VerificationRow


class ExampleShelf(Shelf):
    """Examples and their pictures: of decided verifications, and of imports."""

    def decided_without_example(self) -> list[int]:
        """Return the verifications that were decided and are no examples yet, oldest first; those without
        their picture will never be any.
        """
        has_one = select(ExampleRow.id).where(ExampleRow.verification_id == DecisionRow.verification_id)
        decided = (
            select(DecisionRow.verification_id)
            .join(VerificationRow, VerificationRow.id == DecisionRow.verification_id)
            .where(~has_one.exists(), func.length(VerificationRow.page) > 0)
            .distinct()
        )
        with self._reading() as session:
            return list(session.scalars(decided.order_by(DecisionRow.verification_id)))

    def keep_examples(self, new: Sequence[NewExample], *, officer: str) -> list[int]:
        """Keep examples and the labels of imports, all or nothing; returns the ids of those added.

        A verification that is an example already is skipped, for two programs may gather at once. Raises
        RefusedRecord for one that is unknown or undecided, and for an import without writer, batch or
        officer.
        """
        rows = spread(_row, new)  # packing takes long, so it is done before the database is locked
        now = self._clock()
        with self._writing() as session:
            kept = _new_ones(session, rows)
            for row in kept:
                row.added_at = now
            session.add_all(kept)
            session.flush()
            session.add_all(_import_labels(rows, new, officer=officer, at=now))
            return [row.id for row in kept]

    def example_frames(self, example_ids: Sequence[int]) -> dict[int, NDArray[np.uint8]]:
        """Return frames by example id, (H * W / 8,) uint8, one bit a pixel; unfit examples have none."""
        with self._reading() as session:
            return packed_frames(session, ExampleRow, example_ids)

    def example_page(self, example_id: int) -> Page:
        """Return the page as it was presented or imported; raises DeletedPicture."""
        with self._reading() as session:
            row = found(session, ExampleRow, example_id, kind="example")
            was: ExampleRow | VerificationRow = row
            if row.verification_id is not None:
                was = found(session, VerificationRow, row.verification_id, kind="verification")
            if not was.page:
                raise DeletedPicture("example", example_id)
            return page_from(was.page, name=was.source_name, number=was.page_number or 0, dpi=was.dpi)

    def batches(self, *, with_removed: bool = False) -> list[str]:
        """Return the names of imports, oldest first."""
        imported = select(ExampleRow.batch).where(ExampleRow.verification_id.is_(None))
        if not with_removed:
            imported = imported.where(ExampleRow.removed_at.is_(None))
        with self._reading() as session:
            oldest_first = imported.group_by(ExampleRow.batch).order_by(func.min(ExampleRow.id))
            return list(session.scalars(oldest_first))

    def remove_batch(self, batch: str) -> None:
        """Learn from this import no more; nothing is lost (see `restore_batch`). Raises ReservedDeed."""
        require(Deed.EXCHANGE)
        self._mark_batch(batch, removed_at=self._clock())

    def restore_batch(self, batch: str) -> None:
        """Undo `remove_batch`, but for what was deleted for good meanwhile."""
        require(Deed.EXCHANGE)
        self._mark_batch(batch, removed_at=None)

    def _mark_batch(self, batch: str, *, removed_at: datetime | None) -> None:
        name = filled(batch, kind="batch", field="name")  # no name would mean every example of a customer
        with self._writing() as session:
            of_batch = ExampleRow.batch == name
            if session.scalar(select(func.count()).where(of_batch)) == 0:
                raise RefusedRecord("batch", RecordProblem.NOT_FOUND)
            if removed_at is None:
                of_batch &= func.length(ExampleRow.page) > 0
            else:
                of_batch &= ExampleRow.removed_at.is_(None)
            session.execute(update(ExampleRow).where(of_batch).values(removed_at=removed_at))


def _row(new: NewExample) -> ExampleRow:
    is_import = new.verification_id is None
    height, width = (None, None) if new.frame is None else new.frame.shape[1:]
    return ExampleRow(
        verification_id=new.verification_id,
        signatory_id=None,
        writer=filled(new.writer, kind="example", field="writer") if is_import else "",
        batch=filled(new.batch, kind="example", field="batch") if is_import else "",
        removed_at=None,
        source_name=new.source_name or (new.page.name if new.page else ""),
        page_number=new.page.number if new.page else None,
        dpi=new.page.dpi if new.page else None,
        findings=findings_data(new.findings),
        shape=None if new.shape is None else shape_data(new.shape),
        frame_width=width,
        frame_height=height,
        preprocessing_version=PREPROCESSING_VERSION,
        frame=None if new.frame is None else pack_frame(new.frame.astype(np.float32)),
        page=pack_page(new.page) if new.page else None,
    )


def _import_labels(
    rows: Sequence[ExampleRow], new: Sequence[NewExample], *, officer: str, at: datetime
) -> list[LabelRow]:
    source = LabelSource.IMPORT
    return [
        label_row(
            example.label, source=source, officer=officer, reason=example.reason, at=at, example_id=row.id
        )
        for row, example in zip(rows, new, strict=True)
        if example.label is not None
    ]


def _new_ones(session: Session, rows: Sequence[ExampleRow]) -> list[ExampleRow]:
    """Return the imports, and those whose verification is no example yet, told whose they are."""
    wanted = [row.verification_id for row in rows if row.verification_id is not None]
    seen = _examples_of(session, wanted)
    decided = _decided(session, wanted)
    kept = []
    for row in rows:
        if row.verification_id is not None:
            if row.verification_id in seen:
                continue
            seen.add(row.verification_id)
            if row.verification_id not in decided:
                raise RefusedRecord("decision", RecordProblem.NOT_FOUND, str(row.verification_id))
            row.signatory_id, row.source_name = decided[row.verification_id]
        kept.append(row)
    return kept


def _examples_of(session: Session, verification_ids: Sequence[int]) -> set[int | None]:
    found_ids: set[int | None] = set()
    for part in portions(verification_ids):
        column = ExampleRow.verification_id
        found_ids.update(session.scalars(select(column).where(column.in_(part))))
    return found_ids


def _decided(session: Session, verification_ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Return signatory and source name of those verifications that were decided."""
    was_decided = select(DecisionRow.id).where(DecisionRow.verification_id == VerificationRow.id).exists()
    columns = (VerificationRow.id, VerificationRow.signatory_id, VerificationRow.source_name)
    decided = {}
    for part in portions(verification_ids):
        rows = session.execute(select(*columns).where(VerificationRow.id.in_(part), was_decided))
        decided.update({row.id: (row.signatory_id, row.source_name) for row in rows})
    return decided
