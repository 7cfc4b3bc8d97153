"""Does what was kept long enough go, all of it and for good, and nothing that is still needed?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.errors import DeletedPicture, RecordProblem, RefusedRecord
from core.progress import Cancelled, Tick
from core.store import erasing, retention
from core.store.bank import Bank
from core.store.records import Signatory
from core.store.retention import Overdue, Terms
from tests.core.store.builders import START, gathered, imported, page, specimen, unscored, verification

LONG_AGO = START - timedelta(days=200)
MARKS = 24
"""Bytes in the middle of a picture by which it is known again in the file."""


class Time:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time(bank: Bank) -> Time:
    bank._clock = Time()
    return bank._clock


def terms(*, pictures: int | None = None, removed: int | None = None) -> Terms:
    return Terms.at(START, pictures_days=pictures, removed_days=removed)


def decided(bank: Bank, signatory: Signatory, time: Time, *, days_ago: int, seed: int) -> int:
    """Verify and decide so many days ago, and learn from it; returns the verification's id."""
    time.now = START - timedelta(days=days_ago)
    record, _ = bank.record_decided(signatory.id, verification(seed), decision="accept", officer="A. Clerk")
    bank.keep_examples([gathered(record.id, seed)], officer="")
    time.now = START
    return record.id


def blob(bank: Bank, table: str, row: int) -> bytes:
    with closing(sqlite3.connect(bank.path)) as connection:
        ((found,),) = connection.execute(f"SELECT page FROM {table} WHERE id = {row}").fetchall()
    middle = len(found) // 2
    return bytes(found[middle : middle + MARKS])


def lies_in_a_file(bank: Bank, mark: bytes) -> bool:
    return any(mark in file.read_bytes() for file in bank.path.parent.glob(f"{bank.path.name}*"))


def test_where_nothing_was_settled_nothing_goes(bank: Bank, signatory: Signatory, time: Time) -> None:
    number = decided(bank, signatory, time, days_ago=5000, seed=1)
    bank.remove_customer(signatory.customer_id)
    assert bank.overdue(Terms()) == bank.delete_overdue(Terms()) == Overdue()
    assert bank.presented_page(number).name == "cheque.png"


def test_an_old_picture_goes_and_its_decision_and_the_chain_stay(
    bank: Bank, signatory: Signatory, time: Time
) -> None:
    old = decided(bank, signatory, time, days_ago=91, seed=1)
    new = decided(bank, signatory, time, days_ago=89, seed=2)
    before = bank.verification(old), bank.decisions(old)
    mark = blob(bank, "verification", old)
    assert lies_in_a_file(bank, mark)

    assert bank.overdue(terms(pictures=90)) == Overdue(presented=1, examples=1)
    assert bank.delete_overdue(terms(pictures=90)) == Overdue(presented=1, examples=1)

    with pytest.raises(DeletedPicture):
        bank.presented_page(old)
    assert (bank.verification(old), bank.decisions(old)) == before
    assert bank.check_chain(with_pages=True) is None
    assert bank.presented_page(new).name == "cheque.png"
    assert not lies_in_a_file(bank, mark)
    assert [row.verification.id for row in bank.history()] == [new, old]


def test_done_again_it_comes_to_the_same(bank: Bank, signatory: Signatory, time: Time) -> None:
    decided(bank, signatory, time, days_ago=91, seed=1)
    bank.delete_overdue(terms(pictures=90))
    assert bank.overdue(terms(pictures=90)) == bank.delete_overdue(terms(pictures=90)) == Overdue()


def test_an_old_signature_is_learnt_from_no_more(bank: Bank, signatory: Signatory, time: Time) -> None:
    old = decided(bank, signatory, time, days_ago=91, seed=1)
    new = decided(bank, signatory, time, days_ago=1, seed=2)
    (first, second) = (one.id for one in bank.examples())
    bank.delete_overdue(terms(pictures=90))
    assert [one.verification_id for one in bank.examples()] == [new]
    assert list(bank.example_frames([first, second])) == [second]
    with pytest.raises(DeletedPicture):
        bank.example_page(first)
    assert [one.is_fit for one in bank.examples(with_removed=True)] == [False, True]
    assert bank.decided_without_example() == []
    bank.decide(old, decision="reject", officer="B. Clerk")  # can still be corrected
    assert bank.check_chain(with_pages=True) is None


