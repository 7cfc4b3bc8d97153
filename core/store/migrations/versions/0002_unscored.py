"""How is a scan that is not fit to judge kept? As a verification without a score, referred to a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

VERDICTS = "verdict IN ('accept', 'refer', 'reject')"
SCORED_OR_REFERRED = (
    "(distance IS NULL) = (llr IS NULL) AND (score IS NULL) = (llr IS NULL) "
    "AND (llr IS NOT NULL OR verdict = 'refer')"
)


def upgrade() -> None:
    """Let the three numbers be NULL, together, where the verdict is to refer.

    SQLite cannot change a column, so the table is made anew and its rows are copied as they are, which keeps
    their hashes true. Its triggers go with the old table and are made anew too. The first revision gave the
    check of the verdict its prefix twice; it gets the name that the program knows it by.
    """
    checks = (
        sa.CheckConstraint(VERDICTS, name="ck_verification_verdict"),
        sa.CheckConstraint(SCORED_OR_REFERRED, name="ck_verification_score"),
    )
    with op.batch_alter_table(
        "verification", recreate="always", table_args=checks, table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        for name in ("distance", "score", "llr"):
            table.alter_column(name, existing_type=sa.Double(), nullable=True)
        table.drop_constraint(op.f("ck_verification_ck_verification_verdict"), type_="check")
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER verification_refuses_{change.lower()} BEFORE {change} ON verification "
            "BEGIN SELECT RAISE(ABORT, 'verification is append-only'); END"
        )
