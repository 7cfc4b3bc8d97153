"""Can a clerk compare a challenger with the champion, use it, go back, and see who did what?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.actions import TABLE
from app.views.models_detail import CARD, COMPARISON, TURNED
from app.views.models_page import ModelsPage
from core.roles import Role
from core.store.learning_records import ActivationKind
from tests.app.models_bench import OFFICER, WORSE, ModelsBench

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ModelsBench]:
    bench = ModelsBench(tmp_path)
    yield bench
    bench.close()


@pytest.fixture
def page(qtbot: QtBot, bench: ModelsBench) -> ModelsPage:
    bench.train()
    page = ModelsPage(bench.workplace)
    qtbot.addWidget(page)
    page.resize(1192, 726)
    with qtbot.waitExposed(page):
        page.show()
    bench.lanes.run_all()
    return page


def act(bench: ModelsBench, name: str) -> None:
    bench.workplace.actions.get(f"models.{name}").trigger()
    bench.lanes.run_all()


def can(bench: ModelsBench, name: str) -> bool:
    return bench.workplace.actions.get(f"models.{name}").isEnabled()


def choose(page: ModelsPage, bench: ModelsBench, row: int) -> None:
    page.models.list.setCurrentIndex(page.presenter.model.index(row))
    bench.lanes.run_all()


def agree(page: ModelsPage, bench: ModelsBench, reason: str = "better on our paper") -> None:
    page.consent.form.rows["reason"].editor.setText(reason)
    page.consent.form.submit()
    bench.lanes.run_all()


def reads(page: ModelsPage, words: str) -> bool:
    return any(words in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_model_in_use_is_shown_first_with_its_card(page: ModelsPage) -> None:
    assert page.detail.name.text() == "desk 2026-11"
    assert page.detail.card.isVisible()
    assert not page.detail.parts.isVisible()


def test_challenger_opens_with_the_plain_sentence(page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    assert page.detail.comparison.finding.text.text().startswith("Better on your paper: EER 6.1 %")
    assert page.detail.parts.current == COMPARISON


def test_comparison_never_stands_under_the_name_of_another_model(
    page: ModelsPage, bench: ModelsBench
) -> None:
    worse = bench.train("worse", vector=40, change=WORSE)
    choose(page, bench, 1)
    page.show_model(worse.digest)
    bench.lanes.store.run_next()
    assert page.detail.name.text() == "worse"
    assert not page.detail.comparison.isVisible()
    bench.lanes.run_all()
    assert page.detail.comparison.finding.text.text().startswith("Worse on your paper")


def test_figures_change_with_the_people_they_were_measured_on(page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    table, plots = page.detail.comparison.table, page.detail.comparison.plots
    assert table.model().index(0, 2).data() == "6.1 %  (4.3–8.5)"
    page.detail.comparison.domain.choose(1)
    assert table.model().index(0, 2).data() == "8.3 %  (5.8–11.6)"
    assert reads(page, "40 made-up people")
    assert "Challenger, retrained 2026-12" in plots.curves.summary
    assert "Accept from +1.1" in plots.champion.summary


def test_whole_table_is_in_sight_without_a_bar_of_its_own(page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    bar = page.detail.comparison.table.verticalScrollBar()
    assert bar.maximum() == 0


@pytest.mark.parametrize("width, is_beside", [(1192, True), (872, False)])
def test_plots_stand_below_each_other_where_there_is_little_room(
    qtbot: QtBot,
    page: ModelsPage,
    bench: ModelsBench,
    width: int,
    is_beside: bool,
) -> None:
    choose(page, bench, 1)
    page.resize(width, 566)
    plots = page.detail.comparison.plots

    def is_below() -> bool:
        return plots.champion.mapTo(plots, QPoint()).y() > plots.curves.mapTo(plots, QPoint()).y() + 100

    qtbot.waitUntil(lambda: page.width() == width and is_below() is not is_beside)


def test_signatures_that_changed_sides_come_as_pictures(
    qtbot: QtBot, page: ModelsPage, bench: ModelsBench
) -> None:
    choose(page, bench, 1)
    page.detail.parts.choose(TURNED)
    with qtbot.waitSignal(page.detail.turned.list.in_sight):
        page.detail.turned.list.look_round()
    bench.lanes.run_all()
    assert all(card.thumbnail is not None for card in page.turned.model.cards)
    assert reads(page, "On 3 signatures of yours kept aside the advice differs: on 2")


def test_card_is_there_on_demand(qtbot: QtBot, page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    page.detail.parts.choose(CARD)
    known = page.presenter.current
    assert known is not None
    digest = known.digest[:32]
    qtbot.waitUntil(lambda: reads(page, digest))


def test_use_asks_for_a_reason_first(page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    act(bench, "activate")
    assert page.consent.form.values() == {"officer": OFFICER, "reason": ""}
    page.consent.form.submit()
    assert reads(page, "Say why; it is recorded.")
    assert not bench.lanes.learning.jobs
    page.consent.form.rows["officer"].editor.clear()
    page.consent.form.submit()
    assert reads(page, "Enter a name; it is recorded.")


def test_challenger_comes_into_use(page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    act(bench, "activate")
    agree(page, bench)
    assert page.consent.isHidden()
    assert page.detail.name.text() == "retrained 2026-12"
    assert page.detail.back.text() == "Return to desk 2026-11"
    assert not page.detail.use.isVisible()
    assert bench.serving.refreshed == 1


def test_escape_leaves_everything_as_it_is(page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    act(bench, "activate")
    assert not can(bench, "activate")
    QTest.keyClick(page.consent.form.rows["reason"].editor, Qt.Key.Key_Escape)
    assert page.consent.isHidden()
    assert can(bench, "activate")
    assert bench.bank.active() is None


def test_refused_challenger_says_why_and_can_be_used_all_the_same(
    page: ModelsPage, bench: ModelsBench
) -> None:
    worse = bench.train("worse", vector=40, change=WORSE)
    page.show_model(worse.digest)
    bench.lanes.run_all()
    act(bench, "activate")
    assert reads(page, "The comparison speaks against it: worse on the bank's own signatures.")
    assert page.consent.form.save.text() == "Use it all the same"
    agree(page, bench, "the older one is too slow")
    record = bench.bank.active()
    assert record is not None
    assert record.is_overridden


def test_return_in_one_click_with_a_reason(page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    act(bench, "activate")
    agree(page, bench)
    page.detail.back.click()
    assert reads(page, "Return to desk 2026-11?")
    agree(page, bench, "too many referrals")
    record = bench.bank.active()
    assert record is not None
    assert (record.kind, record.reason) == (ActivationKind.ROLLBACK, "too many referrals")


def test_nothing_can_be_used_twice_while_a_switch_is_under_way(page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    act(bench, "activate")
    page.consent.form.rows["reason"].editor.setText("x")
    page.consent.form.submit()
    assert not can(bench, "activate")
    bench.lanes.run_all()
    assert can(bench, "roll_back")


def test_record_says_who_and_that_it_is_whole(page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    act(bench, "activate")
    agree(page, bench)
    act(bench, "record")
    assert page.record.isVisible()
    row = [page.record.table.model().index(0, column).data() for column in range(1, 6)]
    assert row == ["Model changed", "retrained 2026-12", "its card's", OFFICER, "better on our paper"]
    assert page.record.state.text.text() == "The record is whole: 1 entry."


def test_row_of_the_record_shows_its_model(page: ModelsPage, bench: ModelsBench) -> None:
    choose(page, bench, 1)
    act(bench, "activate")
    agree(page, bench)
    choose(page, bench, 1)
    act(bench, "record")
    page.record.table.selectRow(0)
    QTest.keyClick(page.record.table, Qt.Key.Key_Return)
    bench.lanes.run_all()
    assert page.detail.isVisible()
    assert page.detail.name.text() == "retrained 2026-12"
    assert not bench.workplace.actions.get("models.record").isChecked()


def test_choosing_a_model_leads_back_from_the_record(page: ModelsPage, bench: ModelsBench) -> None:
    act(bench, "record")
    choose(page, bench, 1)
    assert page.detail.isVisible()


def test_removing_can_be_undone(page: ModelsPage, bench: ModelsBench) -> None:
    assert not can(bench, "remove")
    choose(page, bench, 1)
    act(bench, "remove")
    assert page.presenter.model.rowCount() == 1
    assert page.models.removed.isVisible()
    page.models.removed.setChecked(True)
    choose(page, bench, 1)
    assert page.detail.remove.text() == "Restore"
    assert not can(bench, "activate")
    act(bench, "remove")
    assert can(bench, "activate")


def test_every_action_of_the_page_does_something(page: ModelsPage, bench: ModelsBench) -> None:
    assert page.isVisible()
    for spec in TABLE:
        if spec.page == "models":
            action = bench.workplace.actions.get(spec.id)
            assert action.receivers("2triggered(bool)") > 0, spec.id


def test_cursor_starts_in_the_list(page: ModelsPage) -> None:
    page.first_focus()
    assert page.focusWidget() is page.models.list


def test_a_clerk_sees_everything_and_is_told_who_may_use_a_model(qtbot: QtBot, tmp_path: Path) -> None:
    bench = ModelsBench(tmp_path, roles={Role.CLERK})
    bench.train()
    page = ModelsPage(bench.workplace)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    bench.lanes.run_all()
    choose(page, bench, 1)
    assert page.detail.use.isVisible()
    assert not page.detail.use.isEnabled()
    assert not page.detail.remove.isEnabled()
    assert "For supervisors only" in page.detail.use.toolTip()
    assert "For supervisors only" in page.detail.remove.toolTip()
    assert not can(bench, "activate")
    bench.close()
