"""What has the bank kept for as long as it settled, and how does it go without taking anything else along?

What a decision rests on stays: scores, thresholds, names of files, remarks, and the digest of the scan, so
that the chain of the history stays whole. A picture that was deleted is one of no bytes; of customers and
signatories an empty row stays, to which the history points. Every step can be done again and is short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Update, delete, false, func, null, or_, select, update
from sqlalchemy.orm import Session

from core.progress import Report, Tick, silent
from core.store.engine import refused
from core.store.erasing import leave_disk, tidy_search
from core.store.learning_tables import ExampleRow
from core.store.shelf import Shelf
from core.store.tables import (
    AccountRow,
    CustomerRow,
    DraftRow,
    EmbeddingRow,
    SignatoryRow,
    SpecimenRow,
    VerificationRow,
)

AT_ONCE = 50
"""Rows in one transaction: others wait for milliseconds."""
NOBODY = "deleted"
"""The writer of an imported signature that was deleted."""

_NO_PICTURE = {"page": b"", "dpi": None}
_NO_FRAME: dict[str, Any] = {"shape": null(), "frame": null(), "frame_width": None, "frame_height": None}
_NO_SPECIMEN: dict[str, Any] = {
    **_NO_PICTURE,
    "source_name": "",
    "findings": [],
    "shape": {},
    "frame": b"",
    "frame_width": 0,
    "frame_height": 0,
}
_NO_NAMES = {"name": "", "name_key": ""}

Ids = Sequence[int]
Named = type[CustomerRow] | type[SignatoryRow]


@dataclass(frozen=True)
class Terms:
    """Pictures presented before the one moment go, and what was removed before the other; None keeps all."""

    presented_before: datetime | None = None
    removed_before: datetime | None = None

    @classmethod
    def at(cls, now: datetime, *, pictures_days: int | None, removed_days: int | None) -> Terms:
        """Return what these days mean now."""

        def ago(days: int | None) -> datetime | None:
            return None if days is None else now - timedelta(days=days)

        return cls(ago(pictures_days), ago(removed_days))

    @property
    def latest(self) -> datetime | None:
        """The later of the two moments: whatever was copied before it holds what should be gone."""
        moments = [one for one in (self.presented_before, self.removed_before) if one is not None]
        return max(moments, default=None)


class Overdue(NamedTuple):
    """How much of each is kept too long."""

    presented: int = 0
    """Pictures of presented scans."""
    examples: int = 0
    """Signatures to learn from, imported ones with their pictures."""
    specimens: int = 0
    drafts: int = 0
    signatories: int = 0
    customers: int = 0


class RetentionShelf(Shelf):
    """What is kept too long, by `Terms`."""

    def overdue(self, terms: Terms) -> Overdue:
        """Count what is kept too long."""
        with self._reading() as session:
            counts = [session.scalar(select(func.count()).select_from(_asked(part, terms).subquery()))
                      for part in _PARTS]  # fmt: skip
        return Overdue(*(count or 0 for count in counts))

    def delete_overdue(self, terms: Terms, *, report: Report = silent) -> Overdue:
        """Delete what is kept too long, a few rows at a time; returns how much that was. Stopped, it goes on
        the next time; names go last, so that it is known until all is gone whose pictures are left.
        """
        gone, now = [], self._clock()
        for part in _PARTS:
            with self._reading() as session:
                ids = list(session.scalars(_asked(part, terms)))
            if part.searched is not None and ids:
                self._leave_search(part.searched, ids, report)
            for few in _few(ids, report):
                with self._deleting() as session:
                    part.delete(session, few, now)
            gone.append(len(ids))
        with refused(self.place):
            leave_disk(self._engine)
        return Overdue(*gone)

    @contextmanager
    def _deleting(self) -> Iterator[Session]:
        """As `_writing`, but nothing that a clerk did was saved."""
        with refused(self.place), Session(self._writer) as session, session.begin():
            yield session

    def _leave_search(self, named: Named, ids: Ids, report: Report) -> None:
        """Take names out of the index while the rows have them still: cut off here, it is done again."""
        for few in _few(ids, report):
            with self._deleting() as session:
                _change(session, update(named).where(named.id.in_(few)).values(search=""))
        with self._deleting() as session:
            tidy_search(session, named)


class _Part(NamedTuple):
    """One kind of what is kept too long: where its ids stand, which rows they are, and how those go."""

    key: Any  # a column; as what it is, an instance would be taken for its value
    overdue: Callable[[Terms], Select[Any]]
    delete: Callable[[Session, Ids, datetime], None]
    searched: Named | None = None


def _asked(part: _Part, terms: Terms) -> Select[Any]:
    return part.overdue(terms).order_by(part.key)


def _few(ids: Ids, report: Report) -> Iterator[Ids]:
    for start in range(0, len(ids), AT_ONCE):
        report(Tick(start, len(ids), "deleting what was kept long enough"))
        yield ids[start : start + AT_ONCE]


def _change(session: Session, change: Update) -> None:
    session.execute(change, execution_options={"synchronize_session": False})  # nothing was read into it


def _before(column: Any, moment: datetime | None) -> ColumnElement[bool]:
    """Whether a column of times is before a moment; never, where there is none."""
    return false() if moment is None else column < moment


def _of_someone_gone(column: Any, terms: Terms) -> ColumnElement[bool]:
    """Whether a column names a signatory who, or whose customer, was removed so long ago."""
    if terms.removed_before is None:
        return false()
    gone = or_(
        _before(SignatoryRow.removed_at, terms.removed_before),
        _before(CustomerRow.removed_at, terms.removed_before),
    )
    removed = select(SignatoryRow.id).join(CustomerRow, CustomerRow.id == SignatoryRow.customer_id)
    found: ColumnElement[bool] = column.in_(removed.where(gone))
    return found


def _presented(terms: Terms) -> Select[Any]:
    is_old = _before(VerificationRow.at, terms.presented_before)
    return select(VerificationRow.id).where(
        func.length(VerificationRow.page) > 0,
        or_(is_old, _of_someone_gone(VerificationRow.signatory_id, terms)),
    )


def _delete_presented(session: Session, ids: Ids, _now: datetime) -> None:
    """The one change of a verification that its trigger lets through."""
    _change(session, update(VerificationRow).where(VerificationRow.id.in_(ids)).values(page=b""))


def _examples(terms: Terms) -> Select[Any]:
    """An example is as old as its verification; an imported one, as its import."""
    presented_at = func.coalesce(VerificationRow.at, ExampleRow.added_at)
    is_left = or_(
        ExampleRow.removed_at.is_(None), ExampleRow.frame.is_not(None), func.length(ExampleRow.page) > 0
    )
    is_old = _before(presented_at, terms.presented_before)
    return (
        select(ExampleRow.id)
        .outerjoin(VerificationRow, VerificationRow.id == ExampleRow.verification_id)
        .where(is_left, or_(is_old, _of_someone_gone(ExampleRow.signatory_id, terms)))
    )


def _delete_examples(session: Session, ids: Ids, now: datetime) -> None:
    """Learnt from no more; its labels stay, for they tell who said what."""
    these = update(ExampleRow).where(ExampleRow.id.in_(ids))
    _change(session, these.values(**_NO_FRAME, removed_at=func.coalesce(ExampleRow.removed_at, now)))
    imported = these.where(ExampleRow.verification_id.is_(None))
    _change(session, imported.values(**_NO_PICTURE, writer=NOBODY, source_name=""))


def _specimens(terms: Terms) -> Select[Any]:
    is_withdrawn = _before(SpecimenRow.withdrawn_at, terms.removed_before)
    return select(SpecimenRow.id).where(
        SpecimenRow.frame_width > 0, or_(is_withdrawn, _of_someone_gone(SpecimenRow.signatory_id, terms))
    )


def _delete_specimens(session: Session, ids: Ids, now: datetime) -> None:
    """The row stays without anything in it: the history names its number, which must not be given again."""
    session.execute(delete(EmbeddingRow).where(EmbeddingRow.specimen_id.in_(ids)))
    these = update(SpecimenRow).where(SpecimenRow.id.in_(ids))
    _change(session, these.values(**_NO_SPECIMEN, withdrawn_at=func.coalesce(SpecimenRow.withdrawn_at, now)))


def _drafts(terms: Terms) -> Select[Any]:
    return select(DraftRow.signatory_id).where(_of_someone_gone(DraftRow.signatory_id, terms)).distinct()


def _delete_drafts(session: Session, ids: Ids, _now: datetime) -> None:
    session.execute(delete(DraftRow).where(DraftRow.signatory_id.in_(ids)))


def _signatories(terms: Terms) -> Select[Any]:
    return select(SignatoryRow.id).where(SignatoryRow.name != "", _of_someone_gone(SignatoryRow.id, terms))


def _delete_signatories(session: Session, ids: Ids, now: datetime) -> None:
    """Whoever was removed with the customer alone is removed as well from now on."""
    these = update(SignatoryRow).where(SignatoryRow.id.in_(ids))
    since = func.coalesce(SignatoryRow.removed_at, now)
    _change(session, these.values(**_NO_NAMES, role="", removed_at=since))


def _customers(terms: Terms) -> Select[Any]:
    is_gone = _before(CustomerRow.removed_at, terms.removed_before)
    return select(CustomerRow.id).where(CustomerRow.name != "", is_gone)


def _delete_customers(session: Session, ids: Ids, _now: datetime) -> None:
    session.execute(delete(AccountRow).where(AccountRow.customer_id.in_(ids)))
    these = update(CustomerRow).where(CustomerRow.id.in_(ids))
    _change(session, these.values(**_NO_NAMES, number="", number_key="", note=""))


_PARTS = (
    _Part(VerificationRow.id, _presented, _delete_presented),
    _Part(ExampleRow.id, _examples, _delete_examples),
    _Part(SpecimenRow.id, _specimens, _delete_specimens),
    _Part(DraftRow.signatory_id, _drafts, _delete_drafts),
    _Part(SignatoryRow.id, _signatories, _delete_signatories, SignatoryRow),
    _Part(CustomerRow.id, _customers, _delete_customers, CustomerRow),
)
"""In the order of `Overdue`."""
