"""Does the history show every verification, and only those asked for?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.store.bank import Bank
from core.store.records import HistoryRow
from tests.core.store.builders import unscored, verification


@pytest.fixture
def filled(bank: Bank) -> Bank:
    """Three verifications: Ana's accepted twice, once overruled and once undecided; Bo's rejected."""
    for number, name in ((1, "Ana Cole"), (2, "Bo Dean")):
        customer = bank.add_customer(number=f"1000{number}", name=name, accounts=(f"4711-{number}",))
        bank.add_signatory(customer.id, name=name.split()[0])
    overruled = bank.record_verification(1, verification(1, verdict="accept"))
    bank.record_verification(1, verification(2, verdict="accept"))
    rejected = bank.record_verification(2, verification(3, verdict="reject"))
    bank.decide(overruled.id, decision="accept", officer="A. Clerk")
    bank.decide(rejected.id, decision="reject", officer="A. Clerk")
    bank.decide(overruled.id, decision="refer", officer="B. Clerk", remark="asked")
    return bank


def ids(rows: list[HistoryRow]) -> list[int]:
    return [row.verification.id for row in rows]


def test_the_newest_verification_comes_first_with_whom_it_was_about(filled: Bank) -> None:
    rows = filled.history()
    assert ids(rows) == [3, 2, 1]
    newest = rows[0]
    assert (newest.customer_id, newest.customer_number, newest.customer_name) == (2, "10002", "Bo Dean")
    assert newest.signatory_name == "Bo"
    assert newest.verification == filled.verification(3)


def test_the_latest_decision_counts(filled: Bank) -> None:
    third, second, first = filled.history()
    assert first.decision == filled.decisions(1)[-1]
    assert first.decision.remark == "asked"
    assert second.decision is None
    assert third.decision == filled.decisions(3)[0]


def test_filters_leave_what_passes_all_of_them(filled: Bank) -> None:
    assert ids(filled.history(verdict="accept")) == [2, 1]
    assert ids(filled.history(decision="refer")) == [1]
    assert ids(filled.history(decision="accept")) == []
    assert ids(filled.history(undecided=True)) == [2]
    assert ids(filled.history(verdict="accept", decision="refer", text="ana")) == [1]
    assert ids(filled.history(limit=2)) == [3, 2]


def test_the_text_is_searched_in_names_and_numbers(filled: Bank) -> None:
    for typed, found in (("dean", [3]), ("10001", [2, 1]), ("4711-2", [3]), ("a", [3, 2, 1]), ("zz", [])):
        assert ids(filled.history(text=typed)) == found, typed


def test_since_is_included_and_until_is_not(filled: Bank) -> None:
    at = filled.verification(2).at
    assert ids(filled.history(since=at)) == [3, 2]
    assert ids(filled.history(until=at)) == [1]
    assert ids(filled.history(since=at, until=at + timedelta(seconds=1))) == [2]


def test_what_was_not_scored_is_found_as_any_other(filled: Bank) -> None:
    record, decision = filled.record_decided(1, unscored(4), decision="refer", officer="A. Clerk")
    assert ids(filled.history(verdict="refer")) == ids(filled.history(text="ana", limit=1)) == [record.id]
    assert [row.decision for row in filled.history(decision="refer", limit=1)] == [decision]
    assert record.id not in ids(filled.history(undecided=True))


def test_the_history_of_who_was_removed_stays(filled: Bank) -> None:
    filled.remove_signatory(1)
    filled.remove_customer(2)
    assert ids(filled.history()) == [3, 2, 1]
    assert ids(filled.history(text="ana")) == [2, 1]
