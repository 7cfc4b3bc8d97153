"""How do a bank's records move house, from a file to a server or back?

Row by row as they are, numbers and hashes included, so every chain stays whole; where they were, nothing
changes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from core.errors import BadData
from core.progress import Report, Tick, silent
from core.store.bank import Bank
from core.store.engine import for_writing, refused
from core.store.server import is_on_server
from core.store.tables import Table as Records

ROWS_AT_ONCE = 200
"""They hold pictures."""
SHARED = "models"
"""What the records name, beside them."""


def copy_records(bank: Bank, target: Bank, report: Report = silent) -> int:
    """Copy all records into an empty bank, and the models that they name beside it; return how many rows.

    The target has all of them or none. Raises BadData where it is not empty, and UnusableStore.
    """
    tables = Records.metadata.sorted_tables
    with (
        refused(bank.place),
        bank._engine.connect() as source,  # one transaction: what is written meanwhile does not come along
        refused(target.place),
        for_writing(target._engine).begin() as goal,
    ):
        if any(goal.execute(select(table).limit(1)).first() is not None for table in tables):
            raise BadData(target.place.name, "holds records already; name an empty database")
        whole = sum(source.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)
        _copy_models(bank, target)
        done = 0
        for table in tables:
            for rows in _portions(source, table):
                goal.execute(insert(table), rows)
                done += len(rows)
                report(Tick(done, whole, "copying"))
            _count_on(goal, table)
    return done


def _portions(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    order = list(table.primary_key.columns)
    rows = source.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table).order_by(*order))
    for part in rows.mappings().partitions():
        yield [dict(row) for row in part]


def _count_on(goal: Connection, table: Table) -> None:
    """Have a server give the next row the next number; a file does so by itself."""
    if is_on_server(goal.dialect) and "id" in table.columns:
        counter = func.pg_get_serial_sequence(table.name, "id")
        highest = goal.execute(select(func.max(table.c.id))).scalar()
        if highest is not None:
            goal.execute(select(func.setval(counter, highest)))


def _copy_models(bank: Bank, target: Bank) -> None:
    """Copy first what the records will name: files that nobody names do no harm."""
    theirs, ours = bank.folder / SHARED, target.folder / SHARED
    if theirs.is_dir() and theirs.resolve() != ours.resolve():
        shutil.copytree(theirs, ours, dirs_exist_ok=True)
