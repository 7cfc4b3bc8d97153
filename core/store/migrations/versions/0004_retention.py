"""May the picture of a verification be deleted? It may be emptied; all else is as append-only as it was."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

KEPT = (
    "id", "signatory_id", "at", "source_name", "page_number", "dpi", "distances", "distance", "score",
    "llr", "verdict", "reasons", "findings", "model_digest", "milliseconds", "accept_llr", "reject_llr",
    "accept_far", "reject_frr", "page_hash", "record_hash",
)  # fmt: skip


def upgrade() -> None:
    """Let an update of `verification` through where it changes nothing but `page`, and that to nothing."""
    changes = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in KEPT)
    op.execute("DROP TRIGGER verification_refuses_update")
    op.execute(
        "CREATE TRIGGER verification_refuses_update BEFORE UPDATE ON verification "
        f"WHEN length(NEW.page) > 0 OR {changes} "
        "BEGIN SELECT RAISE(ABORT, 'verification is append-only'); END"
    )
