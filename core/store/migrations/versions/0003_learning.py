"""What does the desk learn from, and which model does it use? Examples, labels, models and activations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

OWNED = (
    "(verification_id IS NULL) = (signatory_id IS NULL) AND (verification_id IS NULL) = (writer <> '') "
    "AND (verification_id IS NULL) = (batch <> '')"
)
PICTURED = "(verification_id IS NULL) = (page IS NOT NULL)"
FRAMED = (
    "(shape IS NULL) = (frame IS NULL) AND (frame_width IS NULL) = (frame IS NULL) "
    "AND (frame_height IS NULL) = (frame IS NULL)"
)
LABELS = "label IN ('genuine', 'forged', 'excluded', 'unknown')"
SOURCES = "source IN ('clerk', 'second officer', 'known outcome', 'import')"
KINDS = "kind IN ('switch', 'rollback', 'calibration')"
APPEND_ONLY = ("label", "calibration", "activation")


def upgrade() -> None:
    """Make the tables, and the triggers that keep labels, calibrations and activations as written."""
    _examples()
    _labels()
    _models()
    _activations()
    for table in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _examples() -> None:
    op.create_table(
        "example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Integer(), nullable=True),
        sa.Column("signatory_id", sa.Integer(), nullable=True),
        sa.Column("writer", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=True),
        sa.Column("dpi", sa.Double(), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("shape", sa.JSON(), nullable=True),
        sa.Column("frame_width", sa.Integer(), nullable=True),
        sa.Column("frame_height", sa.Integer(), nullable=True),
        sa.Column("preprocessing_version", sa.Integer(), nullable=False),
        sa.Column("frame", sa.LargeBinary(), nullable=True),
        sa.Column("page", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(OWNED, name=op.f("ck_example_owner")),
        sa.CheckConstraint(PICTURED, name=op.f("ck_example_page")),
        sa.CheckConstraint(FRAMED, name=op.f("ck_example_frame")),
        sa.ForeignKeyConstraint(["verification_id"], ["verification.id"], name="fk_example_verification_id"),
        sa.ForeignKeyConstraint(["signatory_id"], ["signatory.id"], name="fk_example_signatory_id"),
        sa.PrimaryKeyConstraint("id", name="pk_example"),
        sa.UniqueConstraint("verification_id", name="uq_example_verification_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_example_signatory_id", "example", ["signatory_id"])
    op.create_index("ix_example_batch", "example", ["batch"])


def _labels() -> None:
    op.create_table(
        "label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("example_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(LABELS, name=op.f("ck_label_label")),
        sa.CheckConstraint(SOURCES, name=op.f("ck_label_source")),
        sa.ForeignKeyConstraint(["example_id"], ["example.id"], name="fk_label_example_id"),
        sa.PrimaryKeyConstraint("id", name="pk_label"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_label_example_id", "label", ["example_id"])


def _models() -> None:
    op.create_table(
        "model",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("parent_digest", sa.String(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_model"),
    )
    op.create_table(
        "calibration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("model_digest", sa.String(), nullable=False),
        sa.Column("judgement", sa.JSON(), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["model_digest"], ["model.digest"], name="fk_calibration_model_digest"),
        sa.PrimaryKeyConstraint("id", name="pk_calibration"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_calibration_model_digest", "calibration", ["model_digest"])


def _activations() -> None:
    op.create_table(
        "activation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("model_digest", sa.String(), nullable=False),
        sa.Column("calibration_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("is_overridden", sa.Boolean(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_activation_kind")),
        sa.ForeignKeyConstraint(["model_digest"], ["model.digest"], name="fk_activation_model_digest"),
        sa.ForeignKeyConstraint(["calibration_id"], ["calibration.id"], name="fk_activation_calibration_id"),
        sa.PrimaryKeyConstraint("id", name="pk_activation"),
        sa.UniqueConstraint("previous_hash", name="uq_activation_previous_hash"),
        sqlite_autoincrement=True,
    )
