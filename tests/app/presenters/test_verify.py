"""Does the verify page do what the clerk wants, in the order in which results come home?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.notices import NoticeKind
from app.presenters.verify_state import Phase
from core.image.page import Box
from core.scoring.verdict import Verdict
from tests.app.fake_desk import CHIDI, MARIA, NGOZI, specimen, stroke_page
from tests.app.verify_bench import Bench

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_the_scan_shows_first_then_its_ink_then_the_verdict(bench: Bench) -> None:
    bench.presenter.choose_signatory(MARIA)
    bench.lanes.run_all()
    bench.presenter.present([bench.scan("scan.png")])
    assert bench.lanes.inference.run_next() == "read_item"
    presented = bench.state.presented
    assert presented is not None
    assert presented.name == "scan.png"
    assert presented.picture.ink is None
    assert bench.lanes.inference.run_next() == "examine"
    assert bench.state.presented is not None
    assert bench.state.presented.picture.ink is not None
    assert bench.state.record is None
    assert bench.lanes.inference.run_next() == "compare"
    assert bench.phase() is Phase.JUDGED


def test_the_best_match_comes_first_and_is_looked_at(bench: Bench) -> None:
    bench.judge()
    assert [one.specimen_id for one in bench.state.ranking] == [13, 12, 11]
    assert [one.number for one in bench.state.ranking] == [3, 2, 1]
    assert bench.state.chosen_id == 13


def test_every_specimen_gets_its_picture(bench: Bench) -> None:
    bench.judge()
    assert bench.state.subject is not None
    assert set(bench.state.subject.pictures) == {11, 12, 13}


def test_a_signatory_chosen_after_the_scan_is_compared_at_once(bench: Bench) -> None:
    bench.presenter.present([bench.scan("scan.png")])
    bench.lanes.run_all()
    assert bench.phase() is Phase.WAITING
    bench.presenter.choose_signatory(MARIA)
    bench.lanes.run_all()
    assert bench.phase() is Phase.JUDGED
    assert bench.desk.compared == [(MARIA, "scan.png")]


def test_another_signatory_is_compared_with_the_same_scan(bench: Bench) -> None:
    bench.judge()
    bench.presenter.choose_signatory(CHIDI)
    bench.lanes.run_all()
    assert bench.desk.compared == [(MARIA, "scan.png"), (CHIDI, "scan.png")]
    assert [one.specimen_id for one in bench.state.ranking] == [14]


def test_a_chosen_signatory_is_made_ready_before_a_scan_is_there(bench: Bench) -> None:
    bench.presenter.choose_signatory(MARIA)
    bench.lanes.run_all()
    bench.presenter.choose_signatory(NGOZI)
    bench.lanes.run_all()
    assert bench.desk.prepared == [MARIA]


def test_the_result_for_an_older_scan_never_arrives(bench: Bench) -> None:
    bench.presenter.choose_signatory(MARIA)
    bench.lanes.run_all()
    bench.presenter.present([bench.scan("older.png")])
    bench.presenter.present([bench.scan("newer.png")])
    bench.lanes.run_all()
    assert bench.state.presented is not None
    assert bench.state.presented.name == "newer.png"
    assert bench.desk.compared == [(MARIA, "newer.png")]


def test_a_failed_choice_is_never_compared_with_the_signatory_before(bench: Bench) -> None:
    bench.presenter.choose_signatory(MARIA)
    bench.lanes.run_all()
    bench.presenter.choose_signatory(99)
    bench.presenter.present([bench.scan("scan.png")])
    bench.lanes.run_all()
    assert bench.desk.compared == []
    assert bench.phase() is Phase.WAITING
    assert bench.said[-1].kind is NoticeKind.FAILED


def test_an_unfit_scan_is_not_compared(bench: Bench) -> None:
    bench.present_blank()
    assert bench.phase() is Phase.UNFIT
    assert bench.desk.compared == []
    assert not bench.state.can_decide


def test_without_specimens_nothing_is_compared(bench: Bench) -> None:
    bench.judge(signatory_id=NGOZI)
    assert bench.phase() is Phase.NO_SPECIMENS
    assert bench.desk.compared == []


def test_specimens_enrolled_meanwhile_are_compared_when_the_page_is_seen_again(bench: Bench) -> None:
    bench.judge(signatory_id=NGOZI)
    bench.desk.bank.specimen_records.append(specimen(21, NGOZI))
    bench.presenter.refresh()
    bench.lanes.run_all()
    assert bench.phase() is Phase.JUDGED


def test_a_decided_item_makes_room_when_the_specimens_have_changed(bench: Bench) -> None:
    bench.judge()
    bench.decide(Verdict.ACCEPT)
    bench.desk.bank.withdraw(12)
    bench.presenter.refresh()
    bench.lanes.run_all()
    assert bench.phase() is Phase.EMPTY
    assert [one.specimen_id for one in bench.state.ranking] == [11, 13]
    assert len(bench.desk.compared) == 1


def test_a_file_that_cannot_be_read_is_told_and_the_next_is_taken(bench: Bench) -> None:
    bench.presenter.choose_signatory(MARIA)
    broken = bench.folder / "broken.png"
    broken.write_bytes(b"no picture")
    bench.presenter.present([broken, bench.scan("good.png")])
    bench.lanes.run_all()
    assert [notice.kind for notice in bench.said] == [NoticeKind.FAILED]
    assert bench.desk.compared == [(MARIA, "good.png")]


def test_a_file_that_cannot_be_read_leaves_an_empty_desk(bench: Bench) -> None:
    bench.presenter.present([bench.folder / "gone.png"])
    bench.lanes.run_all()
    assert bench.phase() is Phase.EMPTY
    assert bench.state.presented is None


def test_of_several_files_the_next_comes_by_itself_after_a_decision(bench: Bench) -> None:
    bench.presenter.choose_signatory(MARIA)
    bench.presenter.present([bench.scan(f"{name}.png") for name in ("a", "b", "c")])
    bench.lanes.run_all()
    assert bench.state.waiting == 2
    bench.decide(Verdict.ACCEPT)
    assert bench.state.waiting == 1
    assert bench.phase() is Phase.JUDGED
    assert bench.state.presented is not None
    assert bench.state.presented.name == "b.png"
    assert bench.state.last is not None
    assert bench.state.last.verification_id == 1


def test_files_given_while_one_is_undecided_wait(bench: Bench) -> None:
    bench.judge("first.png")
    bench.presenter.present([bench.scan("b.png"), bench.scan("c.png")])
    bench.lanes.run_all()
    assert bench.state.waiting == 2
    assert bench.state.presented is not None
    assert bench.state.presented.name == "first.png"


def test_what_waits_is_compared_with_the_signatory_it_was_given_for(bench: Bench) -> None:
    bench.presenter.choose_signatory(MARIA)
    bench.presenter.present([bench.scan("a.png"), bench.scan("b.png")])
    bench.lanes.run_all()
    bench.presenter.choose_signatory(CHIDI)
    bench.lanes.run_all()
    bench.presenter.next_item()
    bench.lanes.run_all()
    assert bench.desk.compared[-1] == (MARIA, "b.png")
    assert bench.state.subject is not None
    assert bench.state.subject.signatory.id == MARIA


def test_what_waits_can_be_forgotten(bench: Bench) -> None:
    bench.presenter.present([bench.scan("a.png"), bench.scan("b.png")])
    bench.presenter.clear_queue()
    assert bench.state.waiting == 0


def test_work_that_was_stopped_keeps_the_scan_and_can_be_taken_up(bench: Bench) -> None:
    bench.presenter.choose_signatory(MARIA)
    bench.lanes.run_all()
    bench.presenter.present([bench.scan("scan.png")])
    bench.lanes.inference.run_next()
    assert bench.presenter.stop()
    bench.lanes.run_all()
    assert bench.phase() is Phase.STOPPED
    assert bench.state.presented is not None
    assert bench.desk.compared == []
    bench.presenter.examine_again()
    bench.lanes.run_all()
    assert bench.phase() is Phase.JUDGED


def test_work_cancelled_from_the_notice_bar_counts_as_stopped(bench: Bench) -> None:
    bench.presenter.present([bench.scan("scan.png")])
    bench.lanes.inference.run_next()
    bench.lanes.inference.jobs[0].cancel()
    bench.lanes.run_all()
    assert bench.phase() is Phase.STOPPED


def test_only_work_that_takes_long_says_so(bench: Bench, qtbot: QtBot) -> None:
    bench.presenter._steps._slow.setInterval(0)
    bench.presenter.present([bench.scan("scan.png")])
    assert not bench.is_slow()
    qtbot.waitUntil(bench.is_slow)
    bench.lanes.run_all()
    assert not bench.is_slow()


def test_a_box_on_the_page_is_examined_in_place_of_the_page(bench: Bench) -> None:
    bench.judge()
    bench.presenter.crop(Box(20, 10, 150, 100))
    bench.lanes.run_all()
    presented = bench.state.presented
    assert presented is not None
    assert (presented.picture.scan.width_px, presented.picture.scan.height_px) == (150, 100)
    assert presented.whole_scan.width_px == 300
    assert bench.desk.bank.pages[2].width_px == 150
    bench.presenter.crop(None)
    bench.lanes.run_all()
    assert bench.desk.bank.pages[3].width_px == 300


def test_another_page_of_the_file_is_examined(bench: Bench) -> None:
    from PIL import Image

    first, second = (Image.fromarray(stroke_page(seed).grey) for seed in (1, 2))
    path = bench.folder / "contract.tif"
    first.save(path, save_all=True, append_images=[second])
    bench.presenter.choose_signatory(MARIA)
    bench.presenter.present([path])
    bench.lanes.run_all()
    bench.presenter.choose_page(1)
    bench.lanes.run_all()
    presented = bench.state.presented
    assert presented is not None
    assert (presented.page_count, presented.whole.number) == (2, 1)
    bench.presenter.choose_page(2)
    assert bench.phase() is Phase.JUDGED


def test_signatures_are_laid_over_each_other_only_when_a_view_needs_it(bench: Bench) -> None:
    bench.judge()
    pairs = [bench.state.pair]
    bench.presenter.want_pair(is_wanted=True)
    bench.lanes.run_all()
    pairs.append(bench.state.pair)
    bench.presenter.choose_specimen(12)
    pairs.append(bench.state.pair)
    bench.lanes.run_all()
    pairs.append(bench.state.pair)
    bench.presenter.choose_specimen(13)
    pairs.append(bench.state.pair)
    assert [one is None for one in pairs] == [True, False, True, False, False]
    assert pairs[4] is pairs[1]
    assert pairs[3] is not pairs[1]


def test_a_new_scan_is_never_drawn_with_the_pair_of_the_old_one(bench: Bench) -> None:
    bench.judge("old.png")
    bench.presenter.want_pair(is_wanted=True)
    bench.lanes.run_all()
    bench.presenter.present([bench.scan("new.png")])
    assert bench.state.pair is None


def test_a_new_scan_shows_no_distances_of_the_old_one(bench: Bench) -> None:
    bench.judge("old.png")
    bench.presenter.present([bench.scan("new.png")])
    assert bench.state.record is None
    assert [one.distance for one in bench.state.ranking] == [None, None, None]


def test_a_scan_left_undecided_is_told(bench: Bench) -> None:
    bench.judge("old.png")
    bench.presenter.present([bench.scan("new.png")])
    assert "undecided" in bench.said[-1].text
