"""Is every decision stored once, corrected by a new one, and shown again as it was?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.notices import NoticeKind
from app.presenters.verify_state import Phase
from core.scoring.verdict import Verdict
from tests.app.fake_desk import CHIDI, MARIA
from tests.app.verify_bench import Bench

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_decision_is_stored_with_its_remark_and_told(bench: Bench, qtbot: QtBot) -> None:
    bench.judge()
    with qtbot.waitSignal(bench.presenter.item_awaited):
        bench.decide(Verdict.REFER, " call the branch ")
    stored = bench.desk.bank.decision_records[-1]
    assert (stored.decision, stored.remark, stored.officer) == ("refer", "call the branch", "R. Amara")
    assert bench.phase() is Phase.DECIDED
    assert "Refer" in bench.said[-1].text


def test_a_key_pressed_twice_decides_once(bench: Bench) -> None:
    bench.judge()
    bench.presenter.decide(Verdict.ACCEPT, remark="")
    bench.decide(Verdict.ACCEPT)
    bench.decide(Verdict.REJECT)
    assert [one.decision for one in bench.desk.bank.decision_records] == ["accept"]


def test_nothing_is_decided_before_there_is_a_verdict(bench: Bench) -> None:
    bench.presenter.present([bench.scan("scan.png")])
    bench.decide(Verdict.ACCEPT)
    assert bench.desk.bank.decision_records == []


def test_against_the_advice_a_remark_is_asked_for_where_the_bank_wants_one(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.settings.remark_needed = True
    bench.judge()
    with qtbot.waitSignal(bench.presenter.remark_missed):
        bench.decide(Verdict.REJECT)
    assert bench.desk.bank.decision_records == []
    bench.decide(Verdict.REJECT, "signed by another hand")
    assert [one.decision for one in bench.desk.bank.decision_records] == ["reject"]


def test_a_decision_that_could_not_be_stored_can_be_made_again(bench: Bench) -> None:
    bench.judge()
    bench.settings.officer = ""
    bench.decide(Verdict.ACCEPT)
    assert bench.phase() is Phase.JUDGED
    bench.settings.officer = "R. Amara"
    bench.decide(Verdict.ACCEPT)
    assert bench.phase() is Phase.DECIDED


def test_a_correction_is_a_new_decision_and_the_old_one_stays(bench: Bench) -> None:
    bench.judge()
    bench.decide(Verdict.ACCEPT)
    bench.presenter.correct()
    bench.decide(Verdict.REJECT)
    assert [one.decision for one in bench.desk.bank.decisions(1)] == ["accept", "reject"]
    assert [one.decision for one in bench.state.decisions] == ["accept", "reject"]


def test_the_item_before_can_be_corrected_and_the_present_one_comes_back(bench: Bench) -> None:
    bench.presenter.choose_signatory(MARIA)
    bench.presenter.present([bench.scan("a.png"), bench.scan("b.png")])
    bench.lanes.run_all()
    bench.decide(Verdict.ACCEPT)
    bench.presenter.correct()
    bench.lanes.run_all()
    assert bench.is_past()
    assert bench.state.can_decide
    bench.decide(Verdict.REFER)
    assert [one.decision for one in bench.desk.bank.decisions(1)] == ["accept", "refer"]
    assert not bench.is_past()
    assert bench.phase() is Phase.JUDGED
    assert bench.state.record is not None
    assert bench.state.record.id == 2


def test_the_past_is_shown_as_it_was_with_specimens_withdrawn_since(bench: Bench) -> None:
    bench.judge()
    bench.decide(Verdict.ACCEPT)
    bench.desk.bank.withdraw(13)
    bench.presenter.choose_signatory(CHIDI)
    bench.lanes.run_all()
    bench.presenter.show_verification(1)
    bench.lanes.run_all()
    assert bench.is_past()
    assert [one.specimen_id for one in bench.state.ranking] == [13, 12, 11]
    assert [one.is_withdrawn for one in bench.state.ranking] == [True, False, False]
    assert bench.desk.compared == [(MARIA, "scan.png")]
    assert bench.presenter.leave_past()
    assert bench.state.subject is not None
    assert bench.state.subject.signatory.id == CHIDI


def test_the_past_can_be_decided_again_but_only_after_correct(bench: Bench) -> None:
    bench.judge()
    bench.decide(Verdict.ACCEPT)
    bench.presenter.show_verification(1)
    bench.lanes.run_all()
    bench.decide(Verdict.REJECT)
    assert [one.decision for one in bench.desk.bank.decisions(1)] == ["accept"]
    bench.presenter.correct()
    bench.decide(Verdict.REJECT)
    assert [one.decision for one in bench.desk.bank.decisions(1)] == ["accept", "reject"]


def test_work_that_the_past_interrupted_is_taken_up_again(bench: Bench) -> None:
    bench.judge("first.png")
    bench.presenter.present([bench.scan("second.png")])
    bench.presenter.show_verification(1)
    bench.lanes.run_all()
    bench.presenter.leave_past()
    bench.lanes.run_all()
    assert bench.desk.compared[-1] == (MARIA, "second.png")
    assert bench.phase() is Phase.JUDGED


def test_pictures_of_the_past_do_not_come_to_the_desk(bench: Bench) -> None:
    bench.judge()
    bench.presenter = bench.another()
    bench.presenter.show_verification(1)
    bench.lanes.store.run_next()
    bench.presenter.leave_past()
    bench.lanes.run_all()
    assert bench.state.subject is None


def test_a_verification_that_is_not_there_leaves_the_desk_as_it_was(bench: Bench) -> None:
    bench.judge()
    bench.presenter.show_verification(99)
    bench.lanes.run_all()
    assert bench.said[-1].kind is NoticeKind.FAILED
    assert bench.phase() is Phase.JUDGED
    assert not bench.is_past()
