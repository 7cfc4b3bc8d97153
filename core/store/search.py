"""Which rows hold every word that someone typed, fast enough for each keystroke?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, column, literal_column, select, table
from sqlalchemy.orm import Session

from core.store.server import is_on_server
from core.store.tables import CustomerRow, SignatoryRow

TRIGRAM = 3
"""The full-text index knows every run of three letters; shorter parts are looked for by reading along."""
FEW = 1000
"""Up to so many rows are fetched by the full-text index and sorted. What more rows hold is so common that
reading along in the order of names soon has enough."""

Searched = type[CustomerRow] | type[SignatoryRow]


def search_ids(
    session: Session, searched: Searched, live: ColumnElement[bool], *, words: Sequence[str], limit: int
) -> list[int]:
    """Return ids of `live` rows that have every word, those where all start words first; each by name."""
    starting = _matching(session, searched, live, [f" {word}" for word in words], limit)
    if len(starting) == limit or not words:
        return starting
    anywhere = _matching(session, searched, live, list(words), limit)
    return list(dict.fromkeys([*starting, *anywhere]))[:limit]


def has_all(session: Session, searched: Searched, parts: Sequence[str]) -> list[ColumnElement[bool]]:
    """Return the conditions that a row's text has every part; folding leaves no sign with a meaning there."""
    if is_on_server(session.get_bind().dialect):
        return [searched.search.like(f"%{part}%") for part in parts]  # its planner knows what is common
    conditions: list[ColumnElement[bool]] = [searched.search.op("GLOB")(f"*{part}*") for part in parts]
    few = _few(session, searched, [part for part in parts if len(part) >= TRIGRAM])
    return conditions if few is None else [searched.id.in_(few), *conditions]


def _matching(
    session: Session, searched: Searched, live: ColumnElement[bool], parts: list[str], limit: int
) -> list[int]:
    matching = select(searched.id).where(live, *has_all(session, searched, parts))
    return list(session.scalars(matching.order_by(searched.name_key, searched.id).limit(limit)))


def _few(session: Session, searched: Searched, parts: Sequence[str]) -> list[int] | None:
    """Return every row whose text has all of `parts`; None where those are many, or nothing is asked."""
    if not parts:
        return None
    name = f"{searched.__tablename__}_search"
    wanted = literal_column(name).op("MATCH")(" AND ".join(f'"{part}"' for part in parts))
    index = table(name, column("rowid"))
    ids = session.scalars(select(index.c.rowid).where(wanted).limit(FEW + 1)).all()
    return list(ids) if len(ids) <= FEW else None
