"""Can a database be looked at without changing anything of it?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from core.errors import StoreProblem, UnusableStore
from core.store.bank import Bank
from core.store.look import Age, look_at, looking
from core.store.records import Signatory
from core.store.upgrade import known_revisions
from tests.core.store.builders import specimen, verification


def state_of(folder: Path) -> dict[str, str]:
    """Return every file of a folder and its digest."""
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


@pytest.fixture
def filled(bank: Bank, signatory: Signatory) -> Bank:
    bank.enrol(signatory.id, [specimen(0), specimen(1)])
    bank.record_decided(signatory.id, verification(), decision="accept", officer="R. Amara")
    return bank


def test_what_is_in_it_is_counted_and_its_chain_followed(filled: Bank, path: Path) -> None:
    filled.close()
    seen = look_at(path)
    assert (seen.revision, seen.age, seen.damage) == (known_revisions()[-1], Age.CURRENT, "")
    assert seen.counts == {
        "customer": 1, "signatory": 1, "specimen": 2, "verification": 1, "decision": 1, "example": 0,
    }  # fmt: skip
    assert (seen.broken_decision, seen.broken_activation) == (None, None)


def test_a_look_leaves_the_folder_as_it_was(filled: Bank, path: Path) -> None:
    filled.close()
    before = state_of(path.parent)
    look_at(path)
    assert state_of(path.parent) == before


def test_what_a_desk_has_just_written_is_seen(filled: Bank, path: Path, signatory: Signatory) -> None:
    """The desk is open, and its last records are in its log alone."""
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0
    filled.enrol(signatory.id, [specimen(2)])
    assert look_at(path).counts["specimen"] == 3


def test_nothing_can_be_written_while_looking(filled: Bank, path: Path) -> None:
    filled.close()
    with looking(path) as bank, pytest.raises(UnusableStore) as caught:
        bank.add_customer(number="2", name="Nobody")
    assert caught.value.problem is StoreProblem.NOT_WRITABLE


def test_a_changed_decision_is_found(filled: Bank, path: Path) -> None:
    filled.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS decision_no_update")
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE decision SET decision = 'reject'")
        connection.commit()
    assert look_at(path).broken_decision == 1


@pytest.mark.parametrize("revision, age", [("0002", Age.OLDER), ("9999", Age.NEWER)])
def test_another_version_is_told_and_left_as_it_is(filled: Bank, path: Path, revision: str, age: Age) -> None:
    filled.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()
    before = state_of(path.parent)
    seen = look_at(path)
    assert (seen.revision, seen.age) == (revision, age)
    assert seen.counts["decision"] == 1
    assert state_of(path.parent) == before


def test_an_empty_file_is_empty(path: Path) -> None:
    path.touch()
    assert look_at(path).age is Age.NONE


def test_what_is_no_bank_is_refused(path: Path) -> None:
    path.write_bytes(b"no database at all, and long enough to be looked at" * 20)
    with pytest.raises(UnusableStore) as caught:
        look_at(path)
    assert caught.value.problem is StoreProblem.DAMAGED
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (id INTEGER)")
        connection.commit()
    with pytest.raises(UnusableStore, match="not a bank of this program"):
        look_at(path)


def test_a_file_that_is_not_there_is_not_made(path: Path) -> None:
    with pytest.raises(UnusableStore):
        look_at(path)
    assert not path.exists()


def test_damage_inside_is_found(filled: Bank, path: Path) -> None:
    filled.close()
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(bytes(content))
    assert look_at(path).damage
