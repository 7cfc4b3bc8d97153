"""What did the first desk keep? Customers, signatories, specimens, verifications and decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

LIVE = sa.text("removed_at IS NULL")
VERDICTS = "IN ('accept', 'refer', 'reject')"
APPEND_ONLY = ("verification", "decision")


def upgrade() -> None:
    """Make the tables and the triggers that keep verifications and decisions as they were written."""
    _customers()
    _signatories()
    _specimens()
    _verifications()
    _decisions()
    for table in ("customer", "signatory"):
        _search_index(table)
    for table in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _customers() -> None:
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("number_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_customer"),
    )
    op.create_index("uq_customer_number", "customer", ["number_key"], unique=True, sqlite_where=LIVE)
    op.create_index("ix_customer_search", "customer", ["name_key", "search"], sqlite_where=LIVE)
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("number_key", sa.String(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_account_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
    )
    op.create_index("ix_account_customer_id", "account", ["customer_id"])
    op.create_index("uq_account_number", "account", ["number_key"], unique=True, sqlite_where=LIVE)


def _signatories() -> None:
    op.create_table(
        "signatory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_signatory_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_signatory"),
    )
    op.create_index("ix_signatory_customer_id", "signatory", ["customer_id"])
    op.create_index("ix_signatory_search", "signatory", ["name_key", "search"], sqlite_where=LIVE)


def _search_index(table: str) -> None:
    """Index every run of three letters of the column `search`, and keep the index in step."""
    index = f"{table}_search"
    remove = f"({index}, rowid, search) VALUES ('delete', old.id, old.search);"
    add = "(rowid, search) VALUES (new.id, new.search);"
    op.execute(
        f"CREATE VIRTUAL TABLE {index} "
        f"USING fts5(search, content='{table}', content_rowid='id', tokenize='trigram')"
    )
    for event, changes in (
        ("INSERT", (add,)),
        ("DELETE", (remove,)),
        ("UPDATE OF search", (remove, add)),
    ):
        name = f"{index}_after_{event.partition(' ')[0].lower()}"
        steps = " ".join(f"INSERT INTO {index} {change}" for change in changes)
        op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {steps} END")


def _specimens() -> None:
    op.create_table(
        "specimen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.Double(), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("shape", sa.JSON(), nullable=False),
        sa.Column("frame_width", sa.Integer(), nullable=False),
        sa.Column("frame_height", sa.Integer(), nullable=False),
        sa.Column("preprocessing_version", sa.Integer(), nullable=False),
        sa.Column("frame", sa.LargeBinary(), nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["signatory_id"], ["signatory.id"], name="fk_specimen_signatory_id"),
        sa.PrimaryKeyConstraint("id", name="pk_specimen"),
    )
    op.create_index("ix_specimen_signatory_id", "specimen", ["signatory_id"])
    op.create_table(
        "embedding",
        sa.Column("specimen_id", sa.Integer(), nullable=False),
        sa.Column("model_digest", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("embedding", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["specimen_id"], ["specimen.id"], name="fk_embedding_specimen_id"),
        sa.PrimaryKeyConstraint("specimen_id", "model_digest", name="pk_embedding"),
    )
    op.create_table(
        "draft",
        sa.Column("signatory_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.Double(), nullable=True),
        sa.Column("page", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["signatory_id"], ["signatory.id"], name="fk_draft_signatory_id"),
        sa.PrimaryKeyConstraint("signatory_id", "position", name="pk_draft"),
    )


def _verifications() -> None:
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.Double(), nullable=True),
        sa.Column("distances", sa.JSON(), nullable=False),
        sa.Column("distance", sa.Double(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("llr", sa.Double(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("model_digest", sa.String(), nullable=False),
        sa.Column("milliseconds", sa.Double(), nullable=False),
        sa.Column("accept_llr", sa.Double(), nullable=False),
        sa.Column("reject_llr", sa.Double(), nullable=False),
        sa.Column("accept_far", sa.Double(), nullable=False),
        sa.Column("reject_frr", sa.Double(), nullable=False),
        sa.Column("page_hash", sa.String(), nullable=False),
        sa.Column("record_hash", sa.String(), nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(f"verdict {VERDICTS}", name="ck_verification_verdict"),
        sa.ForeignKeyConstraint(["signatory_id"], ["signatory.id"], name="fk_verification_signatory_id"),
        sa.PrimaryKeyConstraint("id", name="pk_verification"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_verification_at", "verification", ["at"])
    op.create_index("ix_verification_signatory_id", "verification", ["signatory_id"])


def _decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("verification_hash", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint(f"decision {VERDICTS}", name="ck_decision_decision"),
        sa.ForeignKeyConstraint(["verification_id"], ["verification.id"], name="fk_decision_verification_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.UniqueConstraint("previous_hash", name="uq_decision_previous_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_verification_id", "decision", ["verification_id"])
