"""Is the file opened safely, and does everything that can be wrong with it have a name?"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.errors import RefusedRecord, StoreProblem, UnusableStore
from core.store import engine
from core.store.bank import Bank
from core.store.records import Signatory
from tests.core.store.builders import page, specimen, verification

NOBODY = 65534


def problem_of(path: Path) -> StoreProblem:
    with pytest.raises(UnusableStore) as refused:
        Bank.open(path)
    return refused.value.problem


def test_a_bank_and_its_folder_are_made_when_absent(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "specimen.db"
    with Bank.open(path) as bank:
        bank.add_customer(number="1", name="Maria")
    with Bank.open(path) as bank:
        assert [customer.name for customer in bank.search_customers("")] == ["Maria"]


def test_a_path_may_hold_any_sign(tmp_path: Path) -> None:
    path = tmp_path / "Bänk 100% #1" / "spe%cimen.db"
    Bank.open(path).close()
    assert path.is_file()


def test_nothing_but_the_bank_stays_when_it_is_closed(path: Path, bank: Bank) -> None:
    bank.add_customer(number="1", name="Maria")
    bank.close()
    assert [file.name for file in path.parent.glob("*.db*")] == [path.name]


def test_every_connection_checks_references_and_writes_through(bank: Bank) -> None:
    with bank._reading() as one, bank._reading() as other:
        for session in (one, other):
            found = [
                session.execute(text(f"PRAGMA {name}")).scalar()
                for name in ("foreign_keys", "journal_mode", "synchronous")
            ]
            assert found == [1, "wal", 2]  # 2 is FULL


def test_a_record_of_nobody_is_refused_by_the_database(bank: Bank) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), bank._writing() as session:
        session.execute(text("INSERT INTO draft VALUES (99, 0, '', 0, NULL, x'00')"))


def test_what_a_call_raises_leaves_nothing_of_it(bank: Bank) -> None:
    with pytest.raises(RefusedRecord):  # the customer is written before the second account is looked at
        bank.add_customer(number="1", name="Maria", accounts=("4711", ""))
    assert bank.search_customers("") == []
    assert bank.add_customer(number="1", name="Maria", accounts=("4711",)).id == 1


def test_a_file_that_is_no_database_is_damaged(path: Path) -> None:
    path.write_bytes(b"no database at all " * 500)
    assert problem_of(path) is StoreProblem.DAMAGED


def test_a_cut_off_file_is_damaged(path: Path, bank: Bank) -> None:
    bank.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert problem_of(path) is StoreProblem.DAMAGED


def test_the_database_of_another_program_is_refused_untouched(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    assert problem_of(path) is StoreProblem.DAMAGED
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("song",)]
    other.close()


def test_damage_that_shows_later_has_the_same_name(path: Path, bank: Bank) -> None:
    bank.add_customer(number="1", name="Maria")
    bank.close()
    size = 4096
    pages = path.read_bytes()
    path.write_bytes(pages[: 2 * size] + b"\xff" * (len(pages) - 2 * size))
    with pytest.raises(UnusableStore) as refused, Bank.open(path) as opened:
        opened.search_customers("maria")
    assert refused.value.problem is StoreProblem.DAMAGED


def test_a_folder_that_cannot_be_made_is_not_writable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert problem_of(tmp_path / "file" / "specimen.db") is StoreProblem.NOT_WRITABLE


def test_a_folder_in_place_of_the_file_is_not_writable(path: Path) -> None:
    path.mkdir()
    assert problem_of(path) is StoreProblem.NOT_WRITABLE


@contextmanager
def owned_by_nobody(folder: Path) -> Iterator[None]:
    """Work as someone whom permissions bind: tests often run as root, to whom nothing is read-only."""
    if os.geteuid() != 0:
        yield
        return
    for place in (folder, *folder.iterdir()):
        os.chown(place, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such permissions")
@pytest.mark.parametrize("place, mode", [("specimen.db", 0o400), (".", 0o500), ("specimen.db", 0o000)])
def test_what_may_not_be_written_is_not_writable(empty_bank: Path, place: str, mode: int) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "specimen.db"
        shutil.copyfile(empty_bank, path)
        with owned_by_nobody(path.parent):
            (path.parent / place).chmod(mode)
            try:
                assert problem_of(path) is StoreProblem.NOT_WRITABLE
            finally:
                (path.parent / place).chmod(0o700)
            Bank.open(path).close()


@pytest.mark.parametrize(
    "said, problem",
    [
        ("attempt to write a readonly database", StoreProblem.NOT_WRITABLE),
        ("unable to open database file", StoreProblem.NOT_WRITABLE),
        ("database or disk is full", StoreProblem.NOT_WRITABLE),
        ("database disk image is malformed", StoreProblem.DAMAGED),
        ("file is not a database", StoreProblem.DAMAGED),
        ("database is locked", StoreProblem.BUSY),
    ],
)
def test_what_the_database_says_has_a_name(path: Path, said: str, problem: StoreProblem) -> None:
    with pytest.raises(UnusableStore) as refused, engine.refused(path):
        raise sqlite3.OperationalError(said)
    assert (refused.value.problem, refused.value.place) == (problem, path)


def test_a_bank_that_another_program_writes_to_is_busy(
    path: Path, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 1)
    with Bank.open(path) as waits_briefly, bank._writing() as session:
        session.execute(text("SELECT 1"))
        with pytest.raises(UnusableStore) as refused:
            waits_briefly.add_customer(number="1", name="Maria")
        assert waits_briefly.search_customers("") == []
    assert refused.value.problem is StoreProblem.BUSY


def test_errors_and_logs_name_nobody(
    bank: Bank, signatory: Signatory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    with pytest.raises(DBAPIError) as refused:
        bank.record_verification(
            signatory.id, replace(verification(1, verdict="maybe"), page=page(1, name="Okafor.png"))
        )
    said = str(refused.value) + caplog.text
    assert "CHECK constraint" in said
    assert not any(name in said for name in ("Okafor", "Quennby", "4711"))


def test_two_threads_write_and_read_at_once(bank: Bank, signatory: Signatory) -> None:
    failures: list[BaseException] = []

    def repeat(call: Callable[[int], object]) -> None:
        try:
            for number in range(25):
                call(number)
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    def verify_and_decide(number: int) -> None:
        record = bank.record_verification(signatory.id, verification(number))
        bank.decide(record.id, decision="accept", officer="A. Clerk")

    def enrol_and_look(number: int) -> None:
        bank.enrol(signatory.id, [specimen(number)])
        bank.history(text="quennby")

    lanes = [threading.Thread(target=repeat, args=(call,)) for call in (verify_and_decide, enrol_and_look)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    assert failures == []
    assert (len(bank.history()), len(bank.specimens(signatory.id))) == (25, 25)
    assert bank.check_chain() is None


def test_two_programs_may_have_the_bank_open(path: Path, bank: Bank) -> None:
    with Bank.open(path) as other:
        other.add_customer(number="1", name="Maria")
        assert [customer.name for customer in bank.search_customers("maria")] == ["Maria"]


def test_a_copy_of_the_file_of_a_closed_bank_is_whole(path: Path, bank: Bank, tmp_path: Path) -> None:
    bank.add_customer(number="1", name="Maria")
    bank.close()
    shutil.copyfile(path, tmp_path / "copy.db")
    with Bank.open(tmp_path / "copy.db") as copy:
        assert len(copy.search_customers("maria")) == 1
