"""Is everything found that has the text in it, people before commands?"""

from __future__ import annotations

from app.models.found_model import Found, FoundKind
from app.presenters.finder import Finder
from tests.app.small_desk import CUSTOMER, SIGNATORY, Bench


def finder(bench: Bench) -> tuple[Finder, list[list[Found]]]:
    made = Finder(bench.workplace)
    found: list[list[Found]] = []
    made.found.connect(found.append)
    return made, found


def test_no_text_offers_the_commands_at_once(small_bench: Bench) -> None:
    made, found = finder(small_bench)
    made.find("", page="history")
    commands = {one.command for one in found[0]}
    assert {"go.verify", "history.export"} <= commands
    assert "verify.accept" not in commands
    assert small_bench.lanes.store.jobs == []


def test_people_come_before_commands(small_bench: Bench) -> None:
    made, found = finder(small_bench)
    made.find("is", page="history")
    small_bench.lanes.run_all()
    kinds = [one.kind for one in found[-1]]
    assert kinds[:2] == [FoundKind.SIGNATORY, FoundKind.CUSTOMER]
    assert set(kinds[2:]) == {FoundKind.COMMAND}


def test_person_found_says_for_whom_and_which_accounts(small_bench: Bench) -> None:
    made, found = finder(small_bench)
    made.find("lis", page="verify")
    small_bench.lanes.run_all()
    signatory, customer = found[-1][:2]
    assert (signatory.id, signatory.detail) == (SIGNATORY.id, "signs for Harbour & Lisle Ltd · 20417")
    assert (customer.id, customer.detail) == (CUSTOMER.id, "20417 · 4711-0082")


def test_command_that_cannot_be_used_now_is_not_offered(small_bench: Bench) -> None:
    small_bench.workplace.actions.get("history.export").setEnabled(False)
    made, found = finder(small_bench)
    made.find("", page="history")
    assert "history.export" not in {one.command for one in found[0]}


def test_every_word_must_be_found_in_a_command(small_bench: Bench) -> None:
    made, found = finder(small_bench)
    made.find("csv export", page="history")
    small_bench.lanes.run_all()
    assert [one.command for one in found[-1]] == ["history.export"]


def test_answer_to_an_older_text_never_comes(small_bench: Bench) -> None:
    made, found = finder(small_bench)
    made.find("lisle", page="verify")
    made.find("nobody", page="verify")
    small_bench.lanes.run_all()
    assert found == [[]]
