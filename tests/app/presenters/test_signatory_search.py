"""Is only the newest text searched for, and is everything found told in words?"""

from __future__ import annotations

from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from app.notices import Notices
from app.presenters.signatory_search import Found, SignatorySearch, found
from core.store.records import Customer, Signatory
from tests.app.fake_desk import FakeDesk
from tests.app.held_lanes import HeldLanes

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def lanes() -> HeldLanes:
    return HeldLanes()


@pytest.fixture
def search(lanes: HeldLanes) -> SignatorySearch:
    search = SignatorySearch(cast("Any", FakeDesk()), cast("Any", lanes), Notices())
    search._pause.setInterval(0)
    return search


def test_keys_typed_together_are_searched_for_once(
    search: SignatorySearch, lanes: HeldLanes, qtbot: QtBot
) -> None:
    search.search("n")
    search.search("ngozi ")
    qtbot.waitUntil(lambda: bool(lanes.store.jobs))
    with qtbot.waitSignal(search.found) as answer:
        lanes.run_all()
    assert answer.args is not None
    text, lines = answer.args
    assert text == "ngozi"
    assert [line.text for line in lines] == ["Ngozi Okafor"]


def test_an_answer_to_an_older_text_never_arrives(search: SignatorySearch, lanes: HeldLanes) -> None:
    search.search("maria")
    search.search_now()
    search.search("chidi")
    search.search_now()
    answers: list[str] = []
    search.found.connect(lambda text, _lines: answers.append(text))
    lanes.run_all()
    assert answers == ["chidi"]


@pytest.mark.parametrize("count, words", [(0, "no specimens"), (1, "1 specimen"), (6, "6 specimens")])
def test_a_line_says_who_for_whom_and_from_how_many_specimens(count: int, words: str) -> None:
    customer = Customer(7, "10021", "Okafor Ltd", ("4711-0082", "4711-0090"))
    line = found(customer, Signatory(1, 7, "Maria Okafor", "director", count))
    assert line == Found(1, "Maria Okafor, director", f"Okafor Ltd · 4711-0082 · {words}")


def test_a_person_who_signs_for_herself_is_named_once() -> None:
    line = found(Customer(7, "10021", "Maria Okafor"), Signatory(1, 7, "Maria Okafor", "", 2))
    assert line.detail == "10021 · 2 specimens"
