"""Does what a check found come back as it was, and is nonsense taken for nothing?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.learning.checks import Odd, OddKind
from core.learning.last_check import check_file, checked, keep_check, last_check
from core.store.bank import Bank
from tests.core.store.builders import START, imported, minutes_from

ODD = (
    Odd(OddKind.CONFLICT, 1, others=(2, -3), strength=0.75),
    Odd(OddKind.SUSPECT, 2, strength=0.96, expected="forged"),
    Odd(OddKind.UNFIT, -3),
)


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with Bank.open(tmp_path / "specimen.db", clock=minutes_from(START)) as bank:
        bank.keep_examples([imported(1), imported(2)], officer="R. Amara")
        yield bank


def test_what_was_found_comes_back(bank: Bank) -> None:
    found = checked(ODD, bank.examples())
    keep_check(bank, found)
    assert last_check(bank) == found
    assert set(found.seen) == {1, 2}


def test_the_next_check_takes_its_place(bank: Bank) -> None:
    keep_check(bank, checked(ODD, bank.examples()))
    keep_check(bank, checked((), ()))
    assert last_check(bank) == ((), {})


def test_before_the_first_check_nothing_is_known(bank: Bank) -> None:
    assert last_check(bank) is None


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"odd": [{"kind": "x"}], "seen": {}}', '{"odd": 3, "seen": {}}']
)
def test_nonsense_is_taken_for_nothing(bank: Bank, text: str) -> None:
    check_file(bank).write_text(text, encoding="utf-8")
    assert last_check(bank) is None
