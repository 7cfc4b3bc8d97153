"""How are the bank's records laid out, guarded and searched on a server?

As in `core.store.tables`, and at once as they are today: what older files go through, no server ever held.
"""

from __future__ import annotations

from sqlalchemy import JSON, Connection, MetaData

from core.store.learning_tables import ActivationRow, CalibrationRow, LabelRow
from core.store.tables import LIVE, NAMES, CustomerRow, DecisionRow, SignatoryRow, Table, VerificationRow

APPEND_ONLY = (VerificationRow, DecisionRow, LabelRow, CalibrationRow, ActivationRow)
SEARCHED = (CustomerRow, SignatoryRow)

_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_SEARCH = """
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    {0};
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR undefined_object OR feature_not_supported THEN NULL;
END $$
"""
"""Where the server lacks the extension, or the desk may not use it, searches read along: slower, the same."""


def make_tables(connection: Connection) -> None:
    """Make all of it in an empty database, within the connection's transaction."""
    tables = _laid_out()
    tables.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(_REFUSE)
    for row in APPEND_ONLY:
        for statement in _guards(row):
            connection.exec_driver_sql(statement)
    names = [row.__tablename__ for row in SEARCHED]
    for name in names:
        live = f"(name_key, id) WHERE {LIVE.text}"
        connection.exec_driver_sql(f"CREATE INDEX ix_{name}_search ON {name} {live}")
    found = (f"CREATE INDEX {name}_search ON {name} USING gin (search gin_trgm_ops)" for name in names)
    connection.exec_driver_sql(_SEARCH.format("; ".join(found)))


def _laid_out() -> MetaData:
    """Return the tables for this dialect. Named beside SQLite's, it would be loaded at every desk's start.

    What is searched has no index of its own here: an index of PostgreSQL takes no long texts.
    """
    tables = MetaData(naming_convention=NAMES)
    for table in Table.metadata.sorted_tables:
        copy = table.to_metadata(tables)
        for index in list(copy.indexes):
            if "search" in index.columns:
                copy.indexes.remove(index)
            elif (where := index.dialect_kwargs.get("sqlite_where")) is not None:
                index.dialect_kwargs["postgresql_where"] = where
    return tables


def _guards(row: type[Table]) -> list[str]:
    """Return the triggers that keep a table as written; of a verification the picture may be emptied."""
    name = row.__tablename__
    refuse = "EXECUTE FUNCTION refuse_change()"
    changed = f"WHEN (length(NEW.page) > 0 OR {_other_changes(row)}) " if row is VerificationRow else ""
    return [
        f"CREATE TRIGGER {name}_refuses_update BEFORE UPDATE ON {name} FOR EACH ROW {changed}{refuse}",
        f"CREATE TRIGGER {name}_refuses_delete BEFORE DELETE ON {name} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {name}_refuses_truncate BEFORE TRUNCATE ON {name} {refuse}",
    ]


def _other_changes(row: type[Table]) -> str:
    def told(column: str) -> str:
        return f"{column}::text" if isinstance(columns[column].type, JSON) else column  # JSON has no equals

    columns = row.__table__.columns
    kept = [column.name for column in columns if column.name != "page"]
    return " OR ".join(f"NEW.{told(name)} IS DISTINCT FROM OLD.{told(name)}" for name in kept)
