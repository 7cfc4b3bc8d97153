"""How is what the bank learns from, and which model it uses, laid out in the database?

As in `core.store.tables`, every change here needs a migration.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.store.tables import Table

OWNED = (
    "(verification_id IS NULL) = (signatory_id IS NULL) AND (verification_id IS NULL) = (writer <> '') "
    "AND (verification_id IS NULL) = (batch <> '')"
)
PICTURED = "(verification_id IS NULL) = (page IS NOT NULL)"
FRAMED = (
    "(shape IS NULL) = (frame IS NULL) AND (frame_width IS NULL) = (frame IS NULL) "
    "AND (frame_height IS NULL) = (frame IS NULL)"
)
LABELS = "IN ('genuine', 'forged', 'excluded', 'unknown')"
SOURCES = "IN ('clerk', 'second officer', 'known outcome', 'import')"
KINDS = "IN ('switch', 'rollback', 'calibration')"


class ExampleRow(Table):
    """A presented signature to learn from: of a verification, or of an import, which brings its own page.

    `frame` is packed bits as in `specimen`; it, its size and `shape` are NULL where the scan was unfit.
    """

    __tablename__ = "example"
    id: Mapped[int] = mapped_column(primary_key=True)
    verification_id: Mapped[int | None] = mapped_column(ForeignKey("verification.id"), unique=True)
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("signatory.id"), index=True)
    writer: Mapped[str]
    batch: Mapped[str] = mapped_column(index=True)
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    source_name: Mapped[str]
    page_number: Mapped[int | None]
    dpi: Mapped[float | None]
    findings: Mapped[list[Any]]
    shape: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    frame_width: Mapped[int | None]
    frame_height: Mapped[int | None]
    preprocessing_version: Mapped[int]
    frame: Mapped[bytes | None] = mapped_column(deferred=True)
    page: Mapped[bytes | None] = mapped_column(deferred=True)
    __table_args__ = (
        CheckConstraint(OWNED, name="owner"),
        CheckConstraint(PICTURED, name="page"),
        CheckConstraint(FRAMED, name="frame"),
        {"sqlite_autoincrement": True},
    )


class LabelRow(Table):
    """What someone said an example is. Never updated or deleted: triggers see to it; the newest counts."""

    __tablename__ = "label"
    id: Mapped[int] = mapped_column(primary_key=True)
    example_id: Mapped[int] = mapped_column(ForeignKey("example.id"), index=True)
    at: Mapped[datetime]
    officer: Mapped[str]
    label: Mapped[str]
    source: Mapped[str]
    reason: Mapped[str]
    __table_args__ = (
        CheckConstraint(f"label {LABELS}", name="label"),
        CheckConstraint(f"source {SOURCES}", name="source"),
        {"sqlite_autoincrement": True},
    )


class ModelRow(Table):
    """A model the bank may use; `file` is a name without a folder, for banks move."""

    __tablename__ = "model"
    digest: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    file: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    parent_digest: Mapped[str | None]
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class CalibrationRow(Table):
    """How the scores of a model are judged. Never updated or deleted: triggers see to it."""

    __tablename__ = "calibration"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    officer: Mapped[str]
    reason: Mapped[str]
    model_digest: Mapped[str] = mapped_column(ForeignKey("model.digest"), index=True)
    judgement: Mapped[dict[str, Any]]
    policy: Mapped[dict[str, Any]]
    evidence: Mapped[dict[str, Any]]
    __table_args__ = ({"sqlite_autoincrement": True},)


class ActivationRow(Table):
    """From when on a model was used. Never updated or deleted: triggers see to it; `hash` chains all rows."""

    __tablename__ = "activation"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    officer: Mapped[str]
    reason: Mapped[str]
    model_digest: Mapped[str] = mapped_column(ForeignKey("model.digest"))
    calibration_id: Mapped[int | None] = mapped_column(ForeignKey("calibration.id"))
    kind: Mapped[str]
    is_overridden: Mapped[bool]
    finding: Mapped[str]
    previous_hash: Mapped[str] = mapped_column(unique=True)
    hash: Mapped[str]
    __table_args__ = (
        CheckConstraint(f"kind {KINDS}", name="kind"),
        {"sqlite_autoincrement": True},
    )
