"""Do scans become specimens all or none, and does the tray survive whatever happens?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.pending_model import PendingCard
from app.notices import Notices
from app.presenters.enrol import EnrolPresenter
from core.desk import Desk
from core.errors import StoreProblem, UnusableStore
from core.image.page import Box
from core.store.records import NewSpecimen
from tests.app.customers_desk import (
    Heard,
    blank_scan,
    many_pages,
    maria,
    open_desk,
    scan_file,
    scans,
    stroke_page,
)
from tests.app.held_lanes import HeldLanes

pytestmark = pytest.mark.usefixtures("qtbot")


class Bench:
    """The tray of the first signatory, on held lanes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.lanes = HeldLanes()
        self.notices = Notices()
        self.heard = Heard(self.notices)
        self.drafts: list[int] = []
        self.tray = self.start()

    def start(self) -> EnrolPresenter:
        """Open the tray as after a start of the program."""
        self.tray = EnrolPresenter(self.desk, self.lanes, self.notices)  # type: ignore[arg-type]
        self.tray.draft_found.connect(self.drafts.append)
        self.tray.show(maria(self.desk))
        self.lanes.run_all()
        return self.tray

    @property
    def cards(self) -> tuple[PendingCard, ...]:
        return self.tray.model.cards

    @property
    def states(self) -> list[str]:
        return [card.state() for card in self.cards]

    def add(self, *sources: Path | bytes) -> None:
        self.tray.add(sources)
        self.lanes.run_all()

    def keep(self, row: int, *, is_kept: bool) -> None:
        state = Qt.CheckState.Checked if is_kept else Qt.CheckState.Unchecked
        self.tray.model.setData(self.tray.model.index(row), state, Qt.ItemDataRole.CheckStateRole)

    def wait_for_draft(self, qtbot: QtBot, pages: int) -> None:
        def is_kept() -> bool:
            self.lanes.run_all()
            return len(self.desk.bank.draft(maria(self.desk).id)) == pages

        qtbot.waitUntil(is_kept)

    def enrol(self) -> None:
        self.tray.enrol()
        self.lanes.run_all()

    @property
    def enrolled(self) -> list[str]:
        return [record.source_name for record in self.desk.bank.specimens(maria(self.desk).id)]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    desk = open_desk(tmp_path)
    yield Bench(desk)
    desk.bank.close()


def test_a_scan_shows_before_it_has_been_examined(bench: Bench, tmp_path: Path) -> None:
    bench.tray.add(scans(tmp_path, 1))
    bench.lanes.inference.run_next()
    assert bench.states == ["Being examined"]
    assert not bench.tray.can_enrol
    bench.lanes.inference.run_next()
    assert bench.states == ["Will be enrolled"]
    assert bench.cards[0].size == "38 × 15 mm · 200 dpi"


def test_an_unfit_scan_cannot_be_kept_and_says_what_to_do(bench: Bench, tmp_path: Path) -> None:
    bench.add(blank_scan(tmp_path), *scans(tmp_path, 1))
    bench.keep(0, is_kept=True)
    assert bench.states == ["Cannot be kept", "Will be enrolled"]
    assert bench.cards[0].findings == ("No ink was found. Check that the right side was scanned.",)
    assert bench.tray.chosen_count == 1


def test_every_page_of_a_file_is_a_scan_of_its_own(bench: Bench, tmp_path: Path) -> None:
    bench.add(many_pages(tmp_path, 3))
    assert [card.name for card in bench.cards] == [f"mandates.tif, page {n}" for n in (1, 2, 3)]


def test_a_pasted_picture_is_a_scan(bench: Bench, tmp_path: Path) -> None:
    bench.add(scans(tmp_path, 1)[0].read_bytes())
    assert [card.name for card in bench.cards] == ["Pasted picture"]


def test_what_is_kept_is_enrolled_and_the_rest_is_left_out(bench: Bench, tmp_path: Path) -> None:
    bench.add(*scans(tmp_path, 1, 2, 3))
    bench.keep(1, is_kept=False)
    bench.enrol()
    assert bench.enrolled == ["scan-1.png", "scan-3.png"]
    assert bench.heard.last.text == "2 specimens enrolled for Maria Okafor. 1 scan left out."
    assert bench.tray.is_empty
    assert bench.desk.bank.draft(maria(bench.desk).id) == []


