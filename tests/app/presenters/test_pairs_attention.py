"""Does what a check found go away when it is settled, and stay when it is not?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.presenters.pairs_attention import Attention
from app.presenters.pairs_holdings import read_holdings
from core.learning.checks import Odd, OddKind
from core.learning.last_check import checked
from core.store.bank import Bank
from core.store.learning_records import Label, LabelSource
from tests.app.pairs_bank import collect, open_pairs_bank


class Case:
    """Two genuine and two forged examples of one person, and what was found among them."""

    def __init__(self, bank: Bank, *odd: Odd) -> None:
        self.bank = bank
        self.attention = Attention()
        self.attention.replace(checked(odd, bank.examples()))

    def say(self, label: Label, *ids: int) -> None:
        self.bank.relabel(ids, label=label, source=LabelSource.CLERK, officer="T. Holm", reason="seen")

    def standing(self) -> dict[int, tuple[int, ...]]:
        """The others of each oddity that stands, by key."""
        found = self.attention.standing(read_holdings(self.bank))
        return {key: odd[0].others for key, odd in found.items()}


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with open_pairs_bank(tmp_path) as bank:
        collect(bank, "accept", "accept", "reject", "reject")
        yield bank


def test_a_conflict_goes_when_the_other_label_is_changed(bank: Bank) -> None:
    case = Case(bank, Odd(OddKind.CONFLICT, 1, others=(3, 4)), Odd(OddKind.CONFLICT, 3, others=(1,)))
    assert case.standing() == {1: (3, 4), 3: (1,)}
    case.say(Label.GENUINE, 3)
    assert case.standing() == {1: (4,)}
    case.say(Label.EXCLUDED, 4)
    assert case.standing() == {}


def test_a_duplicate_goes_when_either_is_excluded(bank: Bank) -> None:
    case = Case(bank, Odd(OddKind.DUPLICATE, 2, others=(1,)))
    case.say(Label.UNKNOWN, 1)
    assert case.standing() == {2: (1,)}
    case.say(Label.EXCLUDED, 1)
    assert case.standing() == {}


def test_a_suspect_goes_with_another_label_or_when_it_is_settled(bank: Bank) -> None:
    case = Case(bank, *(Odd(OddKind.SUSPECT, key, expected="forged") for key in (1, 2)))
    case.say(Label.FORGED, 1)
    assert set(case.standing()) == {2}
    case.attention.settle([2])
    assert case.standing() == {}
    case.attention.unsettle([2])
    assert set(case.standing()) == {2}


def test_what_is_unfit_goes_when_it_is_excluded(bank: Bank) -> None:
    case = Case(bank, Odd(OddKind.UNFIT, 1))
    case.say(Label.UNKNOWN, 1)
    assert set(case.standing()) == {1}
    case.say(Label.EXCLUDED, 1)
    assert case.standing() == {}


def test_a_specimen_of_somebody_who_is_not_listed_still_counts(bank: Bank) -> None:
    case = Case(bank, Odd(OddKind.CONFLICT, 1, others=(-99, 98)))
    assert case.standing() == {1: (-99,)}


def test_another_check_forgets_what_was_settled(bank: Bank) -> None:
    odd = Odd(OddKind.UNFIT, 1)
    case = Case(bank, odd)
    case.attention.settle([1])
    case.attention.replace(checked([odd], bank.examples()))
    assert set(case.standing()) == {1}
