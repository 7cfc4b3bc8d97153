"""What is in a database, asked without changing anything of it, its version included?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from core.errors import StoreProblem, UnusableStore
from core.store.bank import Bank
from core.store.engine import refused
from core.store.upgrade import known_revisions

COUNTS = {
    "customer": "SELECT count(*) FROM customer WHERE removed_at IS NULL",
    "signatory": "SELECT count(*) FROM signatory WHERE removed_at IS NULL",
    "specimen": "SELECT count(*) FROM specimen WHERE withdrawn_at IS NULL",
    "verification": "SELECT count(*) FROM verification",
    "decision": "SELECT count(*) FROM decision",
    "example": "SELECT count(*) FROM example WHERE removed_at IS NULL",
}


class Age(StrEnum):
    """How the version of a database stands to that of the program."""

    CURRENT = "that of this program"
    OLDER = "older, brought up to date when the desk opens it"
    NEWER = "newer than this program"
    NONE = "empty"


@dataclass(frozen=True)
class Look:
    """What was seen; chains are followed only where the version is that of the program."""

    revision: str
    age: Age
    damage: str = ""
    """The first thing that SQLite's own check found, else empty."""
    counts: dict[str, int] = field(default_factory=dict)
    """By table; without those removed."""
    broken_decision: int | None = None
    broken_activation: int | None = None


def look_at(path: Path) -> Look:
    """Look at a database that is there; raises UnusableStore. Reading all of it takes seconds a gigabyte."""
    with refused(path), closing(_connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not tables:
            return Look("", Age.NONE)
        if "alembic_version" not in tables:
            raise UnusableStore(path, StoreProblem.DAMAGED, "not a bank of this program")
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        counts = {
            table: connection.execute(query).fetchone()[0]
            for table, query in COUNTS.items()
            if table in tables
        }
    seen = Look(revision, _age(revision), "" if said == "ok" else said, counts)
    return seen if seen.age is not Age.CURRENT or seen.damage else _followed(seen, path)


@contextmanager
def looking(path: Path) -> Iterator[Bank]:
    """Open a bank of this program's version for reading alone; whatever would write fails."""
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(path), poolclass=NullPool, hide_parameters=True
    )
    try:
        yield Bank(engine, path=path)
    finally:
        engine.dispose()


def _followed(seen: Look, path: Path) -> Look:
    with looking(path) as bank:
        return Look(
            seen.revision, seen.age, seen.damage, seen.counts, bank.check_chain(), bank.check_activations()
        )


def _age(revision: str) -> Age:
    known = known_revisions()
    if revision == known[-1]:
        return Age.CURRENT
    return Age.OLDER if revision in known else Age.NEWER


def _connect(path: Path) -> sqlite3.Connection:
    """Open for reading. Where no desk has it open there is no log; SQLite would make one beside the file and
    leave it, unless it is told that nobody writes.
    """
    log = path.with_name(f"{path.name}-wal")
    how = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)
