"""When the program dies in the middle of a clerk's action, is the database whole and without it?"""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from core.store.bank import Bank
from core.store.records import Signatory
from core.store.retention import Overdue, Terms
from tests.core.store.builders import page, specimen, unscored

DIES = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from datetime import UTC, datetime
from core.store.bank import Bank
from core.store.retention import Terms
from tests.core.store.builders import specimen, unscored

bank = Bank.open(Path(sys.argv[1]))
signatory_id, moment, act = int(sys.argv[2]), sys.argv[3], sys.argv[4]

def die(*_):
    os._exit(86)

def die_at(_connection, _cursor, statement, *_):
    if statement.startswith(moment):
        die()

if moment == "COMMIT":
    event.listen(bank._engine, "commit", die)
else:
    event.listen(bank._engine, "after_cursor_execute", die_at)
if act == "enrol":
    bank.enrol(signatory_id, [specimen(seed) for seed in range(5)], finishes_draft=True)
elif act == "forget":
    bank.delete_overdue(Terms(datetime.now(UTC), datetime.now(UTC)))
else:
    bank.record_decided(signatory_id, unscored(1), decision="refer", officer="A. Clerk")
"""


def die(path: Path, signatory: Signatory, moment: str, *, act: str) -> None:
    """Let another process do this, and die at the moment that begins with these words."""
    command = [sys.executable, "-c", DIES, str(path), str(signatory.id), moment, act]
    assert subprocess.run(command, check=False, timeout=60).returncode == 86


@pytest.mark.parametrize(
    "moment", ["INSERT INTO specimen", "INSERT INTO embedding", "DELETE FROM draft", "COMMIT"]
)
def test_of_an_enrolment_that_was_cut_off_nothing_is_kept(
    bank: Bank, signatory: Signatory, path: Path, moment: str
) -> None:
    (earlier,) = bank.enrol(signatory.id, [specimen(99)])
    bank.save_draft(signatory.id, [page(1), page(2)])
    bank.close()

    die(path, signatory, moment, act="enrol")

    with Bank.open(path) as again:
        assert again.specimens(signatory.id) == [earlier]
        assert list(again.embeddings(signatory.id, digest="model-a")) == [earlier.id]
        assert len(again.draft(signatory.id)) == 2
        with again._reading() as session:
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert len(again.enrol(signatory.id, [specimen(1)])) == 1


@pytest.mark.parametrize("moment", ["INSERT INTO verification", "INSERT INTO decision", "COMMIT"])
def test_of_an_unfit_scan_that_was_being_referred_nothing_is_kept(
    bank: Bank, signatory: Signatory, path: Path, moment: str
) -> None:
    bank.close()
    die(path, signatory, moment, act="refer")
    with Bank.open(path) as again:
        assert again.history() == []
        assert again.check_chain() is None


@pytest.mark.parametrize(
    "moment",
    [
        "UPDATE verification",
        "DELETE FROM embedding",
        "UPDATE signatory SET search",
        "INSERT INTO signatory_search",
        "UPDATE signatory SET name",
        "DELETE FROM account",
        "COMMIT",
    ],
)
def test_a_deletion_that_was_cut_off_comes_to_the_same_the_next_time(
    bank: Bank, signatory: Signatory, path: Path, moment: str
) -> None:
    bank.enrol(signatory.id, [specimen(1)])
    bank.record_decided(signatory.id, unscored(1), decision="refer", officer="A. Clerk")
    bank.remove_customer(signatory.customer_id)
    bank.close()
    die(path, signatory, moment, act="forget")
    with Bank.open(path) as again:
        due = Terms(datetime.now(UTC), datetime.now(UTC))
        assert again.check_chain(with_pages=True) is None
        again.delete_overdue(due)
        assert again.overdue(due) == Overdue()
        assert [row.signatory_name for row in again.history()] == [""]
    assert b"Quennby" not in path.read_bytes()
