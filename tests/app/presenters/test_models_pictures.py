"""Are only those signatures read from the bank that are in sight?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.presenters.models_pictures import TurnedPresenter, cards_of
from core.learning.retrain import Outcome
from tests.app.models_bench import ModelsBench, outcome_of

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ModelsBench]:
    bench = ModelsBench(tmp_path)
    yield bench
    bench.close()


def compared(bench: ModelsBench, *, keys: tuple[int, ...] | None = None) -> Outcome:
    return outcome_of(bench.shipped, "d" * 64, "retrained", keys=bench.keys if keys is None else keys)


def test_cards_say_what_each_is_and_what_both_advise(bench: ModelsBench) -> None:
    cards = cards_of(compared(bench))
    example, first, second = bench.keys
    assert [card.key for card in cards] == [first, example, second]
    assert [card.is_genuine for card in cards] == [True, False, True]
    assert (cards[0].champion, cards[0].challenger) == ("refer", "accept")


def test_row_without_a_key_is_left_out(bench: ModelsBench) -> None:
    assert len(cards_of(compared(bench, keys=bench.keys[:1]))) == 1


def test_pictures_come_for_cards_in_sight_alone(bench: ModelsBench) -> None:
    presenter = TurnedPresenter(bench.workplace)
    presenter.show(compared(bench))
    assert not bench.lanes.store.jobs
    presenter.want(bench.keys[:1])
    bench.lanes.run_all()
    assert [card.thumbnail is not None for card in presenter.model.cards] == [False, True, False]
    assert presenter.model.cards[1].whose == "presented · cheque-7.png"


def test_specimens_and_examples_both_have_pictures(bench: ModelsBench) -> None:
    presenter = TurnedPresenter(bench.workplace)
    presenter.show(compared(bench))
    presenter.want(bench.keys)
    bench.lanes.run_all()
    assert all(card.thumbnail is not None for card in presenter.model.cards)
    assert presenter.model.cards[0].whose == "specimen · specimen-0.png"


def test_picture_that_is_gone_is_said_to_be_and_the_others_come(bench: ModelsBench) -> None:
    presenter = TurnedPresenter(bench.workplace)
    presenter.show(compared(bench, keys=(999, *bench.keys[1:])))
    presenter.want([999, bench.keys[1]])
    bench.lanes.run_all()
    assert [card.is_gone for card in presenter.model.cards] == [False, True, False]
    assert presenter.model.cards[0].thumbnail is not None
    assert bench.heard.failures == []


def test_another_comparison_drops_the_pictures_on_their_way(bench: ModelsBench) -> None:
    presenter = TurnedPresenter(bench.workplace)
    presenter.show(compared(bench))
    presenter.want(bench.keys[:1])
    presenter.show(None)
    bench.lanes.run_all()
    assert presenter.model.cards == ()
