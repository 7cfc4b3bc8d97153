"""Does a bank move from a shell?"""

from __future__ import annotations

import json
from pathlib import Path

from core.store.bank import Bank
from tests.core.shell import Run


def test_a_bank_is_copied_into_a_new_file_and_not_twice(run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "specimen.sqlite", tmp_path / "there" / "specimen.sqlite"
    with Bank.open(source) as bank:
        bank.add_customer(number="1", name="Marisol Quennby")
    words = ("copy", "--database", str(source), "--to", str(target))
    done = run(*words)
    assert done.code == 0
    assert json.loads(done.out) == {"rows": 1, "to": str(target)}
    with Bank.open(target) as bank:
        assert [one.name for one in bank.search_customers("quennby")] == ["Marisol Quennby"]
    again = run(*words)
    assert again.code == 6
    assert "holds records already" in again.err


def test_there_must_be_a_bank_to_copy(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "new.sqlite"
    done = run("copy", "--database", str(tmp_path / "none.sqlite"), "--to", str(target))
    assert done.code == 6
    assert not target.exists()
