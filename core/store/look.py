"""What is in a database, asked without changing anything of it, its version included?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from core.address import Place, Server
from core.errors import StoreProblem, UnusableStore
from core.store.bank import Bank
from core.store.engine import refused
from core.store.server import open_server
from core.store.upgrade import known_revisions

COUNTS = {
    "customer": "SELECT count(*) FROM customer WHERE removed_at IS NULL",
    "signatory": "SELECT count(*) FROM signatory WHERE removed_at IS NULL",
    "specimen": "SELECT count(*) FROM specimen WHERE withdrawn_at IS NULL",
    "verification": "SELECT count(*) FROM verification",
    "decision": "SELECT count(*) FROM decision",
    "example": "SELECT count(*) FROM example WHERE removed_at IS NULL",
}

Ask = Callable[[str], list[Any]]
"""Returns the first column of the answer."""


class _Questions(NamedTuple):
    """What a file and a server are asked in words of their own."""

    tables: str
    damage: str
    size: str


_OF_FILE = _Questions(
    "SELECT name FROM sqlite_master",
    "SELECT * FROM pragma_integrity_check(1)",
    "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
)
_OF_SERVER = _Questions(
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
    "SELECT 'ok'",  # a server looks after itself
    "SELECT pg_database_size(current_database())",
)


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
    size: int = 0
    """In bytes."""
    broken_decision: int | None = None
    broken_activation: int | None = None


def look_at(place: Place) -> Look:
    """Look at a database that is there; raises UnusableStore. Reading all of it takes seconds a gigabyte."""
    questions = _OF_SERVER if isinstance(place, Server) else _OF_FILE
    with refused(place), _asking(place) as ask:
        tables = set(ask(questions.tables))
        if not tables:
            return Look("", Age.NONE)
        if "alembic_version" not in tables:
            raise UnusableStore(place, StoreProblem.DAMAGED, "not a bank of this program")
        (revision,) = ask("SELECT version_num FROM alembic_version") or ("",)
        (said,) = ask(questions.damage)
        counts = {table: ask(query)[0] for table, query in COUNTS.items() if table in tables}
        (size,) = ask(questions.size)
    seen = Look(revision, _age(revision), "" if said == "ok" else said, counts, size)
    return seen if seen.age is not Age.CURRENT or seen.damage else _followed(seen, place)


def is_there(place: Place) -> bool:
    """Tell whether there are records already; raises UnusableStore where a server does not say."""
    if not isinstance(place, Server):
        return place.is_file()
    with refused(place), _asking(place) as ask:
        return bool(ask(_OF_SERVER.tables))


@contextmanager
def looking(place: Place) -> Iterator[Bank]:
    """Open a bank of this program's version for reading alone; whatever would write fails."""
    engine = _engine(place)
    try:
        yield Bank(engine, place=place)
    finally:
        engine.dispose()


def _engine(place: Place) -> Engine:
    if isinstance(place, Server):
        return open_server(place, read_only=True)
    return create_engine(
        "sqlite://", creator=lambda: _connect(place), poolclass=NullPool, hide_parameters=True
    )


@contextmanager
def _asking(place: Place) -> Iterator[Ask]:
    if not isinstance(place, Server):
        with closing(_connect(place)) as file:
            yield lambda question: [row[0] for row in file.execute(question)]
        return
    engine = open_server(place, read_only=True)
    try:
        with engine.connect() as connection:
            yield lambda question: list(connection.exec_driver_sql(question).scalars())
    finally:
        engine.dispose()


def _followed(seen: Look, place: Place) -> Look:
    with looking(place) as bank:
        return replace(seen, broken_decision=bank.check_chain(), broken_activation=bank.check_activations())


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
