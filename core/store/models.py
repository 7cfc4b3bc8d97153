"""Which models may the bank use, and how are their scores judged?"""

from __future__ import annotations

import json
from pathlib import PureWindowsPath
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import RecordProblem, RefusedRecord
from core.roles import Deed, require
from core.store.learning_records import CalibrationRecord, ModelRecord, PlainData
from core.store.learning_tables import ActivationRow, CalibrationRow, ModelRow
from core.store.shelf import Shelf, filled, found


class ModelShelf(Shelf):
    """Models by digest, and their calibrations, which are append-only."""

    def add_model(
        self,
        digest: str,
        *,
        name: str,
        file: str,
        parent_digest: str | None = None,
        report: PlainData | None = None,
    ) -> ModelRecord:
        """Add a model, or say anew what is given of a known one and restore it.

        `file` is a name without a folder. Raises ValueError where it is not, and for a report that JSON
        cannot hold.
        """
        if PureWindowsPath(file).name != file:  # knows the separators of every system
            raise ValueError("the file of a model is named without its folder")
        data = None if report is None else plain(report)
        digest = filled(digest, kind="model", field="digest")
        with self._writing() as session:
            row = session.get(ModelRow, digest)
            if row is None:
                row = ModelRow(digest=digest, added_at=self._clock(), parent_digest=None, report=None)
                session.add(row)
            row.name = filled(name, kind="model", field="name")
            row.file = filled(file, kind="model", field="file")
            row.removed_at = None
            if parent_digest is not None:
                row.parent_digest = parent_digest
            if data is not None:
                row.report = data
            session.flush()
            return _model(row)

    def models(self, *, with_removed: bool = False) -> list[ModelRecord]:
        """Return the models, oldest first."""
        listed = select(ModelRow).order_by(ModelRow.added_at, ModelRow.digest)
        if not with_removed:
            listed = listed.where(ModelRow.removed_at.is_(None))
        with self._reading() as session:
            return [_model(row) for row in session.scalars(listed)]

    def model(self, digest: str) -> ModelRecord:
        """Return a model, removed or not."""
        with self._reading() as session:
            return _model(model_row(session, digest))

    def remove_model(self, digest: str) -> None:
        """Offer this model no more; its file stays. Refused while it is in use; raises ReservedDeed."""
        require(Deed.DROP_MODEL)
        with self._writing() as session:
            row = model_row(session, digest)
            active = newest_activation(session)
            if active is not None and active.model_digest == digest:
                raise RefusedRecord("model", RecordProblem.IN_USE, digest)
            row.removed_at = row.removed_at or self._clock()

    def restore_model(self, digest: str) -> None:
        """Undo `remove_model`."""
        require(Deed.DROP_MODEL)
        with self._writing() as session:
            model_row(session, digest).removed_at = None

    def add_calibration(
        self,
        model_digest: str,
        *,
        judgement: PlainData,
        policy: PlainData,
        evidence: PlainData,
        officer: str,
        reason: str,
    ) -> CalibrationRecord:
        """Keep how a known model's scores may be judged; raises ValueError for what JSON cannot hold."""
        row = CalibrationRow(
            at=self._clock(),
            officer=filled(officer, kind="calibration", field="officer"),
            reason=filled(reason, kind="calibration", field="reason"),
            model_digest=model_digest,
            judgement=plain(judgement),
            policy=plain(policy),
            evidence=plain(evidence),
        )
        with self._writing() as session:
            model_row(session, model_digest)
            session.add(row)
            session.flush()
            return _calibration(row)

    def calibration(self, calibration_id: int) -> CalibrationRecord:
        """Return a calibration as it was kept."""
        with self._reading() as session:
            return _calibration(found(session, CalibrationRow, calibration_id, kind="calibration"))

    def calibrations(self, model_digest: str | None = None) -> list[CalibrationRecord]:
        """Return the calibrations of one model, or of all, oldest first."""
        listed = select(CalibrationRow).order_by(CalibrationRow.id)
        if model_digest is not None:
            listed = listed.where(CalibrationRow.model_digest == model_digest)
        with self._reading() as session:
            return [_calibration(row) for row in session.scalars(listed)]


def model_row(session: Session, digest: str) -> ModelRow:
    """Return a model by its digest; raises RefusedRecord NOT_FOUND."""
    row = session.get(ModelRow, digest)
    if row is None:
        raise RefusedRecord("model", RecordProblem.NOT_FOUND, digest)
    return row


def newest_activation(session: Session) -> ActivationRow | None:
    """Return the activation that counts; None where no model was ever activated."""
    return session.scalars(select(ActivationRow).order_by(ActivationRow.id.desc()).limit(1)).first()


def plain(data: PlainData) -> dict[str, Any]:
    """Return `data` as it will be read again, keys as text; not-a-number and infinity raise ValueError."""
    kept: dict[str, Any] = json.loads(json.dumps(dict(data), allow_nan=False))
    return kept


def _model(row: ModelRow) -> ModelRecord:
    return ModelRecord(
        digest=row.digest,
        name=row.name,
        file=row.file,
        added_at=row.added_at,
        parent_digest=row.parent_digest,
        report=row.report,
        is_removed=row.removed_at is not None,
    )


def _calibration(row: CalibrationRow) -> CalibrationRecord:
    return CalibrationRecord(
        id=row.id,
        at=row.at,
        officer=row.officer,
        reason=row.reason,
        model_digest=row.model_digest,
        judgement=row.judgement,
        policy=row.policy,
        evidence=row.evidence,
    )
