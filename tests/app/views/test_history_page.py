"""Can a clerk see, narrow, sort, open and export the history?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QFileDialog
from pytestqt.qtbot import QtBot

from app.models.history_model import Column
from app.presenters.history import BETWEEN, HistoryFilters
from app.views.history_page import HistoryPage
from app.widgets.empty import EmptyPage
from tests.app.history_rows import unscored_row
from tests.app.small_desk import Bench

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def page(qtbot: QtBot, small_bench: Bench) -> HistoryPage:
    page = HistoryPage(small_bench.workplace)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitExposed(page):
        page.show()
    small_bench.lanes.run_all()
    return page


def ids(page: HistoryPage) -> list[int]:
    return [row.verification.id for row in page.rows()]


def empty(page: HistoryPage) -> EmptyPage:
    return next(one for one in page.findChildren(EmptyPage) if one.isVisible())


def test_newest_comes_first(page: HistoryPage) -> None:
    assert ids(page) == [3, 2, 1]


def test_column_sorts_by_its_value(page: HistoryPage) -> None:
    page.table.sortByColumn(Column.EVIDENCE, Qt.SortOrder.AscendingOrder)
    assert ids(page) == [3, 1, 2]


@pytest.mark.parametrize(
    "order, sorted_ids",
    [(Qt.SortOrder.AscendingOrder, [4, 3, 1, 2]), (Qt.SortOrder.DescendingOrder, [2, 1, 3, 4])],
)
def test_what_was_not_scored_is_sorted_below_all_evidence(
    page: HistoryPage, small_bench: Bench, order: Qt.SortOrder, sorted_ids: list[int]
) -> None:
    small_bench.desk.bank.rows.insert(1, unscored_row(4))
    small_bench.workplace.actions.get("history.refresh").trigger()
    small_bench.lanes.run_all()
    page.table.sortByColumn(Column.EVIDENCE, order)
    assert ids(page) == sorted_ids


def test_columns_stay_until_the_next_start(qtbot: QtBot, page: HistoryPage, small_bench: Bench) -> None:
    page.table.sortByColumn(Column.CUSTOMER, Qt.SortOrder.AscendingOrder)
    page.table.horizontalHeader().resizeSection(Column.REMARK - 1, 141)
    later = HistoryPage(small_bench.workplace)
    qtbot.addWidget(later)
    header = later.table.horizontalHeader()
    assert header.sortIndicatorSection() == Column.CUSTOMER
    assert header.sectionSize(Column.REMARK - 1) == 141


def test_enter_opens_the_row(qtbot: QtBot, page: HistoryPage) -> None:
    page.table.selectRow(1)
    with qtbot.waitSignal(page.open_requested) as opened:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_double_click_opens_the_row(qtbot: QtBot, page: HistoryPage) -> None:
    place = page.table.visualRect(page.table.model().index(2, 1)).center()
    viewport = page.table.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(page.open_requested) as opened:
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [1]


def test_verdict_narrows_the_rows(page: HistoryPage, small_bench: Bench) -> None:
    page.filter_bar.changed.emit(HistoryFilters(verdict="reject"))
    small_bench.lanes.run_all()
    assert ids(page) == [3]


def test_days_show_only_for_between(page: HistoryPage) -> None:
    days = page.filter_bar.findChildren(QDateEdit)
    assert [day.isHidden() for day in days] == [True, True]
    page.filter_bar.show_filters(HistoryFilters(period=BETWEEN))
    assert [day.isHidden() for day in days] == [False, False]


def test_bar_gives_back_what_it_was_shown(page: HistoryPage) -> None:
    wanted = HistoryFilters("lisle", "refer", "undecided", BETWEEN, "2026-03-01", "2026-03-02")
    page.filter_bar.show_filters(wanted)
    assert page.filter_bar.filters() == wanted


def test_clearing_shows_everything_again(page: HistoryPage, small_bench: Bench) -> None:
    page.filter_bar.text.setText("x")
    page.filter_bar.changed.emit(HistoryFilters(verdict="reject"))
    small_bench.lanes.run_all()
    small_bench.workplace.actions.get("history.clear").trigger()
    small_bench.lanes.run_all()
    assert ids(page) == [3, 2, 1]
    assert page.filter_bar.text.text() == ""


def test_empty_history_says_what_to_do(qtbot: QtBot, small_bench: Bench) -> None:
    small_bench.desk.bank.rows = []
    page = HistoryPage(small_bench.workplace)
    qtbot.addWidget(page)
    page.show()
    small_bench.lanes.run_all()
    button = empty(page).button
    assert button.text() == "Verify a signature"
    with qtbot.waitSignal(small_bench.workplace.actions.get("go.verify").triggered):
        button.click()


def test_filters_that_nothing_passes_can_be_cleared(page: HistoryPage, small_bench: Bench) -> None:
    small_bench.desk.bank.rows = []
    page.filter_bar.changed.emit(HistoryFilters(verdict="accept"))
    small_bench.lanes.run_all()
    assert empty(page).button.text() == "Clear the filters"


def test_selection_stays_when_nothing_has_changed(page: HistoryPage, small_bench: Bench) -> None:
    page.table.selectRow(1)
    small_bench.workplace.actions.get("history.refresh").trigger()
    small_bench.lanes.run_all()
    assert page.table.currentIndex().row() == 1


def test_export_takes_the_order_shown(
    page: HistoryPage, small_bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "march.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(wanted), ""))
    page.table.sortByColumn(Column.WHEN, Qt.SortOrder.AscendingOrder)
    small_bench.workplace.actions.get("history.export").trigger()
    small_bench.lanes.run_all()
    path, exported = small_bench.desk.bank.exported[0]
    assert path == wanted
    assert [row.verification.id for row in exported] == [1, 2, 3]


def test_cursor_starts_in_the_search_text(page: HistoryPage) -> None:
    page.first_focus()
    assert page.focusWidget() is page.filter_bar.text
