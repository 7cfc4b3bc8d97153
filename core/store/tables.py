"""How are the bank's records laid out in the database?

Every change here needs a migration (`core/store/migrations/versions`) that serves file and server; a test
compares the two. What a server has besides, `core.store.server_tables` says.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
}
LIVE = text("removed_at IS NULL")
VERDICTS = "IN ('accept', 'refer', 'reject')"
SCORED_OR_REFERRED = (
    "(distance IS NULL) = (llr IS NULL) AND (score IS NULL) = (llr IS NULL) "
    "AND (llr IS NOT NULL OR verdict = 'refer')"
)


class Utc(TypeDecorator[datetime]):
    """A time in UTC; times without a zone are refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {
        datetime: Utc,
        float: Double,
        str: String().with_variant(String(collation="C"), "postgresql"),  # in one order everywhere
        dict[str, Any]: JSON,
        list[Any]: JSON,
        bytes: LargeBinary,
    }


class CustomerRow(Table):
    """A customer; `number_key`, `name_key` and `search` are folded (see `core.store.folding`)."""

    __tablename__ = "customer"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    number_key: Mapped[str]
    name: Mapped[str]
    name_key: Mapped[str]
    note: Mapped[str]
    search: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    __table_args__ = (
        Index("uq_customer_number", "number_key", unique=True, sqlite_where=LIVE),
        Index("ix_customer_search", "name_key", "search", sqlite_where=LIVE),
    )


class AccountRow(Table):
    """An account of a customer; removed and restored together with the customer."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    position: Mapped[int]
    number: Mapped[str]
    number_key: Mapped[str]
    removed_at: Mapped[datetime | None]
    __table_args__ = (Index("uq_account_number", "number_key", unique=True, sqlite_where=LIVE),)


class SignatoryRow(Table):
    """Someone who may sign for a customer."""

    __tablename__ = "signatory"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str]
    name_key: Mapped[str]
    role: Mapped[str]
    search: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_signatory_search", "name_key", "search", sqlite_where=LIVE),)


class SpecimenRow(Table):
    """An enrolled specimen: `page` as PNG, `frame` as packed bits (rows of `frame_width` bits, 1 is ink).

    One that was deleted for good is withdrawn, `frame_width` is 0, and nothing is in it.
    """

    __tablename__ = "specimen"
    id: Mapped[int] = mapped_column(primary_key=True)
    signatory_id: Mapped[int] = mapped_column(ForeignKey("signatory.id"), index=True)
    enrolled_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    source_name: Mapped[str]
    page_number: Mapped[int]
    dpi: Mapped[float | None]
    findings: Mapped[list[Any]]
    shape: Mapped[dict[str, Any]]
    frame_width: Mapped[int]
    frame_height: Mapped[int]
    preprocessing_version: Mapped[int]
    frame: Mapped[bytes] = mapped_column(deferred=True)
    page: Mapped[bytes] = mapped_column(deferred=True)


class EmbeddingRow(Table):
    """What one model made of one specimen; models never share rows."""

    __tablename__ = "embedding"
    specimen_id: Mapped[int] = mapped_column(ForeignKey("specimen.id"), primary_key=True)
    model_digest: Mapped[str] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    embedding: Mapped[bytes]


class VerificationRow(Table):
    """A comparison as it was. Never updated or deleted: triggers see to it, but for `page`, which is emptied
    when it has been kept long enough.

    `distances` is [[specimen id, distance], ...], closest first; `record_hash` covers every other column,
    the page by its own SHA-256 in `page_hash`. What was not fit to judge is unscored: its verdict is "refer",
    `distances` is empty, and the three numbers are NULL.
    """

    __tablename__ = "verification"
    id: Mapped[int] = mapped_column(primary_key=True)
    signatory_id: Mapped[int] = mapped_column(ForeignKey("signatory.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    source_name: Mapped[str]
    page_number: Mapped[int]
    dpi: Mapped[float | None]
    distances: Mapped[list[Any]]
    distance: Mapped[float | None]
    score: Mapped[float | None]
    llr: Mapped[float | None]
    verdict: Mapped[str]
    reasons: Mapped[list[Any]]
    findings: Mapped[list[Any]]
    model_digest: Mapped[str]
    milliseconds: Mapped[float]
    accept_llr: Mapped[float]
    reject_llr: Mapped[float]
    accept_far: Mapped[float]
    reject_frr: Mapped[float]
    page_hash: Mapped[str]
    record_hash: Mapped[str]
    page: Mapped[bytes] = mapped_column(deferred=True)
    __table_args__ = (
        CheckConstraint(f"verdict {VERDICTS}", name="verdict"),
        CheckConstraint(SCORED_OR_REFERRED, name="score"),
        {"sqlite_autoincrement": True},
    )


class DecisionRow(Table):
    """What a clerk decided. Never updated or deleted: triggers see to it; `hash` chains all rows."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    verification_id: Mapped[int] = mapped_column(ForeignKey("verification.id"), index=True)
    at: Mapped[datetime]
    officer: Mapped[str]
    decision: Mapped[str]
    remark: Mapped[str]
    verification_hash: Mapped[str]
    previous_hash: Mapped[str] = mapped_column(unique=True)
    hash: Mapped[str]
    __table_args__ = (
        CheckConstraint(f"decision {VERDICTS}", name="decision"),
        {"sqlite_autoincrement": True},
    )


class DraftRow(Table):
    """A page of an enrolment that was begun and not finished."""

    __tablename__ = "draft"
    signatory_id: Mapped[int] = mapped_column(ForeignKey("signatory.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    source_name: Mapped[str]
    page_number: Mapped[int]
    dpi: Mapped[float | None]
    page: Mapped[bytes]
