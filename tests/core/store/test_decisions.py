"""Are decisions only ever added, and does a change behind the program's back show?"""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.errors import RecordProblem, RefusedRecord
from core.store.bank import Bank
from core.store.chain import FIRST_HASH, hash_of
from core.store.records import DecisionRecord, Signatory
from tests.core.store.builders import unscored, verification


@pytest.fixture
def decided(bank: Bank, signatory: Signatory) -> list[DecisionRecord]:
    """Three verifications, each decided once: accept, refer, reject."""
    records = [bank.record_verification(signatory.id, verification(seed)) for seed in range(3)]
    return [
        bank.decide(record.id, decision=decision, remark="seen", officer="A. Clerk")
        for record, decision in zip(records, ("accept", "refer", "reject"), strict=True)
    ]


def behind_its_back(bank: Bank, change: str) -> None:
    """Change the database as someone would who takes the triggers away first."""
    with bank._writing() as session:
        for table in ("decision", "verification"):
            for event in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER {table}_refuses_{event}"))
        session.execute(text(change))


def test_a_decision_is_kept_with_who_and_why(bank: Bank, decided: list[DecisionRecord]) -> None:
    first = decided[0]
    assert bank.decisions(first.verification_id) == [first]
    assert (first.decision, first.remark, first.officer) == ("accept", "seen", "A. Clerk")


def test_a_correction_is_a_new_record_and_both_stay(bank: Bank, decided: list[DecisionRecord]) -> None:
    corrected = bank.decide(decided[0].verification_id, decision="refer", officer="B. Clerk")
    assert bank.decisions(decided[0].verification_id) == [decided[0], corrected]


def test_every_decision_names_the_hash_before_it(decided: list[DecisionRecord]) -> None:
    assert [record.previous_hash for record in decided] == [FIRST_HASH, decided[0].hash, decided[1].hash]


def test_a_decision_without_an_officer_is_refused(bank: Bank, decided: list[DecisionRecord]) -> None:
    with pytest.raises(RefusedRecord) as refused:
        bank.decide(decided[0].verification_id, decision="accept", officer=" ")
    assert (refused.value.problem, refused.value.detail) == (RecordProblem.EMPTY_FIELD, "officer")


def test_a_word_that_is_no_decision_is_refused(bank: Bank, decided: list[DecisionRecord]) -> None:
    with pytest.raises(IntegrityError):
        bank.decide(decided[0].verification_id, decision="maybe", officer="A. Clerk")
    assert bank.check_chain() is None


def test_what_was_not_fit_to_judge_is_recorded_and_referred_at_once(
    bank: Bank, decided: list[DecisionRecord], signatory: Signatory
) -> None:
    record, decision = bank.record_decided(
        signatory.id, unscored(1), decision="refer", remark=" no better scan ", officer="A. Clerk"
    )
    assert bank.decisions(record.id) == [decision]
    assert (decision.decision, decision.remark) == ("refer", "no better scan")
    assert decision.previous_hash == decided[-1].hash
    corrected = bank.decide(record.id, decision="accept", remark="seen on paper", officer="B. Clerk")
    assert bank.decisions(record.id) == [decision, corrected]
    assert bank.check_chain(with_pages=True) is None


def test_a_verification_whose_decision_is_refused_is_not_kept(bank: Bank, signatory: Signatory) -> None:
    with pytest.raises(RefusedRecord):
        bank.record_decided(signatory.id, unscored(1), decision="refer", officer=" ")
    assert bank.history() == []


def test_a_score_put_where_there_was_none_shows(bank: Bank, signatory: Signatory) -> None:
    _, decision = bank.record_decided(signatory.id, unscored(1), decision="refer", officer="A. Clerk")
    behind_its_back(bank, "UPDATE verification SET distance = 0.1, score = 2.0, llr = 2.0")
    assert bank.check_chain() == decision.id


@pytest.mark.parametrize("change", ["UPDATE decision SET remark = ''", "DELETE FROM decision"])
def test_the_database_itself_refuses_changes(bank: Bank, decided: list[DecisionRecord], change: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), bank._writing() as session:
        session.execute(text(change))
    assert bank.decisions(decided[0].verification_id) == [decided[0]]


def test_an_untouched_chain_is_whole(bank: Bank, decided: list[DecisionRecord]) -> None:
    assert decided[0].id == 1
    assert bank.check_chain() is None
    assert bank.check_chain(with_pages=True) is None


def test_an_empty_chain_is_whole(bank: Bank) -> None:
    assert bank.check_chain() is None


@pytest.mark.parametrize(
    "change, broken",
    [
        ("UPDATE decision SET decision = 'accept' WHERE id = 2", 2),
        ("UPDATE decision SET remark = 'other' WHERE id = 3", 3),
        ("UPDATE decision SET at = '2026-03-02 08:00:00.000000' WHERE id = 1", 1),
        ("DELETE FROM decision WHERE id = 2", 3),
        ("DELETE FROM decision WHERE id = 1", 2),
        ("UPDATE verification SET llr = 9.9 WHERE id = 2", 2),
        ("UPDATE verification SET page_hash = '' WHERE id = 1", 1),
        ("UPDATE verification SET distances = '[[1, 0.1]]' WHERE id = 3", 3),
    ],
)
def test_the_first_record_that_was_changed_is_named(
    bank: Bank, decided: list[DecisionRecord], change: str, broken: int
) -> None:
    assert decided[-1].id == 3
    behind_its_back(bank, change)
    assert bank.check_chain() == broken


def test_an_exchanged_picture_shows_when_pictures_are_read(bank: Bank, decided: list[DecisionRecord]) -> None:
    behind_its_back(bank, "UPDATE verification SET page = x'00' WHERE id = 2")
    assert bank.check_chain() is None
    assert bank.check_chain(with_pages=True) == decided[1].id


def test_a_hash_is_the_sha256_of_canonical_json() -> None:
    expected = sha256(b'{"a":[1,2.5],"b":"\xc3\xa9"}').hexdigest()
    assert hash_of({"b": "é", "a": [1, 2.5]}) == expected
    assert json.dumps({"a": [1, 2.5]}, separators=(",", ":")) == '{"a":[1,2.5]}'
