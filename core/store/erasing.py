"""How does what was deleted leave the index of a search and the disk as well?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from core.store.learning_tables import ExampleRow
from core.store.server import is_on_server
from core.store.tables import (
    AccountRow,
    CustomerRow,
    DraftRow,
    EmbeddingRow,
    SignatoryRow,
    SpecimenRow,
    VerificationRow,
)

PATIENCE_MS = 200
"""How long others are kept waiting for the log to be emptied; else it is emptied the next time."""

_TIDY = {
    CustomerRow: text("INSERT INTO customer_search(customer_search) VALUES ('optimize')"),
    SignatoryRow: text("INSERT INTO signatory_search(signatory_search) VALUES ('optimize')"),
}
"""How the index of a search is written anew, without what it only marks as gone."""

_EMPTIED = ", ".join(
    table.__tablename__
    for table in (
        AccountRow,
        CustomerRow,
        DraftRow,
        EmbeddingRow,
        ExampleRow,
        SignatoryRow,
        SpecimenRow,
        VerificationRow,
    )
)


def tidy_search(session: Session, named: type[CustomerRow] | type[SignatoryRow]) -> None:
    """Write the index of a search anew; on a server that is part of `leave_disk`."""
    if not is_on_server(session.get_bind().dialect):
        session.execute(_TIDY[named])


def leave_disk(engine: Engine) -> None:
    """Bring what was deleted out of where it still stands, as far as that is the program's to reach.

    A file's log is brought into the file and emptied. A server gives the room of old rows free for others;
    its own log, and what it has not yet written over, are left to whoever runs it.
    """
    if is_on_server(engine.dialect):
        alone = engine.execution_options(isolation_level="AUTOCOMMIT")
        with alone.connect() as connection:  # other desks may do it at the same time
            connection.exec_driver_sql(f"VACUUM (SKIP_LOCKED) {_EMPTIED}")
        return
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        waits = raw.execute("PRAGMA busy_timeout").fetchone()[0]
        raw.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            raw.execute(f"PRAGMA busy_timeout = {waits}")
