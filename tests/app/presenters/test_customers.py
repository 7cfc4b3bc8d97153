"""Does a clerk find, add, change and remove customers and signatories, and lose nothing that was typed?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.notices import Notices
from app.presenters.customers import CustomersPresenter
from core.desk import Desk
from tests.app.customers_desk import Heard, open_desk
from tests.app.held_lanes import HeldLanes

pytestmark = pytest.mark.usefixtures("qtbot")


class Bench:
    """A presenter on held lanes, and what it said."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.lanes = HeldLanes()
        self.notices = Notices()
        self.heard = Heard(self.notices)
        self.presenter = CustomersPresenter(desk, self.lanes, self.notices)  # type: ignore[arg-type]
        self.refused: list[tuple[str, str]] = []
        self.presenter.customer_refused.connect(self._on_refused)
        self.presenter.signatory_refused.connect(self._on_refused)

    def _on_refused(self, field: str, sentence: str) -> None:
        self.refused.append((field, sentence))

    @property
    def names(self) -> list[str]:
        return [card.name for card in self.presenter.model.cards]

    def look_for(self, text: str) -> list[str]:
        self.presenter.search(text)
        self.presenter.refresh()
        self.lanes.run_all()
        return self.names

    def show(self, name: str) -> None:
        self.presenter.show_customer(self.desk.bank.search_customers(name)[0].id)
        self.lanes.run_all()

    def save(self, changes: dict[str, str], *, customer_id: int | None = None) -> None:
        values = {"number": "10077", "name": "Kenji Vasquendo", "accounts": "", "note": ""} | changes
        self.presenter.save_customer(customer_id, **values)
        self.lanes.run_all()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    desk = open_desk(tmp_path)
    yield Bench(desk)
    desk.bank.close()


@pytest.mark.parametrize("text", ["okafor", "10021", "4711 0082", "ngozi"])
def test_a_customer_is_found_by_name_number_account_or_signatory(bench: Bench, text: str) -> None:
    assert bench.look_for(text) == ["Okafor Trading"]


def test_the_search_starts_by_itself_after_the_last_key(bench: Bench, qtbot: QtBot) -> None:
    bench.presenter.search("o")
    bench.presenter.search("okaf")
    qtbot.waitUntil(lambda: bool(bench.lanes.store.jobs))
    bench.lanes.run_all()
    assert bench.names == ["Okafor Trading"]


def test_only_the_newest_search_is_answered(bench: Bench) -> None:
    bench.presenter.refresh()
    bench.presenter.search("quennby")
    bench.presenter.refresh()
    first, second = bench.lanes.store.jobs
    second.run()
    first.run()
    assert bench.names == ["Marisol Quennby"]


def test_a_new_customer_is_listed_and_looked_at(bench: Bench) -> None:
    bench.save({"accounts": "4711-0355; 4711-0356, 4711-0355"})
    assert "Kenji Vasquendo" in bench.names
    shown = bench.presenter.customer
    assert shown is not None
    assert shown.accounts == ("4711-0355", "4711-0356")


@pytest.mark.parametrize(
    "changes, field, words",
    [
        ({"name": " "}, "name", "Enter the customer's name"),
        ({"number": ""}, "number", "Enter the customer number"),
        ({"number": "10034"}, "number", "Another customer has this number"),
        ({"accounts": "1, 4711-0114"}, "accounts", "Account 4711-0114 is already on record"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    bench: Bench, changes: dict[str, str], field: str, words: str
) -> None:
    bench.save(changes)
    ((refused, sentence),) = bench.refused
    assert refused == field
    assert sentence.startswith(words)
    assert not bench.heard.notices


def test_a_failure_that_no_field_is_to_blame_for_is_told_in_the_notice_bar(bench: Bench) -> None:
    bench.save({}, customer_id=999)
    assert not bench.refused
    assert len(bench.heard.failures) == 1


def test_a_customer_who_was_removed_comes_back_by_undo(bench: Bench) -> None:
    bench.look_for("")
    bench.show("Okafor")
    bench.presenter.remove_customer()
    bench.lanes.run_all()
    assert bench.names == ["Marisol Quennby"]
    assert bench.presenter.customer is None
    bench.heard.undo()
    bench.lanes.run_all()
    assert bench.names == ["Marisol Quennby", "Okafor Trading"]
    assert [each.name for each in bench.presenter.signatories] == ["Maria Okafor", "Ngozi Okafor"]


def test_a_signatory_who_was_removed_comes_back_by_undo(bench: Bench) -> None:
    bench.show("Okafor")
    bench.presenter.choose_signatory(1)
    bench.presenter.remove_signatory()
    bench.lanes.run_all()
    assert [each.name for each in bench.presenter.signatories] == ["Maria Okafor"]
    bench.heard.undo()
    bench.lanes.run_all()
    signatory = bench.presenter.signatory
    assert signatory is not None
    assert signatory.name == "Ngozi Okafor"


def test_a_new_signatory_is_looked_at(bench: Bench) -> None:
    bench.show("Okafor")
    bench.presenter.save_signatory(None, name="Chidi Okafor", role="attorney")
    bench.lanes.run_all()
    signatory = bench.presenter.signatory
    assert signatory is not None
    assert (signatory.name, signatory.role) == ("Chidi Okafor", "attorney")


def test_a_signatory_without_a_name_is_refused_at_the_field(bench: Bench) -> None:
    bench.show("Okafor")
    bench.presenter.save_signatory(None, name="", role="attorney")
    bench.lanes.run_all()
    assert bench.refused == [("name", "Enter the signatory's name.")]


def test_reading_again_keeps_the_signatory_who_is_looked_at(bench: Bench) -> None:
    bench.show("Okafor")
    bench.presenter.choose_signatory(1)
    bench.presenter.reload()
    bench.lanes.run_all()
    signatory = bench.presenter.signatory
    assert signatory is not None
    assert signatory.name == "Ngozi Okafor"


def test_whoever_is_asked_for_last_is_shown(bench: Bench) -> None:
    first, second = bench.desk.bank.search_customers("")
    bench.presenter.show_customer(first.id)
    bench.presenter.show_customer(second.id)
    bench.lanes.run_all()
    assert bench.presenter.customer == second