def test_what_was_never_collected_is_not_offered_any_more(
    bank: Bank, signatory: Signatory, time: Time
) -> None:
    time.now = LONG_AGO
    bank.record_decided(signatory.id, verification(1), decision="accept", officer="A. Clerk")
    bank.record_decided(signatory.id, unscored(2), decision="refer", officer="A. Clerk")
    time.now = START
    assert bank.decided_without_example() == [1, 2]
    assert bank.delete_overdue(terms(pictures=90)).presented == 2
    assert bank.decided_without_example() == []


def test_an_old_import_goes_with_its_names_and_cannot_be_put_back(bank: Bank, time: Time) -> None:
    time.now = LONG_AGO
    (number,) = bank.keep_examples([imported(1, writer="Edda Brindle")], officer="A. Clerk")
    mark = blob(bank, "example", number)
    time.now = START
    assert bank.delete_overdue(terms(pictures=90)) == Overdue(examples=1)
    bank.restore_batch("archive")
    assert bank.examples() == []
    (kept,) = bank.examples(with_removed=True)
    assert (kept.writer, kept.source_name, kept.is_removed) == ("deleted", "", True)
    assert len(bank.labels(number)) == 1
    assert not lies_in_a_file(bank, mark)
    assert not lies_in_a_file(bank, b"Edda Brindle")


def test_specimens_on_file_stay_however_old(bank: Bank, signatory: Signatory, time: Time) -> None:
    time.now = LONG_AGO
    bank.enrol(signatory.id, [specimen(1)])
    time.now = START
    assert bank.delete_overdue(terms(pictures=1, removed=1)) == Overdue()
    assert bank.specimen_page(1).name == "scan.png"


def test_whoever_was_removed_long_enough_ago_goes_for_good(
    bank: Bank, signatory: Signatory, time: Time
) -> None:
    bank.enrol(signatory.id, [specimen(1, name="maria.png")])
    bank.save_draft(signatory.id, [page(7)])
    number = decided(bank, signatory, time, days_ago=10, seed=2)
    marks = [
        blob(bank, "specimen", 1),
        blob(bank, "verification", number),
        b"Quennby",
        b"quennby",
        b"4711-0082",
    ]
    time.now = START - timedelta(days=31)
    bank.remove_customer(signatory.customer_id)
    time.now = START

    gone = Overdue(presented=1, examples=1, specimens=1, drafts=1, signatories=1, customers=1)
    assert bank.overdue(terms(removed=30)) == gone
    assert bank.delete_overdue(terms(removed=30)) == gone
    assert bank.overdue(terms(removed=30)) == Overdue()

    assert not [mark for mark in marks if lies_in_a_file(bank, mark)]
    (row,) = bank.history()
    assert (row.customer_name, row.customer_number, row.signatory_name) == ("", "", "")
    assert row.decision is not None
    assert bank.check_chain(with_pages=True) is None
    assert bank.history(text="quennby") == []
    assert bank.specimens(signatory.id, with_withdrawn=True) == []
    assert bank.embeddings(signatory.id, digest="model-a") == {}
    assert bank.count_lacking(digest="model-b") == 0  # another model need not embed what is not there
    assert bank.draft(signatory.id) == []
    with bank._reading() as session:
        for table in ("customer", "signatory"):
            session.execute(text(f"INSERT INTO {table}_search({table}_search) VALUES ('integrity-check')"))
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_nothing_of_a_name_is_left_in_the_index_of_the_search(bank: Bank, time: Time) -> None:
    bank.add_customer(number="1", name="Zylqwx")
    bank.add_customer(number="2", name="Maria")
    assert indexed(bank, b"ylq")  # the index knows every run of three letters
    time.now = START - timedelta(days=31)
    bank.remove_customer(1)
    time.now = START
    bank.delete_overdue(terms(removed=30))
    assert not indexed(bank, b"ylq")
    assert [one.name for one in bank.search_customers("maria")] == ["Maria"]


def indexed(bank: Bank, letters: bytes) -> bool:
    with closing(sqlite3.connect(bank.path)) as connection:
        return any(
            letters in block for (block,) in connection.execute("SELECT block FROM customer_search_data")
        )


def test_one_who_was_removed_alone_leaves_the_customer(bank: Bank, signatory: Signatory, time: Time) -> None:
    other = bank.add_signatory(signatory.customer_id, name="Edda Brindle")
    bank.enrol(other.id, [specimen(1)])
    time.now = START - timedelta(days=31)
    bank.remove_signatory(signatory.id)
    time.now = START
    assert bank.delete_overdue(terms(removed=30)) == Overdue(signatories=1)
    assert bank.customer(signatory.customer_id).accounts == ("4711-0082",)
    assert [one.name for one in bank.signatories(signatory.customer_id)] == ["Edda Brindle"]
    assert bank.find_signatories("brindle")
    assert bank.specimen_page(1).name == "scan.png"


