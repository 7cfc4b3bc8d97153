"""When the program dies in the middle of a clerk's action, is the database whole and without it?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from core.store.bank import Bank
from core.store.records import Signatory
from tests.core.store.builders import page, specimen

DIES = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from core.store.bank import Bank
from tests.core.store.builders import specimen

bank = Bank.open(Path(sys.argv[1]))
moment = sys.argv[3]

def die(*_):
    os._exit(86)

def die_at(_connection, _cursor, statement, *_):
    if statement.startswith(moment):
        die()

if moment == "COMMIT":
    event.listen(bank._engine, "commit", die)
else:
    event.listen(bank._engine, "after_cursor_execute", die_at)
bank.enrol(int(sys.argv[2]), [specimen(seed) for seed in range(5)], finishes_draft=True)
"""


@pytest.mark.parametrize(
    "moment", ["INSERT INTO specimen", "INSERT INTO embedding", "DELETE FROM draft", "COMMIT"]
)
def test_of_an_enrolment_that_was_cut_off_nothing_is_kept(
    bank: Bank, signatory: Signatory, path: Path, moment: str
) -> None:
    (earlier,) = bank.enrol(signatory.id, [specimen(99)])
    bank.save_draft(signatory.id, [page(1), page(2)])
    bank.close()

    died = subprocess.run(
        [sys.executable, "-c", DIES, str(path), str(signatory.id), moment], check=False, timeout=60
    )
    assert died.returncode == 86

    with Bank.open(path) as again:
        assert again.specimens(signatory.id) == [earlier]
        assert list(again.embeddings(signatory.id, digest="model-a")) == [earlier.id]
        assert len(again.draft(signatory.id)) == 2
        with again._reading() as session:
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert len(again.enrol(signatory.id, [specimen(1)])) == 1
