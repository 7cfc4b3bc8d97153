"""What was compared, when, by which model, and with what result?"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from core.errors import DeletedPicture
from core.image.page import Page
from core.store.chain import hash_of
from core.store.pictures import findings_data, findings_from, pack_page, page_from
from core.store.records import NewVerification, PenRecord, VerificationRecord
from core.store.shelf import Shelf, found
from core.store.signatories import live_signatory
from core.store.tables import VerificationRow

PEN = "pen"
"""Among the reasons stands what the pen said, so that the hash of a record covers it."""


class VerificationShelf(Shelf):
    """Verifications: written once, never changed."""

    def record_verification(self, signatory_id: int, new: NewVerification) -> VerificationRecord:
        """Record a comparison with the presented page, in one small transaction."""
        row = self._verification_row(signatory_id, new)
        with self._writing() as session:
            return verification_record(insert_verification(session, row))

    def verification(self, verification_id: int) -> VerificationRecord:
        """Return a verification as it was recorded."""
        with self._reading() as session:
            return verification_record(found(session, VerificationRow, verification_id, kind="verification"))

    def presented_page(self, verification_id: int) -> Page:
        """Return the presented page as it was compared; raises DeletedPicture."""
        with self._reading() as session:
            row = found(session, VerificationRow, verification_id, kind="verification")
            if not row.page:
                raise DeletedPicture("verification", verification_id)
            return page_from(row.page, name=row.source_name, number=row.page_number, dpi=row.dpi)

    def _verification_row(self, signatory_id: int, new: NewVerification) -> VerificationRow:
        """Make the row, hash included; packing the page takes long, so it is done before the transaction."""
        row = _row(new)
        row.signatory_id = signatory_id
        row.at = self._clock()
        row.record_hash = verification_hash(row)
        return row


def insert_verification(session: Session, row: VerificationRow) -> VerificationRow:
    """Add a verification of a signatory who has not been removed; its id is known afterwards."""
    live_signatory(session, row.signatory_id)
    session.add(row)
    session.flush()
    return row


def verification_hash(row: VerificationRow) -> str:
    """Return the hash of everything recorded but the id and the page, which counts by its own hash."""
    left_out = {"id", "page", "record_hash"}
    columns = [column.key for column in VerificationRow.__table__.columns if column.key not in left_out]
    return hash_of({column: getattr(row, column) for column in columns})


def verification_record(row: VerificationRow) -> VerificationRecord:
    """Return a row of the table as a record."""
    return VerificationRecord(
        id=row.id,
        signatory_id=row.signatory_id,
        at=row.at,
        source_name=row.source_name,
        distances={int(specimen_id): float(distance) for specimen_id, distance in row.distances},
        distance=row.distance,
        score=row.score,
        llr=row.llr,
        verdict=row.verdict,
        reasons=tuple(reason for reason in row.reasons if reason["kind"] != PEN),
        findings=findings_from(row.findings),
        model_digest=row.model_digest,
        milliseconds=row.milliseconds,
        accept_llr=row.accept_llr,
        reject_llr=row.reject_llr,
        accept_far=row.accept_far,
        reject_frr=row.reject_frr,
        pen=next((_pen(reason) for reason in row.reasons if reason["kind"] == PEN), None),
    )


def _row(new: NewVerification) -> VerificationRow:
    png = pack_page(new.page)
    said = [] if new.pen is None else [_pen_data(new.pen)]
    return VerificationRow(
        source_name=new.page.name,
        page_number=new.page.number,
        dpi=new.page.dpi,
        distances=_closest_first(new.distances),
        distance=_number(new.distance),
        score=_number(new.score),
        llr=_number(new.llr),
        verdict=str(new.verdict),
        reasons=[*(dict(reason) for reason in new.reasons), *said],
        findings=findings_data(new.findings),
        model_digest=new.model_digest,
        milliseconds=float(new.milliseconds),
        accept_llr=float(new.accept_llr),
        reject_llr=float(new.reject_llr),
        accept_far=float(new.accept_far),
        reject_frr=float(new.reject_frr),
        page_hash=sha256(png).hexdigest(),
        page=png,
    )


def _closest_first(distances: Mapping[int, float]) -> list[list[Any]]:
    pairs = ([int(key), float(distance)] for key, distance in distances.items())
    return sorted(pairs, key=lambda pair: pair[1])


def _pen_data(pen: PenRecord) -> dict[str, Any]:
    return {
        "kind": PEN,
        "distances": _closest_first(pen.distances),
        "llr": float(pen.llr),
        "image_llr": float(pen.image_llr),
        "digest": pen.digest,
    }


def _pen(data: dict[str, Any]) -> PenRecord:
    distances = {int(specimen_id): float(distance) for specimen_id, distance in data["distances"]}
    return PenRecord(distances, data["llr"], data["image_llr"], data["digest"])


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
