"""At which desk do the tests of the window work? A bank with one customer, on lanes that wait to be told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, cast

from app.actions import Actions
from app.notices import Notice, Notices
from app.settings import Settings
from app.theme.theme import Theme
from app.workplace import Workplace
from core.progress import Report, Tick
from core.store.records import Customer, HistoryRow, Signatory
from tests.app.held_lanes import HeldLanes
from tests.app.history_rows import rows
from tests.app.still_retraining import StillRetraining
from tests.app.still_serving import StillServing

CUSTOMER = Customer(2, "20417", "Harbour & Lisle Ltd", ("4711-0082",))
SIGNATORY = Signatory(7, 2, "Tobias Lisle", "director")


class SmallBank:
    """Answers as a bank would, and writes down what it was asked."""

    def __init__(self) -> None:
        self.rows = rows()
        self.customers = [CUSTOMER]
        self.queries: list[dict[str, Any]] = []
        self.exported: list[tuple[Path, list[HistoryRow]]] = []

    def history(self, **query: Any) -> list[HistoryRow]:
        self.queries.append(query)
        wanted = query["verdict"]
        return [row for row in self.rows if wanted in (None, row.verification.verdict)]

    def export_history(self, path: Path, exported: list[HistoryRow]) -> None:
        self.exported.append((path, exported))

    def search_customers(self, text: str, *, limit: int) -> list[Customer]:
        return [one for one in self.customers if text.casefold() in one.name.casefold()][:limit]

    def find_signatories(self, text: str, *, limit: int) -> list[tuple[Customer, Signatory]]:
        return [(CUSTOMER, SIGNATORY)][:limit] if text.casefold() in SIGNATORY.name.casefold() else []

    def customer_by_number(self, number: str) -> Customer | None:
        return Customer(9, number, "Made up") if self.customers else None

    def signatories(self, _customer_id: int) -> list[Signatory]:
        return [SIGNATORY]


class SmallDesk:
    """The one use case that the window itself asks for."""

    def __init__(self) -> None:
        self.bank = SmallBank()
        self.fails: Exception | None = None

    def fill_sample_bank(self, _folder: Path, *, report: Report) -> int:
        report(Tick(0, 1))
        if self.fails is not None:
            raise self.fails
        return 4


class Bench:
    """A workplace at that desk, and everything that was said to the clerk."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.desk, self.lanes = SmallDesk(), HeldLanes()
        self.said: list[Notice] = []
        theme, notices = Theme("light"), Notices()
        notices.posted.connect(self.said.append)
        self.workplace = Workplace(
            desk=cast("Any", self.desk),
            lanes=cast("Any", self.lanes),
            notices=notices,
            settings=settings or Settings(None),
            actions=Actions(theme),
            theme=theme,
            serving=cast("Any", StillServing()),
            retraining=cast("Any", StillRetraining()),
        )


def local(year: int, month: int, day: int) -> datetime:
    """Midnight of a day where the test runs."""
    return datetime(year, month, day).astimezone()
