"""Does the history ask for what the clerk wants to see, and remember it?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.presenters.history import (
    ANY,
    BETWEEN,
    LIMIT,
    MONTH,
    TODAY,
    UNDECIDED,
    WEEK,
    HistoryFilters,
    HistoryPresenter,
    kept_filters,
)
from app.settings import Settings
from core.errors import StoreProblem, UnusableStore
from core.store.records import HistoryRow
from tests.app.history_rows import rows
from tests.app.small_desk import Bench, local

pytestmark = pytest.mark.usefixtures("qtbot")

TODAY_IS = date(2026, 3, 15)


def test_nothing_set_asks_for_everything() -> None:
    assert HistoryFilters().is_any
    assert HistoryFilters().query(today=TODAY_IS) == {
        "text": "",
        "verdict": None,
        "decision": None,
        "undecided": False,
        "since": None,
        "until": None,
        "limit": LIMIT,
    }


@pytest.mark.parametrize(
    "filters",
    [
        HistoryFilters(text="x"),
        HistoryFilters(verdict="refer"),
        HistoryFilters(decision=UNDECIDED),
        HistoryFilters(period=TODAY),
    ],
)
def test_anything_set_is_not_everything(filters: HistoryFilters) -> None:
    assert not filters.is_any


def test_undecided_is_not_a_decision() -> None:
    query = HistoryFilters(decision=UNDECIDED).query(today=TODAY_IS)
    assert (query["decision"], query["undecided"]) == (None, True)


def test_decision_is_asked_for_by_its_word() -> None:
    query = HistoryFilters(decision="refer").query(today=TODAY_IS)
    assert (query["decision"], query["undecided"]) == ("refer", False)


@pytest.mark.parametrize(
    "period,first", [(TODAY, (2026, 3, 15)), (WEEK, (2026, 3, 9)), (MONTH, (2026, 2, 14))]
)
def test_period_begins_at_a_local_midnight(period: str, first: tuple[int, int, int]) -> None:
    query = HistoryFilters(period=period).query(today=TODAY_IS)
    assert query["since"] == local(*first)
    assert query["until"] is None


def test_both_days_of_between_count() -> None:
    filters = HistoryFilters(period=BETWEEN, since="2026-03-01", until="2026-03-02")
    query = filters.query(today=TODAY_IS)
    assert (query["since"], query["until"]) == (local(2026, 3, 1), local(2026, 3, 3))


def test_days_count_for_between_alone() -> None:
    query = HistoryFilters(period=ANY, since="2026-03-01", until="2026-03-02").query(today=TODAY_IS)
    assert (query["since"], query["until"]) == (None, None)


@pytest.mark.parametrize("kept", [None, 3, [], {"text": 4}, {"gone": "x"}])
def test_filters_that_make_no_sense_are_dropped(kept: object) -> None:
    assert kept_filters(kept) == HistoryFilters()


def test_rows_come_home(small_bench: Bench) -> None:
    presenter = HistoryPresenter(small_bench.workplace)
    found: list[list[HistoryRow]] = []
    presenter.read.connect(found.append)
    presenter.refresh()
    small_bench.lanes.run_all()
    assert found == [rows()]


def test_only_the_newest_question_is_answered(small_bench: Bench) -> None:
    presenter = HistoryPresenter(small_bench.workplace)
    found: list[list[HistoryRow]] = []
    presenter.read.connect(found.append)
    presenter.filter(HistoryFilters(verdict="accept"))
    presenter.filter(HistoryFilters(verdict="reject"))
    small_bench.lanes.run_all()
    assert [[row.verification.verdict for row in answer] for answer in found] == [["reject"]]


def test_same_filters_ask_nothing_again(small_bench: Bench) -> None:
    presenter = HistoryPresenter(small_bench.workplace)
    presenter.filter(HistoryFilters())
    assert small_bench.lanes.store.jobs == []


def test_filters_stay_until_the_next_start(tmp_path: Path) -> None:
    wanted = HistoryFilters(text="lisle", decision=UNDECIDED, period=WEEK)
    settings = Settings(tmp_path / "settings.json")
    HistoryPresenter(Bench(settings).workplace).filter(wanted)
    settings.flush()
    later = Bench(Settings(tmp_path / "settings.json"))
    assert HistoryPresenter(later.workplace).filters == wanted


def test_export_writes_the_rows_in_their_order_and_says_where(small_bench: Bench, tmp_path: Path) -> None:
    presenter = HistoryPresenter(small_bench.workplace)
    wanted = list(reversed(rows()))
    presenter.export(tmp_path / "march.csv", wanted)
    small_bench.lanes.run_all()
    assert small_bench.desk.bank.exported == [(tmp_path / "march.csv", wanted)]
    assert small_bench.said[-1].text == "The history was written to march.csv."


def test_failure_is_told(small_bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def history(**_query: object) -> None:
        raise UnusableStore(Path("specimen.sqlite"), StoreProblem.BUSY)

    monkeypatch.setattr(small_bench.desk.bank, "history", history)
    HistoryPresenter(small_bench.workplace).refresh()
    small_bench.lanes.run_all()
    assert "in use by another program" in small_bench.said[-1].text
