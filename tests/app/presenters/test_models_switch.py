"""Does another model come into use with its name and reason, and the one before come back?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.presenters import models_switch
from app.presenters.models_switch import ModelSwitch, Wish
from core.progress import Cancelled
from core.store.learning_records import ActivationKind
from tests.app.models_bench import OFFICER, WORSE, ModelsBench

pytestmark = pytest.mark.usefixtures("qtbot")
WISH = Wish(OFFICER, "better on our paper")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ModelsBench]:
    bench = ModelsBench(tmp_path)
    yield bench
    bench.close()


def test_challenger_serves_with_officer_and_reason_on_record(bench: ModelsBench) -> None:
    challenger, switch = bench.train(), ModelSwitch(bench.workplace)
    switch.activate(challenger.digest, WISH, name=challenger.name)
    assert switch.is_busy
    bench.lanes.run_all()
    record = bench.bank.active()
    assert record is not None
    assert (record.model_digest, record.officer, record.reason) == (
        challenger.digest,
        OFFICER,
        "better on our paper",
    )
    assert not record.is_overridden
    assert record.finding.startswith("Better on your paper")
    assert bench.bank.count_lacking(digest=challenger.digest) == 0
    assert bench.serving.refreshed == 1
    assert not switch.is_busy


def test_switching_waits_on_the_lane_that_holds_up_no_verification(bench: ModelsBench) -> None:
    challenger, switch = bench.train(), ModelSwitch(bench.workplace)
    switch.activate(challenger.digest, WISH, name=challenger.name)
    lanes = bench.lanes
    assert [len(lane.jobs) for lane in (lanes.inference, lanes.store, lanes.learning)] == [0, 0, 1]


def test_refused_challenger_does_not_serve(bench: ModelsBench) -> None:
    challenger, switch = bench.train(change=WORSE), ModelSwitch(bench.workplace)
    switch.activate(challenger.digest, WISH, name=challenger.name)
    bench.lanes.run_all()
    assert bench.bank.active() is None
    assert bench.serving.refreshed == 0
    assert bench.heard.failures[0].startswith("This model was refused: worse on the bank's own signatures")


def test_refused_challenger_serves_all_the_same_and_that_is_recorded(bench: ModelsBench) -> None:
    challenger, switch = bench.train(change=WORSE), ModelSwitch(bench.workplace)
    wish = Wish(OFFICER, "the old one is too slow", is_overridden=True)
    switch.activate(challenger.digest, wish, name=challenger.name)
    bench.lanes.run_all()
    record = bench.bank.active()
    assert record is not None
    assert record.is_overridden
    assert "should not be used" in record.finding


def test_going_back_returns_to_what_served_before(bench: ModelsBench) -> None:
    challenger, switch = bench.train(), ModelSwitch(bench.workplace)
    switch.activate(challenger.digest, WISH, name=challenger.name)
    bench.lanes.run_all()
    switch.roll_back(Wish(OFFICER, "too many referrals"), name="desk 2026-11")
    bench.lanes.run_all()
    record = bench.bank.active()
    assert record is not None
    assert (record.model_digest, record.kind) == (bench.shipped_digest, ActivationKind.ROLLBACK)
    assert bench.heard.last.text == f"desk 2026-11 is in use from now on. Recorded, by {OFFICER}."


def test_there_is_nothing_to_go_back_to_at_first(bench: ModelsBench) -> None:
    switch = ModelSwitch(bench.workplace)
    switch.roll_back(WISH, name="")
    bench.lanes.run_all()
    assert "nothing to return to" in bench.heard.failures[0]


def test_cancelled_switch_leaves_the_old_one_serving(bench: ModelsBench) -> None:
    challenger, switch = bench.train(), ModelSwitch(bench.workplace)
    switch.activate(challenger.digest, WISH, name=challenger.name)
    bench.lanes.learning.jobs[0].cancel()
    bench.lanes.run_all()
    assert bench.bank.active() is None
    assert "was not taken into use" in bench.heard.last.text
    assert not switch.is_busy


def test_cancel_that_comes_after_the_switch_is_too_late(
    bench: ModelsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    challenger, switch = bench.train(), ModelSwitch(bench.workplace)
    activate = models_switch._activate

    def activate_and_cancel(*arguments: object, **others: object) -> None:
        activate(*arguments, **others)  # type: ignore[arg-type]
        raise Cancelled

    monkeypatch.setattr(models_switch, "_activate", activate_and_cancel)
    switch.activate(challenger.digest, WISH, name=challenger.name)
    bench.lanes.run_all()
    assert bench.serving.refreshed == 1
    assert "is in use from now on" in bench.heard.last.text


def test_model_that_never_was_compared_can_be_used_again(bench: ModelsBench) -> None:
    challenger, switch = bench.train(), ModelSwitch(bench.workplace)
    switch.activate(challenger.digest, WISH, name=challenger.name)
    switch.activate(bench.shipped_digest, WISH, name="desk 2026-11")
    bench.lanes.run_all()
    record = bench.bank.active()
    assert record is not None
    assert (record.model_digest, record.kind) == (bench.shipped_digest, ActivationKind.SWITCH)


def test_a_clerk_is_told_whose_it_is(bench: ModelsBench, settle: Callable[..., Path]) -> None:
    settle('[roles]\nsupervisors = ["anna"]', login="carl")
    challenger, switch = bench.train(), ModelSwitch(bench.workplace)
    switch.activate(challenger.digest, WISH, name=challenger.name)
    bench.lanes.run_all()
    assert bench.bank.active() is None
    assert bench.heard.failures[0].startswith("Activating a model is for supervisors. Nothing was changed;")
    settle('[roles]\nsupervisors = ["anna"]', login="anna")
    switch.activate(challenger.digest, WISH, name=challenger.name)
    bench.lanes.run_all()
    assert bench.bank.active() is not None
