"""Does a shell count what the bank keeps too long, and delete it only when it is not asked to count?"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.cli.main import OTHER
from core.errors import DeletedPicture
from core.store.bank import Bank
from tests.core.learning.builders import add_signatory
from tests.core.shell import Run
from tests.core.store.builders import verification

Settle = Callable[..., Path]
SETTLED = "[retention]\npictures_days = 90\nremoved_days = 30\n"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    now = datetime.now(UTC) - timedelta(days=91)
    with Bank.open(tmp_path / "specimen.sqlite", clock=lambda: now) as bank:
        signatory = add_signatory(bank, "Marisol Quennby")
        bank.record_decided(signatory.id, verification(), decision="accept", officer="R. Amara")
        return bank.path


def test_it_counts_first_and_then_deletes(run: Run, settle: Settle, database: Path) -> None:
    settle(SETTLED)
    nothing = {"examples": 0, "specimens": 0, "drafts": 0, "signatories": 0, "customers": 0}
    found = {**nothing, "presented": 1, "copies": 0, "trainings": 0}
    assert json.loads(run("retention", "--dry-run", "--database", database).out) == {
        "deleted": False,
        **found,
    }
    with Bank.open(database) as bank:
        assert bank.presented_page(1).name == "cheque.png"
    assert json.loads(run("retention", "--database", database).out) == {"deleted": True, **found}
    with Bank.open(database) as bank, pytest.raises(DeletedPicture):
        bank.presented_page(1)
    assert json.loads(run("retention", "--database", database).out)["presented"] == 0


def test_where_nothing_is_settled_it_says_so(run: Run, settle: Settle, database: Path) -> None:
    for text in ("", "[retention]\n"):
        settle(text)
        ended = run("retention", "--database", database)
        assert ended.code == OTHER
        assert "settles none, so everything is kept" in ended.err


def test_a_clerk_is_refused_at_the_shell_with_a_sentence(run: Run, settle: Settle, database: Path) -> None:
    settle('[roles]\nsupervisors = ["anna"]', login="carl")
    ended = run(
        "activate", "abc", "--database", database, "--officer", "C", "--reason", "to see", "--previous"
    )
    assert ended.code == OTHER
    assert ended.err.splitlines()[-1] == (
        "Activating a model is for supervisors; ask one of them, or your bank's IT (specimen.toml)"
    )
