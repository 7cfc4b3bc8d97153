"""Is a scan that cannot be judged referred on record, once, for the signatory who was chosen?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.notices import NoticeKind
from app.presenters.verify_state import Phase
from core.scoring.verdict import Verdict
from tests.app.fake_desk import BLANK, CHIDI, MARIA, NGOZI, blank_page, scan_file, specimen
from tests.app.verify_bench import Bench

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def decisions(bench: Bench) -> list[str]:
    return [one.decision for one in bench.desk.bank.decision_records]


def test_it_is_referred_with_its_remark_and_told(bench: Bench, qtbot: QtBot) -> None:
    bench.present_blank()
    assert bench.state.can_refer
    assert not bench.state.can_decide
    with qtbot.waitSignal(bench.presenter.item_awaited):
        bench.decide(Verdict.REFER, " no better scan ")
    (stored,) = bench.desk.bank.decision_records
    assert (stored.decision, stored.remark, stored.officer) == ("refer", "no better scan", "R. Amara")
    assert bench.phase() is Phase.DECIDED
    record = bench.state.record
    assert record is not None
    assert (record.signatory_id, record.findings, record.is_scored) == (MARIA, (BLANK,), False)
    assert (bench.state.decisions, bench.state.last) == ((stored,), stored)
    assert bench.said[-1].text == "Recorded: Refer, without a score, by R. Amara."


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.REJECT])
def test_it_is_neither_accepted_nor_rejected(bench: Bench, verdict: Verdict) -> None:
    bench.present_blank()
    bench.decide(verdict, "seen on paper")
    assert bench.desk.bank.records == {}


def test_a_key_pressed_twice_refers_once(bench: Bench) -> None:
    bench.present_blank()
    bench.presenter.decide(Verdict.REFER, remark="")
    bench.decide(Verdict.REFER)
    bench.decide(Verdict.REFER)
    assert decisions(bench) == ["refer"]
    assert len(bench.desk.bank.records) == 1


def test_for_nobody_it_is_not_referred(bench: Bench) -> None:
    bench.present_blank(signatory_id=None)
    bench.decide(Verdict.REFER)
    assert not bench.state.can_refer
    assert bench.desk.bank.records == {}
    bench.presenter.choose_signatory(CHIDI)
    bench.lanes.run_all()
    assert bench.phase() is Phase.UNFIT
    bench.decide(Verdict.REFER)
    assert [one.signatory_id for one in bench.desk.bank.records.values()] == [CHIDI]


def test_while_another_signatory_is_loaded_it_is_not_referred_for_the_one_before(bench: Bench) -> None:
    bench.present_blank()
    bench.presenter.choose_signatory(CHIDI)
    assert not bench.state.can_refer
    bench.presenter.decide(Verdict.REFER, remark="")
    bench.lanes.run_all()
    assert bench.desk.bank.records == {}
    assert bench.state.can_refer


def test_after_a_signatory_who_is_not_there_it_is_not_referred_for_the_one_before(bench: Bench) -> None:
    bench.present_blank()
    bench.presenter.choose_signatory(99)
    bench.lanes.run_all()
    bench.decide(Verdict.REFER)
    assert not bench.state.can_refer
    assert bench.desk.bank.records == {}


def test_no_specimens_are_needed(bench: Bench) -> None:
    bench.present_blank(signatory_id=NGOZI)
    bench.decide(Verdict.REFER)
    assert decisions(bench) == ["refer"]


def test_the_next_item_comes_by_itself(bench: Bench) -> None:
    bench.presenter.choose_signatory(MARIA)
    bench.presenter.present([scan_file(bench.folder, "a.png", blank_page()), bench.scan("b.png")])
    bench.lanes.run_all()
    bench.decide(Verdict.REFER)
    assert bench.phase() is Phase.JUDGED
    assert bench.state.presented is not None
    assert bench.state.presented.name == "b.png"
    assert bench.state.last is not None
    assert bench.state.last.decision == "refer"


def test_a_scan_that_came_meanwhile_is_not_taken_for_the_one_that_was_referred(bench: Bench) -> None:
    bench.present_blank()
    bench.presenter.decide(Verdict.REFER, remark="")
    bench.judge("fit.png")
    assert decisions(bench) == ["refer"]
    assert bench.phase() is Phase.JUDGED
    assert bench.state.record is not None
    assert bench.state.record.source_name == "fit.png"


def test_what_could_not_be_stored_can_be_referred_again(bench: Bench) -> None:
    bench.settings.officer = ""
    bench.present_blank()
    bench.decide(Verdict.REFER)
    assert bench.said[-1].kind is NoticeKind.FAILED
    assert bench.phase() is Phase.UNFIT
    bench.settings.officer = "R. Amara"
    bench.decide(Verdict.REFER)
    assert bench.phase() is Phase.DECIDED


def test_it_is_shown_again_with_what_a_person_can_compare_it_with(bench: Bench) -> None:
    bench.present_blank()
    bench.decide(Verdict.REFER)
    bench.desk.bank.withdraw(12)
    bench.desk.bank.specimen_records.append(specimen(60, MARIA))
    bench.presenter = bench.another()
    bench.presenter.show_verification(1)
    bench.lanes.run_all()
    assert bench.is_past()
    assert bench.phase() is Phase.DECIDED
    assert [(one.specimen_id, one.distance) for one in bench.state.ranking] == [(11, None), (13, None)]
    assert bench.state.presented is not None
    assert bench.state.presented.findings == (BLANK,)


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.REJECT])
def test_a_correction_is_against_the_advice(bench: Bench, qtbot: QtBot, verdict: Verdict) -> None:
    bench.settings.remark_needed = True
    bench.present_blank()
    bench.decide(Verdict.REFER)
    bench.presenter.show_verification(1)
    bench.lanes.run_all()
    bench.presenter.correct()
    with qtbot.waitSignal(bench.presenter.remark_missed):
        bench.decide(verdict)
    assert decisions(bench) == ["refer"]
    bench.decide(verdict, "seen on paper")
    assert decisions(bench) == ["refer", verdict.value]


def test_what_is_stored_while_the_past_is_opened_is_not_asked_for_again(bench: Bench) -> None:
    bench.judge()
    bench.decide(Verdict.ACCEPT)
    bench.present_blank()
    bench.presenter.decide(Verdict.REFER, remark="")
    bench.presenter.show_verification(1)
    bench.lanes.run_all()
    assert bench.is_past()
    bench.presenter.leave_past()
    bench.lanes.run_all()
    assert bench.phase() is Phase.DECIDED
    assert decisions(bench) == ["accept", "refer"]
