"""Which specimens has a signatory, and what did each model make of them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, delete, func, insert, select
from sqlalchemy.orm import Session

from core.errors import DeletedPicture, RecordProblem, RefusedRecord
from core.image.frame import PREPROCESSING_VERSION
from core.image.page import Page
from core.image.pen_chunk import trajectory_in
from core.net.embedding import Embedding
from core.pen.way import Trajectory
from core.spread import spread
from core.store.pictures import (
    findings_data,
    findings_from,
    pack_frame,
    pack_page,
    page_from,
    shape_data,
    shape_from,
    unpack_frame,
)
from core.store.portions import packed_frames, portions
from core.store.records import NewSpecimen, SpecimenRecord
from core.store.shelf import Shelf, found
from core.store.signatories import live_signatory
from core.store.tables import CustomerRow, DraftRow, EmbeddingRow, SignatoryRow, SpecimenRow


class SpecimenShelf(Shelf):
    """Specimens, their pictures and their embeddings."""

    def enrol(
        self, signatory_id: int, scans: Sequence[NewSpecimen], *, finishes_draft: bool = False
    ) -> list[SpecimenRecord]:
        """Enrol all of `scans`, and drop the signatory's draft if that finishes it, in one transaction."""
        rows = self._specimen_rows(scans)
        with self._writing() as session:
            live_signatory(session, signatory_id)
            insert_specimens(session, rows, signatory_id)
            if finishes_draft:
                session.execute(delete(DraftRow).where(DraftRow.signatory_id == signatory_id))
            return [_record(row) for row, _ in rows]

    def specimens(self, signatory_id: int, *, with_withdrawn: bool = False) -> list[SpecimenRecord]:
        """Return a signatory's specimens, oldest first; those that were deleted for good are left out."""
        with self._reading() as session:
            found(session, SignatoryRow, signatory_id, kind="signatory")
            owned = select(SpecimenRow).where(SpecimenRow.signatory_id == signatory_id, _is_there())
            if not with_withdrawn:
                owned = owned.where(SpecimenRow.withdrawn_at.is_(None))
            return [_record(row) for row in session.scalars(owned.order_by(SpecimenRow.id))]

    def live_specimens(self) -> list[SpecimenRecord]:
        """Return every specimen that is compared with, of all who are not removed, oldest first."""
        live = (
            select(SpecimenRow)
            .join(SignatoryRow, SignatoryRow.id == SpecimenRow.signatory_id)
            .join(CustomerRow, CustomerRow.id == SignatoryRow.customer_id)
            .where(SpecimenRow.withdrawn_at.is_(None))
            .where(SignatoryRow.removed_at.is_(None), CustomerRow.removed_at.is_(None))
        )
        with self._reading() as session:
            return [_record(row) for row in session.scalars(live.order_by(SpecimenRow.id))]

    def specimen_page(self, specimen_id: int) -> Page:
        """Return the page as it was enrolled; raises DeletedPicture."""
        with self._reading() as session:
            row = found(session, SpecimenRow, specimen_id, kind="specimen")
            if not row.page:
                raise DeletedPicture("specimen", specimen_id)
            return page_from(row.page, name=row.source_name, number=row.page_number, dpi=row.dpi)

    def specimen_trajectories(self, specimen_ids: Sequence[int]) -> dict[int, Trajectory]:
        """Return by specimen id how those were written of which it is known; no picture is decoded."""
        kept: dict[int, Trajectory] = {}
        with self._reading() as session:
            for part in portions(specimen_ids):
                asked = select(SpecimenRow.id, SpecimenRow.page).where(SpecimenRow.id.in_(part))
                for specimen_id, png in session.execute(asked):
                    if (trajectory := trajectory_in(png)) is not None:
                        kept[specimen_id] = trajectory
        return kept

    def specimen_frame(self, specimen_id: int) -> NDArray[np.float32]:
        """Return the frame (1, H, W) as it was enrolled, 1 is ink."""
        with self._reading() as session:
            row = found(session, SpecimenRow, specimen_id, kind="specimen")
            return unpack_frame(row.frame, height=row.frame_height, width=row.frame_width)

    def specimen_frames(self, specimen_ids: Sequence[int]) -> dict[int, NDArray[np.uint8]]:
        """Return frames by specimen id, (H * W / 8,) uint8, one bit a pixel."""
        with self._reading() as session:
            return packed_frames(session, SpecimenRow, specimen_ids)

    def withdraw_specimen(self, specimen_id: int) -> None:
        """Compare with this specimen no more; its pictures stay."""
        with self._writing() as session:
            row = found(session, SpecimenRow, specimen_id, kind="specimen")
            row.withdrawn_at = row.withdrawn_at or self._clock()

    def restore_specimen(self, specimen_id: int) -> None:
        """Undo `withdraw_specimen`; NOT_FOUND where it was deleted for good meanwhile."""
        with self._writing() as session:
            row = found(session, SpecimenRow, specimen_id, kind="specimen")
            if not row.frame_width:
                raise RefusedRecord("specimen", RecordProblem.NOT_FOUND, str(specimen_id))
            row.withdrawn_at = None

    def embeddings(self, signatory_id: int, *, digest: str) -> dict[int, Embedding]:
        """Return what model `digest` made of a signatory's specimens, by specimen id, where it has."""
        made = (
            select(EmbeddingRow.specimen_id, EmbeddingRow.embedding)
            .join(SpecimenRow, SpecimenRow.id == EmbeddingRow.specimen_id)
            .where(SpecimenRow.signatory_id == signatory_id, EmbeddingRow.model_digest == digest)
        )
        with self._reading() as session:
            kept = session.execute(made).all()
        return {specimen_id: Embedding.from_bytes(data) for specimen_id, data in kept}

    def keep_embeddings(self, embeddings: Mapping[int, Embedding], *, digest: str) -> None:
        """Keep what model `digest` made of specimens, by specimen id; what is kept already is replaced."""
        if not embeddings:
            return
        now = self._clock()
        rows = [
            {"specimen_id": key, "model_digest": digest, "made_at": now, "embedding": made.to_bytes()}
            for key, made in embeddings.items()
        ]
        of_model = delete(EmbeddingRow).where(EmbeddingRow.model_digest == digest)
        with self._writing() as session:
            for part in portions(list(embeddings)):
                session.execute(of_model.where(EmbeddingRow.specimen_id.in_(part)))
            session.execute(insert(EmbeddingRow), rows)

    def specimens_lacking(self, *, digest: str, limit: int) -> list[int]:
        """Return specimens that model `digest` has not embedded, withdrawn ones too, oldest first."""
        with self._reading() as session:
            return list(session.scalars(lacking(digest).limit(limit)))

    def count_lacking(self, *, digest: str) -> int:
        """Return how many specimens model `digest` has not embedded."""
        with self._reading() as session:
            return session.scalar(select(func.count()).select_from(lacking(digest).subquery())) or 0

    def _specimen_rows(self, scans: Sequence[NewSpecimen]) -> list[tuple[SpecimenRow, EmbeddingRow]]:
        """Do the slow part, encoding pictures, before the database is locked."""
        now = self._clock()
        return spread(lambda scan: _rows(scan, made_at=now), scans)


