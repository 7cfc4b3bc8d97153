"""Is an item judged for its own amount, and never for that of the one before?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from app.presenters.verify_amount import Amounts
from app.presenters.verify_words import panel_words
from core.learning.switch import InUse
from core.scoring.verdict import Verdict
from tests.app.amount_bands import BANDS, ONE_FOR_ALL, serving
from tests.app.verify_bench import Bench

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.presenter.amounts.follow(serving(BANDS))
    return bench


@pytest.mark.parametrize("now", [None, serving(ONE_FOR_ALL), InUse("0" * 64, Path("m"), None, None)])
def test_one_threshold_for_all_needs_no_amount(qtbot: QtBot, now: InUse | None) -> None:
    amounts = Amounts()
    amounts.follow(serving(BANDS))
    amounts.set_amount(500.0)
    with qtbot.waitSignal(amounts.offered) as offered:
        amounts.follow(now)
    assert offered.args == [False]
    assert amounts.amount is None
    assert amounts.words == ""


@pytest.mark.parametrize(
    "amount, said",
    [
        (None, "over 5,000"),
        (1000.0, "up to 1,000"),
        (1000.5, "up to 5,000"),
        (9000.0, "over 5,000"),
    ],
)
def test_an_amount_falls_into_the_band_that_the_thresholds_use(amount: float | None, said: str) -> None:
    amounts = Amounts()
    amounts.follow(serving(BANDS))
    amounts.set_amount(amount)
    assert amounts.words == said


def test_the_amount_goes_into_the_comparison_and_the_verdict_says_for_which(bench: Bench) -> None:
    bench.presenter.amounts.set_amount(800.0)
    bench.judge()
    assert bench.desk.amounts == [800.0]
    assert panel_words(bench.state).thresholds.startswith("Amounts up to 1,000: 1 false accept")


def test_an_item_without_an_amount_is_judged_as_the_largest(bench: Bench) -> None:
    bench.judge()
    assert bench.desk.amounts == [None]
    assert "over 5,000" in panel_words(bench.state).thresholds


def test_an_amount_in_another_band_is_judged_anew_and_one_in_the_same_is_not(bench: Bench) -> None:
    bench.judge()
    bench.presenter.amounts.set_amount(20_000.0)
    bench.lanes.run_all()
    assert bench.desk.amounts == [None]
    bench.presenter.amounts.set_amount(3000.0)
    bench.lanes.run_all()
    assert bench.desk.amounts == [None, 3000.0]
    assert "up to 5,000" in panel_words(bench.state).thresholds


def test_the_amount_of_a_decided_item_is_not_that_of_the_next(bench: Bench) -> None:
    bench.presenter.amounts.set_amount(800.0)
    bench.judge("first.png")
    bench.decide(Verdict.ACCEPT)
    assert "up to 1,000" in panel_words(bench.state).thresholds
    bench.judge("second.png")
    assert bench.desk.amounts == [800.0, None]


def test_the_amount_of_an_item_left_undecided_is_not_that_of_the_next(bench: Bench) -> None:
    bench.presenter.amounts.set_amount(800.0)
    bench.judge("first.png")
    bench.judge("second.png")
    assert bench.desk.amounts == [800.0, None]


def test_an_amount_typed_before_the_scan_is_kept_for_it(bench: Bench) -> None:
    bench.judge("first.png")
    bench.decide(Verdict.ACCEPT)
    bench.presenter.amounts.set_amount(800.0)
    bench.judge("second.png")
    assert bench.desk.amounts == [None, 800.0]


def test_correcting_a_past_decision_leaves_the_amount_on_the_desk(bench: Bench) -> None:
    bench.judge("first.png")
    bench.decide(Verdict.ACCEPT)
    bench.presenter.amounts.set_amount(800.0)
    bench.judge("second.png")
    bench.presenter.show_verification(1)
    bench.lanes.run_all()
    bench.presenter.correct()
    bench.decide(Verdict.REFER)
    assert bench.presenter.amounts.amount == 800.0


def test_a_bank_without_bands_judges_as_before(tmp_path: Path) -> None:
    plain = Bench(tmp_path)
    cast("Any", plain.presenter.amounts).set_amount(800.0)
    plain.judge()
    assert plain.desk.amounts == [None]
    assert panel_words(plain.state).thresholds.startswith("Thresholds set for")
