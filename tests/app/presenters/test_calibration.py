"""Do thresholds follow from what is asked, come into use, and go out of it again?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.notices import NoticeKind
from app.presenters.calibration import CalibrationPresenter
from app.presenters.calibration_state import Asked, AskedBand, Phase
from core.store.learning_records import ActivationKind, Label, LabelSource
from tests.app.calibration_desk import Bench, decide

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.bank.close()


def asked_of(presenter: CalibrationPresenter) -> Asked:
    assert presenter.state.asked is not None
    return presenter.state.asked


def ask(qtbot: QtBot, bench: Bench, presenter: CalibrationPresenter, asked: Asked) -> None:
    """Ask for another policy and wait until it was tried."""
    presenter.ask(asked)
    qtbot.waitUntil(lambda: bool(bench.lanes.learning.jobs))
    bench.lanes.run_all()


def failures(bench: Bench) -> list[str]:
    return [notice.text for notice in bench.said if notice.kind is NoticeKind.FAILED]


def test_what_is_in_use_is_asked_first_and_tried_at_once(bench: Bench) -> None:
    state = bench.presenter().state
    assert state.phase is Phase.READY
    assert state.asked == Asked((AskedBand(None, 0.01),), reject_frr=0.05, refer_share=0.25)
    assert state.is_current
    assert state.can_use
    assert state.tried is not None
    assert len(state.tried.made.outcomes) == 1
    assert state.tried.far[0] == 1.0
    assert state.tried.far[-1] == 0.0


def test_too_few_people_are_counted_and_nothing_is_tried(tmp_path: Path) -> None:
    bench = Bench(tmp_path, people=2)
    state = bench.presenter().state
    bench.bank.close()
    assert state.phase is Phase.LACKING
    assert state.measured is not None
    assert (state.measured.supply.with_forgeries, state.measured.supply.needed) == (2, 3)
    assert state.tried is None
    assert not failures(bench)


def test_another_policy_sets_other_thresholds(qtbot: QtBot, bench: Bench) -> None:
    presenter = bench.presenter()
    ask(qtbot, bench, presenter, replace(asked_of(presenter), bands=(AskedBand(None, 0.5),)))
    assert presenter.state.is_current
    loose = presenter.state.tried
    assert loose is not None
    assert loose.made.calibration.cuts[0].accept_far == 0.5


def test_of_several_policies_only_the_newest_is_tried(qtbot: QtBot, bench: Bench) -> None:
    presenter = bench.presenter()
    for rate in (0.1, 0.2, 0.3):
        presenter.ask(replace(asked_of(presenter), reject_frr=rate))
    assert presenter.state.is_trying
    assert not presenter.state.can_use
    qtbot.waitUntil(lambda: bool(bench.lanes.learning.jobs))
    assert len(bench.lanes.learning.jobs) == 1
    assert bench.ready(presenter).tried is not None
    assert presenter.state.is_current
    assert asked_of(presenter).reject_frr == 0.3


def test_a_policy_that_makes_no_sense_is_not_tried_and_cannot_be_used(bench: Bench) -> None:
    presenter = bench.presenter()
    bands = AskedBand(10.0, 0.01), AskedBand(None, 0.3)
    presenter.ask(replace(asked_of(presenter), bands=bands))
    assert presenter.state.fault
    assert not presenter.state.is_trying
    presenter.use(officer="R. Amara", reason="Because.")
    assert not bench.lanes.store.jobs


def test_nothing_is_measured_again_while_labels_and_model_stay(bench: Bench) -> None:
    presenter = bench.presenter()
    before = presenter.state.measured
    assert before is not None
    presenter.refresh()
    now = bench.ready(presenter).measured
    assert now is not None
    assert now.seen is before.seen


def test_another_label_is_measured_anew(bench: Bench) -> None:
    presenter = bench.presenter()
    before, tried = presenter.state.measured, presenter.state.tried
    assert before is not None
    first = bench.bank.examples()[0]
    bench.bank.relabel(
        [first.id], label=Label.EXCLUDED, source=LabelSource.CLERK, officer="R. Amara", reason="A blot."
    )
    presenter.refresh()
    now = bench.ready(presenter).measured
    assert now is not None
    assert now.stamp != before.stamp
    assert presenter.state.tried is not tried
    assert presenter.state.is_current


def test_thresholds_come_into_use_with_name_and_reason(bench: Bench) -> None:
    presenter = bench.presenter()
    presenter.use(officer="R. Amara", reason="Enough pairs now.")
    bench.lanes.run_all()
    active = bench.bank.active()
    assert active is not None
    assert (active.kind, active.officer, active.reason) == (
        ActivationKind.CALIBRATION,
        "R. Amara",
        "Enough pairs now.",
    )
    assert active.calibration_id is not None
    assert bench.serving.refreshed == 1
    assert bench.bank.check_activations() is None


def test_thresholds_taken_into_use_can_be_taken_back(bench: Bench) -> None:
    presenter = bench.presenter()
    presenter.use(officer="R. Amara", reason="Enough pairs now.")
    bench.lanes.run_all()
    undo = bench.said[-1].undo
    assert undo is not None
    undo()
    bench.lanes.run_all()
    active = bench.bank.active()
    assert active is not None
    assert (active.kind, active.calibration_id) == (ActivationKind.ROLLBACK, None)
    assert bench.serving.refreshed == 2


def test_an_undo_that_comes_too_late_changes_nothing(qtbot: QtBot, bench: Bench) -> None:
    presenter = bench.presenter()
    presenter.use(officer="R. Amara", reason="Enough pairs now.")
    bench.lanes.run_all()
    undo = bench.said[-1].undo
    assert undo is not None
    other = bench.presenter()
    ask(qtbot, bench, other, replace(asked_of(other), reject_frr=0.2))
    other.use(officer="B. Osei", reason="Fewer rejected.")
    bench.lanes.run_all()
    last = bench.bank.active()
    undo()
    bench.lanes.run_all()
    assert bench.bank.active() == last
    assert len(failures(bench)) == 1


def test_past_decisions_are_judged_again_on_demand(bench: Bench) -> None:
    decide(bench.workplace.desk, decisions=3)
    presenter = bench.presenter()
    assert presenter.state.told is None
    presenter.tell()
    told = bench.ready(presenter).told
    assert told is not None
    assert told.decisions == 3
    assert sum(told.moves.values()) == 3


def test_what_was_told_goes_away_with_the_policy_it_was_told_of(qtbot: QtBot, bench: Bench) -> None:
    presenter = bench.presenter()
    presenter.tell()
    bench.lanes.run_all()
    assert presenter.state.told is not None
    ask(qtbot, bench, presenter, replace(asked_of(presenter), reject_frr=0.2))
    assert presenter.state.told is None


def test_accepted_signatures_appear_month_by_month(bench: Bench) -> None:
    decide(bench.workplace.desk, decisions=2)
    measured = bench.presenter().state.measured
    assert measured is not None
    assert [month.accepted for month in measured.months] == [2]


def test_a_measurement_that_fails_says_so_and_can_be_asked_for_again(bench: Bench) -> None:
    bench.serving.shipped = bench.model.with_name("gone.safetensors")
    presenter = bench.presenter()
    assert presenter.state.phase is Phase.STOPPED
    assert len(failures(bench)) == 1
    bench.serving.shipped = bench.model
    presenter.refresh()
    assert bench.ready(presenter).phase is Phase.READY


def test_a_measurement_that_is_stopped_can_be_asked_for_again(bench: Bench) -> None:
    presenter = bench.another()
    presenter.refresh()
    bench.lanes.learning.jobs[0].cancel()
    assert bench.ready(presenter).phase is Phase.STOPPED
