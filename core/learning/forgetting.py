"""What does the bank no longer keep, in its records and beside them, and how does all of it go?

Beside the records lie copies that upgrades kept, and the signatures that each training learnt from. Models
stay: what they learnt is no picture.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from core.learning.order import KEYS, MATERIAL, REPORT
from core.learning.places import RUN_STAMP, every_run
from core.progress import Report, silent
from core.store.bank import Bank
from core.store.retention import Overdue, Terms
from core.store.upgrade import kept_copies

AT_REST = timedelta(days=1)
"""A training in whose folder nothing was written for so long does not run."""


class Forgotten(NamedTuple):
    """How much of each was kept too long."""

    records: Overdue
    copies: int
    trainings: int
    """Whose signatures lay there still."""

    @property
    def total(self) -> int:
        """Everything together; 0 where there was nothing to do."""
        return sum(self.records) + self.copies + self.trainings


def overdue(bank: Bank, terms: Terms, *, now: datetime) -> Forgotten:
    """Count what would go now."""
    copies, trainings = _old_copies(bank, terms), list(_done_trainings(bank, terms, now=now))
    return Forgotten(bank.overdue(terms), len(copies), len(trainings))


def forget(bank: Bank, terms: Terms, *, now: datetime, report: Report = silent) -> Forgotten:
    """Delete what is kept too long, for good; stopped or cut off, it goes on the next time."""
    records = bank.delete_overdue(terms, report=report)
    copies, trainings = _old_copies(bank, terms), list(_done_trainings(bank, terms, now=now))
    for copy in copies:
        copy.unlink(missing_ok=True)
    for run in trainings:
        if (run / REPORT).is_file():
            (run / MATERIAL).unlink(missing_ok=True)
            (run / KEYS).unlink(missing_ok=True)
        else:
            shutil.rmtree(run, ignore_errors=True)
    return Forgotten(records, len(copies), len(trainings))


def _old_copies(bank: Bank, terms: Terms) -> list[Path]:
    limit = terms.latest
    if limit is None or not isinstance(bank.place, Path):
        return []
    return [copy for made, copy in kept_copies(bank.place) if made < limit]


def _done_trainings(bank: Bank, terms: Terms, *, now: datetime) -> Iterator[Path]:
    """Return trainings that have ended, and those ordered so long ago that nobody will go on with them."""
    limit = terms.latest
    if limit is None:
        return
    for run in every_run(bank):
        if not (run / MATERIAL).is_file():
            continue
        if (run / REPORT).is_file() or (_ordered(run, now) < limit and _touched(run) < now - AT_REST):
            yield run


def _ordered(run: Path, now: datetime) -> datetime:
    """When a training was ordered, by its folder's name; one that is called otherwise is never old."""
    try:
        return datetime.strptime(run.name, RUN_STAMP).replace(tzinfo=UTC)
    except ValueError:
        return now


def _touched(run: Path) -> datetime:
    return max(datetime.fromtimestamp(one.stat().st_mtime, UTC) for one in run.rglob("*"))
