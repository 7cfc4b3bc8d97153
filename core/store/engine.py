"""How is the database opened, and what does each way it can fail mean? A server is `core.store.server`'s."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from core.address import Place, Server
from core.errors import StoreProblem, UnusableStore
from core.store.server import is_on_server, open_server, problem_of, words_of

BUSY_TIMEOUT_MS = 5_000

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a decision is on the disk before the clerk is told so
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten, not only forgotten
    "cache_size = -8000",  # kB for each connection; the system keeps the rest of the file in memory
)

_NOT_WRITABLE = ("readonly", "read-only", "unable to open", "is full", "disk i/o", "permission")


def open_engine(place: Place) -> Engine:
    """Return an engine on the database, a file created when absent; raises UnusableStore.

    Threads share its connections, each one at a time. Its transactions are for reading; see `for_writing`.
    """
    with refused(place):
        engine = open_server(place) if isinstance(place, Server) else _open_file(place)
        try:
            _try_to_write(engine)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _open_file(path: Path) -> Engine:
    path.parent.mkdir(parents=True, exist_ok=True)
    _refuse_read_only(path)
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _refuse_read_only(path: Path) -> None:
    """Refuse before SQLite leaves a log beside the file that is read-only too, and stays so."""
    as_now = os.access in os.supports_effective_ids
    if path.exists() and not os.access(path, os.W_OK, effective_ids=as_now):
        raise PermissionError(EACCES, os.strerror(EACCES))


def _try_to_write(engine: Engine) -> None:
    """Write a number that is there already and take it back: a lock alone is given on read-only files too.

    A server gives none where nothing can be written.
    """
    with for_writing(engine).connect() as connection:
        if is_on_server(engine.dialect):
            connection.begin()
            return
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
        connection.rollback()


def for_writing(engine: Engine) -> Engine:
    """Return the same engine, its transactions holding the write lock from the start."""
    return engine.execution_options(begin="IMMEDIATE")


@contextmanager
def refused(place: Place) -> Iterator[None]:
    """Turn what the database says went wrong into UnusableStore; parameters, so names, are left out."""
    with _refused_by_server(place) if isinstance(place, Server) else _refused_by_file(place):
        yield


@contextmanager
def _refused_by_server(server: Server) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, OSError) as error:
        problem = problem_of(error)
        if problem is None:
            raise
        raise UnusableStore(server, problem, words_of(error)) from error


@contextmanager
def _refused_by_file(path: Path) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        problem = _problem(said)
        if problem is None:
            raise
        raise UnusableStore(path, problem, said) from error
    except OSError as error:
        raise UnusableStore(path, StoreProblem.NOT_WRITABLE, error.strerror or "") from error


def _problem(said: str) -> StoreProblem | None:
    words = said.lower()
    if "locked" in words or "busy" in words:
        return StoreProblem.BUSY
    if any(sign in words for sign in _NOT_WRITABLE):
        return StoreProblem.NOT_WRITABLE
    if "malformed" in words or "not a database" in words or "corrupt" in words:
        return StoreProblem.DAMAGED
    return None


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions late, or not at all before DDL
    for pragma in (f"busy_timeout = {BUSY_TIMEOUT_MS}", *_PRAGMAS):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")