def lacking(digest: str) -> Select[Any]:
    """Ask for the specimens that model `digest` has not embedded, oldest first.

    Withdrawn ones count: they may be restored, unless they were deleted for good.
    """
    made = select(EmbeddingRow.specimen_id).where(
        EmbeddingRow.specimen_id == SpecimenRow.id, EmbeddingRow.model_digest == digest
    )
    return select(SpecimenRow.id).where(~made.exists(), _is_there()).order_by(SpecimenRow.id)


def _is_there() -> ColumnElement[bool]:
    return SpecimenRow.frame_width > 0


def insert_specimens(
    session: Session, rows: list[tuple[SpecimenRow, EmbeddingRow]], signatory_id: int
) -> None:
    """Add specimens with their embeddings to a signatory."""
    for specimen, _ in rows:
        specimen.signatory_id = signatory_id
        session.add(specimen)
    session.flush()
    for specimen, embedding in rows:
        embedding.specimen_id = specimen.id
        session.add(embedding)
    session.flush()


def _rows(scan: NewSpecimen, *, made_at: datetime) -> tuple[SpecimenRow, EmbeddingRow]:
    _, height, width = scan.frame.shape
    specimen = SpecimenRow(
        enrolled_at=made_at,
        withdrawn_at=None,
        source_name=scan.page.name,
        page_number=scan.page.number,
        dpi=scan.page.dpi,
        findings=findings_data(scan.findings),
        shape=shape_data(scan.shape),
        frame_width=width,
        frame_height=height,
        preprocessing_version=PREPROCESSING_VERSION,
        frame=pack_frame(scan.frame),
        page=pack_page(scan.page),
    )
    return specimen, EmbeddingRow(
        model_digest=scan.digest, made_at=made_at, embedding=scan.embedding.to_bytes()
    )


def _record(row: SpecimenRow) -> SpecimenRecord:
    return SpecimenRecord(
        id=row.id,
        signatory_id=row.signatory_id,
        enrolled_at=row.enrolled_at,
        source_name=row.source_name,
        dpi=row.dpi,
        findings=findings_from(row.findings),
        shape=shape_from(row.shape),
        is_withdrawn=row.withdrawn_at is not None,
    )
