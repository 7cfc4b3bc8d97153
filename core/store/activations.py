"""Which model was in use from when on, and has anyone changed what was recorded of it?"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import RecordProblem, RefusedRecord
from core.store.chain import FIRST_HASH, hash_of
from core.store.learning_records import ActivationKind, ActivationRecord
from core.store.learning_tables import ActivationRow, CalibrationRow
from core.store.models import model_row, newest_activation
from core.store.shelf import Shelf, filled, found
from core.store.specimens import lacking


class ActivationShelf(Shelf):
    """Activations: append-only, each bound to the one before and to its calibration."""

    def activate(
        self,
        model_digest: str,
        *,
        calibration_id: int | None = None,
        kind: ActivationKind,
        is_overridden: bool = False,
        finding: str = "",
        officer: str,
        reason: str,
    ) -> ActivationRecord:
        """Use this model, and this calibration of it, from now on.

        Raises RefusedRecord where the model is unknown or removed, the calibration is another model's, or
        officer or reason is empty. A switch or rollback is refused as long as a specimen lacks its embedding
        (the first such specimen is named); a calibration, where another model is in use.
        """
        row = ActivationRow(
            officer=filled(officer, kind="activation", field="officer"),
            reason=filled(reason, kind="activation", field="reason"),
            model_digest=model_digest,
            calibration_id=calibration_id,
            kind=ActivationKind(kind).value,
            is_overridden=bool(is_overridden),
            finding=finding.strip(),
        )
        with self._writing() as session:
            before = newest_activation(session)
            _refuse_unready(session, row, before)
            row.at = self._clock()
            row.previous_hash = FIRST_HASH if before is None else before.hash
            row.hash = _hash(row, _calibration_of(session, row))
            session.add(row)
            session.flush()
            return _record(row)

    def active(self) -> ActivationRecord | None:
        """Return the activation that counts now; None where no model was ever activated."""
        with self._reading() as session:
            row = newest_activation(session)
            return None if row is None else _record(row)

    def activations(self) -> list[ActivationRecord]:
        """Return every activation, oldest first; the last one counts."""
        with self._reading() as session:
            return [_record(row) for row in session.scalars(select(ActivationRow).order_by(ActivationRow.id))]

    def check_activations(self) -> int | None:
        """Return the id of the first activation that, or whose calibration, is not as it was recorded.

        None: all is whole.
        """
        both = (
            select(ActivationRow, CalibrationRow)
            .outerjoin(CalibrationRow, CalibrationRow.id == ActivationRow.calibration_id)
            .order_by(ActivationRow.id)
        )
        with self._reading() as session:
            expected = FIRST_HASH
            for row, calibration in session.execute(both):
                if row.previous_hash != expected or row.hash != _hash(row, calibration):
                    return row.id
                expected = row.hash
        return None


def _refuse_unready(session: Session, row: ActivationRow, before: ActivationRow | None) -> None:
    """Look inside the transaction of the switch: a specimen enrolled a moment ago counts too."""
    if model_row(session, row.model_digest).removed_at is not None:
        raise RefusedRecord("model", RecordProblem.WITHDRAWN, row.model_digest)
    if row.kind == ActivationKind.CALIBRATION:
        if before is not None and before.model_digest != row.model_digest:
            raise RefusedRecord("model", RecordProblem.NOT_IN_USE, row.model_digest)
        return
    first = session.scalar(lacking(row.model_digest).limit(1))
    if first is not None:
        raise RefusedRecord("embedding", RecordProblem.INCOMPLETE, str(first))


def _calibration_of(session: Session, row: ActivationRow) -> CalibrationRow | None:
    if row.calibration_id is None:
        return None
    calibration = found(session, CalibrationRow, row.calibration_id, kind="calibration")
    if calibration.model_digest != row.model_digest:
        raise RefusedRecord("calibration", RecordProblem.NOT_FOUND, str(calibration.id))
    return calibration


def _hash(row: ActivationRow, calibration: CalibrationRow | None) -> str:
    columns = [column.key for column in ActivationRow.__table__.columns if column.key not in {"id", "hash"}]
    content = {column: getattr(row, column) for column in columns}
    return hash_of({**content, "calibration_hash": None if calibration is None else _content(calibration)})


def _content(row: CalibrationRow) -> str:
    return hash_of({column.key: getattr(row, column.key) for column in CalibrationRow.__table__.columns})


def _record(row: ActivationRow) -> ActivationRecord:
    return ActivationRecord(
        id=row.id,
        at=row.at,
        officer=row.officer,
        reason=row.reason,
        model_digest=row.model_digest,
        calibration_id=row.calibration_id,
        kind=ActivationKind(row.kind),
        is_overridden=row.is_overridden,
        finding=row.finding,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
