"""Of which version is this database, and how is an older one brought up to date without risking it?"""

from __future__ import annotations

import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from core.errors import StoreProblem, UnusableStore
from core.store.engine import for_writing, refused

MIGRATIONS = Path(__file__).parent / "migrations"
"""Beside this module when installed and when frozen; the bundle carries the folder as data files."""

_STAMP = "%Y%m%dT%H%M%SZ"

log = logging.getLogger(__name__)


def bring_up_to_date(engine: Engine, *, path: Path, now: datetime, migrations: Path = MIGRATIONS) -> None:
    """Create the tables of an empty database, or migrate an older one after keeping a copy of it.

    Raises UnusableStore NEWER for a revision this program does not know, DAMAGED for what is no bank.
    All migrations are one transaction: the file is as it was, or up to date.
    """
    known = known_revisions(migrations)
    with refused(path):
        revision = _revision(engine, path)
        if revision == known[-1]:
            return
        if revision is not None and revision not in known:
            raise UnusableStore(
                path, StoreProblem.NEWER, f"revision {revision}, this program knows {known[-1]}"
            )
        if revision is not None:
            copy = keep_copy(engine, path.with_name(_copy_name(path, revision, now)))
            log.info("migrating from revision %s to %s; kept %s", revision, known[-1], copy.name)
        _migrate(engine, path, migrations)


def known_revisions(migrations: Path = MIGRATIONS) -> tuple[str, ...]:
    """Return the revisions of this program, oldest first; the files' names begin with them."""
    return tuple(sorted(file.name.partition("_")[0] for file in (migrations / "versions").glob("[0-9]*.py*")))


def keep_copy(engine: Engine, copy: Path) -> Path:
    """Copy the whole database, its log included, to `copy`, which appears whole or not at all."""
    staged = copy.with_suffix(f".{os.getpid()}.part")
    try:
        with _raw(engine) as source, closing(sqlite3.connect(staged)) as target:
            source.backup(target)
        staged.replace(copy)
    finally:
        staged.unlink(missing_ok=True)
    return copy


def kept_copies(path: Path) -> list[tuple[datetime, Path]]:
    """Return the copies that upgrades kept of the database at `path`, each with its moment, oldest first."""
    pattern = re.compile(rf"{re.escape(path.stem)}-\d{{4}}-(\d{{8}}T\d{{6}}Z){re.escape(path.suffix)}")
    named = ((pattern.fullmatch(file.name), file) for file in path.parent.iterdir())
    return sorted(
        (datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC), file) for name, file in named if name
    )


def _copy_name(path: Path, revision: str, now: datetime) -> str:
    return f"{path.stem}-{revision}-{now.astimezone(UTC):{_STAMP}}{path.suffix}"


def _revision(engine: Engine, path: Path) -> str | None:
    """Return the revision of the database; None when there is nothing in it."""
    with engine.begin() as connection:
        tables = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        )
        if not tables:
            return None
        if "alembic_version" not in tables:
            raise UnusableStore(path, StoreProblem.DAMAGED, "not a bank of this program")
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if revision is None:
            raise UnusableStore(path, StoreProblem.DAMAGED, "no revision")
        return str(revision)


def _migrate(engine: Engine, path: Path, migrations: Path) -> None:
    from alembic import command  # only here: importing it takes longer than opening a bank
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with _foreign_keys_off(engine) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise UnusableStore(path, StoreProblem.DAMAGED, "records refer to records that are not there")


@contextmanager
def _foreign_keys_off(engine: Engine) -> Iterator[Connection]:
    """A table is rebuilt by dropping it, which must not reach into others; to be set between transactions."""
    with for_writing(engine).connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


@contextmanager
def _raw(engine: Engine) -> Iterator[sqlite3.Connection]:
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        yield raw
