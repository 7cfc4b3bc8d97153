"""Is what was collected shown, filtered and labelled, and can every label be taken back?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.notices import NoticeKind
from app.presenters.pairs import PairsPresenter
from app.presenters.pairs_cards import Closer
from app.presenters.pairs_filters import ATTENTION, PairFilters
from core.learning.checks import Odd, OddKind
from core.learning.last_check import checked, keep_check
from core.store.bank import Bank
from core.store.learning_records import Label, LabelSource
from tests.app.pairs_bank import MARIA, OFFICER, PairsBench, collect, decide, open_pairs_bank, signature

pytestmark = pytest.mark.usefixtures("qtbot")


class Bench(PairsBench):
    """A presenter on held lanes, and what it showed when somebody looked closer."""

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self.presenter = PairsPresenter(self.workplace)
        self.closer: list[Closer] = []
        self.presenter.closer_read.connect(self.closer.append)

    def labels(self) -> list[str]:
        return [card.label for card in self.presenter.examples.cards]

    def oddities(self) -> list[str]:
        return [card.odd for card in self.presenter.examples.cards]

    def collect(self) -> None:
        self.presenter.collect()
        self.lanes.run_all()

    def say(self, label: Label | None, *keys: int, source: LabelSource = LabelSource.CLERK) -> None:
        self.presenter.relabel(keys, label=label, source=source, reason="seen again")
        self.lanes.run_all()

    def find_odd(self, *odd: Odd) -> None:
        """Let a check have found this."""
        self.presenter.check.checked.emit(checked(odd, self.bank.examples()))
        self.lanes.run_all()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_pairs_bank(tmp_path) as bank:
        yield Bench(bank)


@pytest.fixture
def ids(bench: Bench) -> list[int]:
    """A genuine, a forged and an unknown one, read."""
    found = collect(bench.bank, "accept", "reject", "refer")
    bench.collect()
    return found


def test_what_was_decided_since_is_collected_on_showing(bench: Bench) -> None:
    decide(bench.bank, signature(MARIA, 3), "accept")
    bench.presenter.collect()
    bench.lanes.store.run_next()
    assert bench.presenter.writers.rowCount() == 0
    bench.lanes.run_all()
    assert bench.labels() == ["Genuine"]


@pytest.mark.usefixtures("ids")
def test_nothing_is_read_twice_where_nothing_was_decided(bench: Bench) -> None:
    bench.presenter.collect()
    assert [job.name for job in bench.lanes.store.jobs] == ["read_holdings"]
    bench.lanes.store.run_next()
    bench.lanes.learning.run_next()
    assert not bench.lanes.store.jobs


@pytest.mark.usefixtures("ids")
def test_a_card_says_label_source_and_officer(bench: Bench) -> None:
    assert bench.labels() == ["Unknown", "Forged", "Genuine"]
    assert {card.source for card in bench.presenter.examples.cards} == {f"Clerk: {OFFICER}"}
    assert [card.key for card in bench.presenter.specimens.cards] == [-1, -2]


def test_a_label_is_kept_with_how_it_is_known_and_why(bench: Bench, ids: list[int]) -> None:
    bench.say(Label.FORGED, ids[0], source=LabelSource.OUTCOME)
    assert bench.labels()[-1] == "Forged"
    (record,) = bench.bank.labels(ids[0])
    assert (record.source, record.officer, record.reason) == (LabelSource.OUTCOME, OFFICER, "seen again")
    assert bench.presenter.labels.last_reason == "seen again"


def test_undo_writes_the_former_labels_again_and_deletes_nothing(bench: Bench, ids: list[int]) -> None:
    bench.say(Label.EXCLUDED, *ids)
    assert bench.labels() == ["Excluded"] * 3
    assert bench.heard.last.text == "3 signatures are now excluded from learning."
    bench.heard.undo()
    bench.lanes.run_all()
    assert bench.labels() == ["Unknown", "Forged", "Genuine"]
    assert [record.label for record in bench.bank.labels(ids[0])] == [Label.EXCLUDED, Label.GENUINE]


def test_confirming_keeps_each_label(bench: Bench, ids: list[int]) -> None:
    bench.say(None, ids[0], ids[1], source=LabelSource.SECOND_OFFICER)
    assert bench.labels() == ["Unknown", "Forged", "Genuine"]
    assert bench.presenter.examples.cards[-1].source == f"Second officer: {OFFICER}"


def test_without_an_officer_nothing_is_labelled(bench: Bench, ids: list[int]) -> None:
    bench.settings.officer = " "
    bench.say(Label.FORGED, ids[0])
    assert bench.heard.last.kind is NoticeKind.WARNED
    assert not bench.bank.labels(ids[0])


@pytest.mark.usefixtures("ids")
def test_a_filter_narrows_people_and_cards_and_is_remembered(bench: Bench) -> None:
    bench.presenter.filter(PairFilters(show="forged"))
    assert bench.labels() == ["Forged"]
    bench.presenter.filter(PairFilters("nobody of this name"))
    assert (bench.presenter.writer, bench.presenter.writers.rowCount()) == (None, 0)
    again = PairsPresenter(bench.workplace)
    assert again.filters == PairFilters("nobody of this name")


def test_what_a_check_found_stands_on_the_cards_until_it_is_settled(bench: Bench, ids: list[int]) -> None:
    bench.find_odd(Odd(OddKind.SUSPECT, ids[1], strength=0.96, expected="genuine"))
    assert bench.oddities() == ["", "Looks genuine", ""]
    assert bench.heard.last.text == "Checked. 1 signature needs attention."
    bench.presenter.filter(PairFilters(show=ATTENTION))
    assert bench.labels() == ["Forged"]
    bench.say(None, ids[1])
    assert bench.labels() == []
    bench.heard.undo()
    bench.lanes.run_all()
    assert bench.labels() == ["Forged"]


def test_what_a_check_found_outlasts_a_restart_but_for_what_was_labelled_since(
    bench: Bench, ids: list[int]
) -> None:
    odd = [Odd(OddKind.UNFIT, ids[0]), Odd(OddKind.UNFIT, ids[1]), Odd(OddKind.DUPLICATE, -2, others=(-1,))]
    keep_check(bench.bank, checked(odd, bench.bank.examples()))
    bench.say(None, ids[0])
    again = Bench(bench.bank)
    again.collect()
    assert again.oddities() == ["", "Unfit", ""]
    assert [card.odd for card in again.presenter.specimens.cards] == ["", "Near-duplicate"]


def test_looking_closer_tells_what_is_odd_and_all_that_was_said(bench: Bench, ids: list[int]) -> None:
    bench.find_odd(Odd(OddKind.CONFLICT, ids[0], others=(ids[1], -1)))
    bench.say(Label.UNKNOWN, ids[2])
    bench.say(Label.GENUINE, ids[2])
    bench.presenter.look_closer(ids[2])
    bench.presenter.look_closer(ids[0])
    bench.lanes.run_all()
    told, odd = bench.closer
    assert [line.said for line in told.past] == ["Genuine", "Unknown", "Unknown"]
    assert [line.who.split(":")[0] for line in told.past] == ["clerk", "clerk", "decision"]
    assert [key for key, _ in odd.others] == [ids[1]]  # a specimen and a genuine one may well agree
    assert "The same ink as the forged one of 2 March 2026." in odd.odd[0]


def test_pictures_are_made_only_of_what_is_in_sight(bench: Bench, ids: list[int]) -> None:
    bench.presenter.pictures.want([ids[1], -1])
    bench.lanes.store.run_next()
    assert [card.thumbnail is not None for card in bench.presenter.examples.cards] == [False, True, False]
    bench.presenter.pictures.want([ids[2]])
    bench.lanes.run_all()
    assert bench.presenter.pictures.known(ids[0]) is None
    assert bench.presenter.pictures.known(ids[2]) is not None


def test_a_picture_that_cannot_be_made_is_said_once_and_the_others_come(bench: Bench, ids: list[int]) -> None:
    bench.presenter.pictures.want([999, ids[0]])
    bench.lanes.run_all()
    assert len(bench.heard.failures) == 1
    assert bench.presenter.pictures.known(ids[0]) is not None
    bench.presenter.pictures.want([999, ids[0]])
    bench.lanes.run_all()
    assert len(bench.heard.failures) == 1
