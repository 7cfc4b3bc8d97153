"""Does the wall tell how each specimen agrees with the others, and can a withdrawal be taken back?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.specimen_card import SpecimenCard
from app.notices import Notices
from app.presenters.specimens import CloseUp, SpecimensPresenter
from core.desk import Desk
from tests.app.customers_desk import Heard, enrol, maria, open_desk
from tests.app.held_lanes import HeldLanes

pytestmark = pytest.mark.usefixtures("qtbot")


class Bench:
    """A presenter on held lanes that reads again whatever it changed, as the page does."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.lanes = HeldLanes()
        self.notices = Notices()
        self.heard = Heard(self.notices)
        self.presenter = SpecimensPresenter(desk, self.lanes, self.notices)  # type: ignore[arg-type]
        self.presenter.changed.connect(self.presenter.reload)
        self.summaries: list[str] = []
        self.presenter.summary_changed.connect(self.summaries.append)

    @property
    def cards(self) -> tuple[SpecimenCard, ...]:
        return self.presenter.model.cards

    def show(self, *numbers: int) -> None:
        enrol(self.desk, *numbers)
        self.presenter.show(maria(self.desk))
        self.lanes.run_all()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    desk = open_desk(tmp_path)
    yield Bench(desk)
    desk.bank.close()


def test_the_specimen_that_differs_is_pointed_out_in_words(bench: Bench) -> None:
    bench.show(1, 2, 3, 4, 40)
    assert [card.is_odd for card in bench.cards] == [False, False, False, False, True]
    assert bench.cards[0].agreement == "Agrees with the other four"
    assert bench.cards[-1].agreement == "Differs from the other four"
    assert "one differs from the others" in bench.summaries[-1]


def test_a_mean_distance_stands_beside_its_words(bench: Bench) -> None:
    bench.show(1, 2, 4)
    assert [card.distance for card in bench.cards] == ["0.02", "0.01", "0.03"]


def test_one_specimen_is_not_compared(bench: Bench) -> None:
    bench.show(1)
    (card,) = bench.cards
    assert (card.agreement, card.distance) == ("The only specimen so far", "")
    assert not bench.lanes.inference.jobs


def test_agreement_is_unknown_until_it_has_been_measured(bench: Bench) -> None:
    enrol(bench.desk, 1, 2, 3)
    bench.presenter.show(maria(bench.desk))
    bench.lanes.store.run_next()
    assert [card.agreement for card in bench.cards] == ["", "", ""]


def test_reading_the_same_specimens_again_keeps_what_is_known_of_them(bench: Bench) -> None:
    bench.show(1, 2, 3)
    bench.presenter.reload()
    bench.lanes.store.run_next()
    assert [card.agreement for card in bench.cards] == ["Agrees with both others"] * 3


def test_pictures_are_asked_for_one_at_a_time(bench: Bench) -> None:
    enrol(bench.desk, 1, 2, 3)
    bench.presenter.show(maria(bench.desk))
    bench.lanes.store.run_next()
    for pictured in (1, 2, 3):
        assert len(bench.lanes.store.jobs) == 1
        bench.lanes.store.run_next()
        assert sum(card.thumbnail is not None for card in bench.cards) == pictured
    assert not bench.lanes.store.jobs


def test_a_withdrawn_specimen_leaves_the_wall_and_comes_back_by_undo(bench: Bench) -> None:
    bench.show(1, 2, 3)
    bench.presenter.withdraw([bench.cards[1].key])
    bench.lanes.run_all()
    assert len(bench.cards) == 2
    assert bench.heard.last.text == "1 specimen was withdrawn."
    bench.heard.undo()
    bench.lanes.run_all()
    assert len(bench.cards) == 3


def test_withdrawn_specimens_are_shown_on_request_and_compared_with_nobody(bench: Bench) -> None:
    bench.show(1, 2, 3)
    bench.presenter.withdraw([bench.cards[0].key])
    bench.lanes.run_all()
    bench.presenter.show_withdrawn(is_on=True)
    bench.lanes.run_all()
    assert [card.is_withdrawn for card in bench.cards] == [True, False, False]
    assert bench.cards[0].agreement == ""
    assert bench.cards[1].agreement == "Distance from the other"
    assert bench.summaries[-1].endswith("1 withdrawn")


def test_turning_to_another_signatory_drops_what_was_still_coming(bench: Bench) -> None:
    enrol(bench.desk, 1, 2)
    bench.presenter.show(maria(bench.desk))
    other = bench.desk.bank.find_signatories("Ngozi")[0][1]
    bench.presenter.show(other)
    bench.lanes.run_all()
    assert bench.cards == ()
    assert bench.presenter.records == ()


def test_a_specimen_is_looked_at_in_its_full_size(bench: Bench) -> None:
    bench.show(1)
    seen: list[CloseUp] = []
    bench.presenter.close_up.connect(seen.append)
    bench.presenter.look_closer(bench.cards[0].key)
    bench.lanes.run_all()
    assert seen[0].scan.width_px == 300
    assert seen[0].ink.focus.width < 300