def test_enrolling_can_be_taken_back(bench: Bench, tmp_path: Path) -> None:
    bench.add(*scans(tmp_path, 1, 2))
    bench.enrol()
    bench.heard.undo()
    bench.lanes.run_all()
    assert bench.enrolled == []


def test_enrolling_that_fails_leaves_the_tray_as_it_was(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.add(*scans(tmp_path, 1, 2))

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise UnusableStore(tmp_path, StoreProblem.BUSY)

    with monkeypatch.context() as patch:
        patch.setattr(bench.desk.bank, "enrol", refuse)
        bench.enrol()
    assert len(bench.heard.failures) == 1
    assert bench.states == ["Will be enrolled", "Will be enrolled"]
    bench.enrol()
    assert bench.enrolled == ["scan-1.png", "scan-2.png"]


def _stop_enrolling(bench: Bench) -> None:
    """Press Escape while the specimens are being stored."""
    bench.tray.enrol()
    while bench.lanes.store.jobs:
        bench.lanes.store.run_next()
    bench.lanes.inference.jobs[0].cancel()
    bench.lanes.run_all()


def test_enrolling_that_is_stopped_enrols_nothing(bench: Bench, tmp_path: Path) -> None:
    bench.add(*scans(tmp_path, 1, 2))
    _stop_enrolling(bench)
    assert bench.enrolled == []
    assert bench.states == ["Will be enrolled", "Will be enrolled"]
    assert bench.tray.can_enrol
    assert "Nothing was enrolled" in bench.heard.last.text


def test_stopping_too_late_is_told_as_it_is(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.add(*scans(tmp_path, 1, 2))
    bench.tray.enrol()
    while bench.lanes.store.jobs:
        bench.lanes.store.run_next()
    job, store = bench.lanes.inference.jobs[0], bench.desk.bank.enrol

    def store_and_stop(signatory_id: int, specimens: list[NewSpecimen], *, finishes_draft: bool) -> object:
        records = store(signatory_id, specimens, finishes_draft=finishes_draft)
        job.cancel()
        return records

    with monkeypatch.context() as patch:
        patch.setattr(bench.desk.bank, "enrol", store_and_stop)
        bench.lanes.run_all()
    assert bench.enrolled == ["scan-1.png", "scan-2.png"]
    assert "had been enrolled before" in bench.heard.last.text
    assert bench.tray.is_empty


def test_a_half_filled_tray_survives_a_restart(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    bench.add(*scans(tmp_path, 1, 2))
    bench.wait_for_draft(qtbot, 2)
    bench.start()
    assert bench.drafts[-1] == 2
    assert bench.tray.is_empty
    bench.tray.resume()
    bench.lanes.run_all()
    assert [card.name for card in bench.cards] == ["scan-1.png", "scan-2.png"]
    assert bench.tray.can_enrol


def test_scans_dropped_just_before_the_desk_closes_are_in_the_draft(bench: Bench, tmp_path: Path) -> None:
    bench.add(*scans(tmp_path, 1, 2))
    bench.lanes.stopping.emit()
    bench.lanes.run_all()
    assert len(bench.desk.bank.draft(maria(bench.desk).id)) == 2


def test_new_scans_join_those_that_wait_from_an_earlier_time(
    bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    bench.add(*scans(tmp_path, 1))
    bench.wait_for_draft(qtbot, 1)
    bench.start()
    bench.add(*scans(tmp_path, 2))
    assert [card.name for card in bench.cards] == ["scan-1.png", "scan-2.png"]
    bench.wait_for_draft(qtbot, 2)


def test_turning_to_another_signatory_keeps_the_tray_for_later(bench: Bench, tmp_path: Path) -> None:
    bench.add(*scans(tmp_path, 1))
    bench.tray.show(bench.desk.bank.find_signatories("Ngozi")[0][1])
    bench.lanes.run_all()
    assert bench.tray.is_empty
    assert bench.drafts[-1] == 0
    bench.tray.show(maria(bench.desk))
    bench.lanes.run_all()
    assert bench.drafts[-1] == 1


def test_a_closed_tray_waits(bench: Bench, tmp_path: Path) -> None:
    bench.add(*scans(tmp_path, 1))
    bench.tray.put_away()
    assert bench.tray.is_empty
    assert bench.drafts[-1] == 1
    bench.tray.resume()
    bench.lanes.run_all()
    assert bench.states == ["Will be enrolled"]


def test_what_was_discarded_comes_back_by_undo(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    bench.add(*scans(tmp_path, 1, 2))
    bench.tray.discard()
    bench.lanes.run_all()
    assert bench.desk.bank.draft(maria(bench.desk).id) == []
    bench.heard.undo()
    bench.lanes.run_all()
    assert [card.name for card in bench.cards] == ["scan-1.png", "scan-2.png"]
    bench.wait_for_draft(qtbot, 2)


def test_a_scan_that_was_taken_out_comes_back_to_its_place(bench: Bench, tmp_path: Path) -> None:
    bench.add(*scans(tmp_path, 1, 2, 3))
    bench.tray.remove([bench.cards[1].key])
    assert [card.name for card in bench.cards] == ["scan-1.png", "scan-3.png"]
    bench.heard.undo()
    bench.lanes.run_all()
    assert [card.name for card in bench.cards] == ["scan-1.png", "scan-2.png", "scan-3.png"]


def test_each_box_becomes_a_scan_in_the_place_of_its_page(bench: Bench, tmp_path: Path) -> None:
    sheet = scan_file(tmp_path, "several.png", stroke_page(1))
    bench.add(*scans(tmp_path, 1), sheet, *scans(tmp_path, 2))
    assert bench.cards[1].has_several
    bench.tray.split(bench.cards[1].key, [Box(0, 0, 150, 120), Box(150, 0, 150, 120)])
    bench.lanes.run_all()
    names = ["scan-1.png", "several.png, signature 1", "several.png, signature 2", "scan-2.png"]
    assert [card.name for card in bench.cards] == names
    page = bench.tray.page(bench.cards[1].key)
    assert page is not None
    assert (page.width_px, page.height_px) == (150, 120)
    bench.heard.undo()
    bench.lanes.run_all()
    assert [card.name for card in bench.cards] == ["scan-1.png", "several.png", "scan-2.png"]


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_added(bench: Bench, tmp_path: Path) -> None:
    bad = tmp_path / "letter.doc"
    bad.write_bytes(b"no picture")
    bench.add(bad, *scans(tmp_path, 1))
    assert len(bench.cards) == 1
    assert len(bench.heard.failures) == 1
    assert "letter.doc" in bench.heard.failures[0]


def test_several_files_that_cannot_be_read_are_told_together(bench: Bench, tmp_path: Path) -> None:
    missing = [tmp_path / f"gone-{number}.png" for number in (1, 2)]
    bench.add(*missing, *scans(tmp_path, 1))
    assert not bench.heard.failures
    assert bench.heard.last.text.startswith("2 files could not be read: gone-1.png, gone-2.png.")


def test_what_was_not_examined_when_the_clerk_stopped_is_left_out(bench: Bench, tmp_path: Path) -> None:
    bench.tray.add(scans(tmp_path, *range(8)))
    for _ in range(9):
        bench.lanes.inference.run_next()
    assert bench.states.count("Being examined") == 2
    bench.tray._examiner.cancel()
    bench.lanes.run_all()
    assert bench.states == ["Will be enrolled"] * 6
    bench.heard.undo()
    bench.lanes.run_all()
    assert bench.states == ["Will be enrolled"] * 8


def test_a_model_that_cannot_be_used_is_told_and_the_scans_wait(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(bench.desk.verifier, "examine_many", fail)
        bench.add(*scans(tmp_path, 1))
    assert len(bench.heard.failures) == 1
    assert bench.states == ["Not examined"]
