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
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

from core.address import Place, Server
from core.errors import StoreProblem, UnusableStore
from core.store.engine import for_writing, refused

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
"""Beside this module when installed and when frozen; the bundle carries the folder as data files."""

_STAMP = "%Y%m%dT%H%M%SZ"

log = logging.getLogger(__name__)


def bring_up_to_date(engine: Engine, *, place: Place, now: datetime, migrations: Path = MIGRATIONS) -> None:
    """Create the tables of an empty database, or migrate an older one, a file after keeping a copy of it.

    Raises UnusableStore NEWER for a revision this program does not know, DAMAGED for what is no bank.
    All migrations are one transaction: the records are as they were, or up to date.
    """
    known = known_revisions(migrations)
    with refused(place):
        with engine.begin() as connection:
            revision = _revision(connection, place, known)
        if revision == known[-1]:
            return
        if isinstance(place, Server):
            _migrate_server(engine, place, migrations)
            return
        if revision is not None:
            copy = keep_copy(engine, place.with_name(_copy_name(place, revision, now)))
            log.info("migrating from revision %s to %s; kept %s", revision, known[-1], copy.name)
        _migrate_file(engine, place, migrations)


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


def _revision(connection: Connection, place: Place, known: tuple[str, ...]) -> str | None:
    """Return the revision of the database, None when there is nothing in it; raises UnusableStore."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise UnusableStore(place, StoreProblem.DAMAGED, "not a bank of this program")
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if revision is None:
        raise UnusableStore(place, StoreProblem.DAMAGED, "no revision")
    if revision not in known:
        raise UnusableStore(place, StoreProblem.NEWER, f"revision {revision}, this program knows {known[-1]}")
    return str(revision)


def _config(connection: Connection, migrations: Path) -> Config:
    from alembic.config import Config  # only here: importing it takes longer than opening a bank

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _migrate_server(engine: Engine, server: Server, migrations: Path) -> None:
    """Look again while no other desk can: it may have done all of it meanwhile."""
    from alembic import command

    from core.store.server_tables import make_tables

    known = known_revisions(migrations)
    with for_writing(engine).begin() as connection:
        revision = _revision(connection, server, known)
        if revision is None:
            make_tables(connection)
            command.stamp(_config(connection, migrations), "head")
        elif revision != known[-1]:
            log.info("migrating from revision %s to %s", revision, known[-1])
            command.upgrade(_config(connection, migrations), "head")


def _migrate_file(engine: Engine, path: Path, migrations: Path) -> None:
    from alembic import command

    with _foreign_keys_off(engine) as connection, connection.begin():
        command.upgrade(_config(connection, migrations), "head")
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
