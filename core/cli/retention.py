"""How is what the bank keeps no longer deleted from a shell, or counted first?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from core.cli.bank_options import DatabaseOption, opened
from core.cli.output import answer, say, show_progress
from core.errors import BadData
from core.managed import read_managed


def retention(
    database: DatabaseOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count only; nothing is deleted.")] = False,  # noqa: FBT002
) -> None:
    """Delete, for good, the pictures and names that IT settled to keep no longer."""
    from core.learning.forgetting import forget, overdue
    from core.store.retention import Terms

    settled = read_managed().retention
    if settled.pictures_days is None and settled.removed_days is None:
        raise BadData("retention", "the managed file (specimen.toml) settles none, so everything is kept")
    now = datetime.now(UTC)
    terms = Terms.at(now, pictures_days=settled.pictures_days, removed_days=settled.removed_days)
    with opened(database) as bank:
        found = (
            overdue(bank, terms, now=now) if dry_run else forget(bank, terms, now=now, report=show_progress)
        )
    if not dry_run:
        say("")
    counts = {**found.records._asdict(), "copies": found.copies, "trainings": found.trainings}
    answer(json.dumps({"deleted": not dry_run, **counts}))