def test_what_was_deleted_for_good_is_not_restored(bank: Bank, signatory: Signatory, time: Time) -> None:
    bank.enrol(signatory.id, [specimen(1), specimen(2)])
    time.now = START - timedelta(days=31)
    bank.withdraw_specimen(1)
    time.now = START
    assert bank.delete_overdue(terms(removed=30)) == Overdue(specimens=1)
    time.now = START - timedelta(days=31)
    bank.remove_customer(signatory.customer_id)
    bank.delete_overdue(terms(removed=30))
    time.now = START
    undoings: dict[Callable[[int], None], int] = {
        bank.restore_specimen: 1,
        bank.restore_signatory: signatory.id,
        bank.restore_customer: signatory.customer_id,
    }
    for undo, number in undoings.items():
        with pytest.raises(RefusedRecord) as refused:
            undo(number)
        assert refused.value.problem is RecordProblem.NOT_FOUND
    with pytest.raises(DeletedPicture):
        bank.specimen_page(1)
    assert bank.specimen_frames([1]) == {}


def test_the_number_of_a_deleted_specimen_is_never_given_again(
    bank: Bank, signatory: Signatory, time: Time
) -> None:
    bank.enrol(signatory.id, [specimen(1)])
    time.now = START - timedelta(days=31)
    bank.withdraw_specimen(1)
    time.now = START
    bank.delete_overdue(terms(removed=30))
    (fresh,) = bank.enrol(signatory.id, [specimen(2)])
    assert fresh.id == 2


def test_stopped_in_between_it_goes_on_the_next_time(
    bank: Bank, signatory: Signatory, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 1)
    for seed in range(4):
        decided(bank, signatory, time, days_ago=100, seed=seed)
    bank.remove_customer(signatory.customer_id)
    time.now = START + timedelta(days=2)
    due = Terms.at(time.now, pictures_days=90, removed_days=1)
    while sum(bank.overdue(due)):
        left, steps = bank.overdue(due), iter(range(2))

        def report(_tick: Tick, steps: Iterator[int] = steps) -> None:
            if next(steps, None) is None:
                raise Cancelled

        with suppress(Cancelled):
            bank.delete_overdue(due, report=report)
        assert bank.overdue(due) != left
        assert bank.check_chain(with_pages=True) is None
    assert bank.delete_overdue(due) == Overdue()
    assert not lies_in_a_file(bank, b"Quennby")


def test_nothing_but_the_picture_of_a_verification_can_be_changed(bank: Bank, signatory: Signatory) -> None:
    bank.record_verification(signatory.id, verification(1))
    changes = ["page = x'00'", "page = x'', llr = 9", "id = 7", "rowid = 7", "page_hash = ''", "page = NULL"]
    columns = [column["name"] for column in _columns(bank) if column["name"] not in {"page", "id"}]
    changes += [f"page = x'', {name} = 'other'" for name in columns]
    for change in changes:
        with pytest.raises(IntegrityError), bank._writing() as session:
            session.execute(text(f"UPDATE verification SET {change}"))
    with bank._writing() as session:
        session.execute(text("UPDATE verification SET page = x''"))
    assert bank.check_chain(with_pages=True) is None


def _columns(bank: Bank) -> list[dict[str, str]]:
    with bank._reading() as session:
        return [dict(row) for row in session.execute(text("PRAGMA table_info(verification)")).mappings()]


def test_a_clerk_is_not_told_that_something_was_saved(bank: Bank, signatory: Signatory, time: Time) -> None:
    decided(bank, signatory, time, days_ago=91, seed=1)
    before = bank.saved_at
    bank.delete_overdue(terms(pictures=90))
    assert bank.saved_at == before


def test_another_reader_delays_the_emptying_of_the_log_and_nothing_else(
    bank: Bank, signatory: Signatory, time: Time, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "PATIENCE_MS", 1)
    old = decided(bank, signatory, time, days_ago=91, seed=1)
    mark = blob(bank, "verification", old)
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM verification").fetchone()
        assert bank.delete_overdue(terms(pictures=90)).presented == 1
        reader.execute("ROLLBACK")
    bank.delete_overdue(terms(pictures=90))
    assert not lies_in_a_file(bank, mark)
