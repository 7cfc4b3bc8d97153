"""How does a call on the bank reach the database? In one session and one transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from core.address import Place, folder_of
from core.errors import RecordProblem, RefusedRecord
from core.store.engine import for_writing, refused
from core.store.tables import Table

Clock = Callable[[], datetime]
Row = TypeVar("Row", bound=Table)


def utc_now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


class Shelf:
    """One part of the bank's records. Safe to call from several threads: nothing but the engine is shared."""

    def __init__(self, engine: Engine, *, place: Place, clock: Clock = utc_now) -> None:
        self._engine = engine
        self._writer = for_writing(engine)
        self._clock = clock
        self.place = place
        self.saved_at: datetime | None = None
        """When something was last kept by this program; None until then."""

    @property
    def folder(self) -> Path:
        """Where what the records name lies: models and trainings."""
        return folder_of(self.place)

    @property
    def path(self) -> Path:
        """The file of the records; ValueError where they are on a server."""
        if not isinstance(self.place, Path):
            raise ValueError("these records are in no file")
        return self.place

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with refused(self.place), Session(self._engine) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """All of it is kept, or none: the transaction ends with the context."""
        with refused(self.place), Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session
        self.saved_at = self._clock()


def found(session: Session, table: type[Row], record_id: int, *, kind: str) -> Row:
    """Return a row by its id; raises RefusedRecord NOT_FOUND."""
    row = session.get(table, record_id)
    if row is None:
        raise RefusedRecord(kind, RecordProblem.NOT_FOUND, str(record_id))
    return row


def filled(text: str, *, kind: str, field: str) -> str:
    """Return `text` without blanks around it; raises RefusedRecord EMPTY_FIELD when nothing is left."""
    if not text.strip():
        raise RefusedRecord(kind, RecordProblem.EMPTY_FIELD, field)
    return text.strip()
