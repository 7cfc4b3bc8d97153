"""Do the filters find people by words, and their signatures by label or by what is odd?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.presenters.pairs_filters import ATTENTION, PairFilters, kept_filters
from app.presenters.pairs_holdings import Writer, read_holdings
from tests.app.pairs_bank import collect, open_pairs_bank

NOTHING: frozenset[int] = frozenset()


@pytest.fixture
def maria(tmp_path: Path) -> Iterator[Writer]:
    with open_pairs_bank(tmp_path) as bank:
        collect(bank, "accept", "reject")
        (writer,) = read_holdings(bank).writers
        yield writer


@pytest.mark.parametrize("text", ["maria", "OKAFOR trad", "10021", "4711-0082", ""])
def test_every_word_is_looked_for_in_names_and_numbers(maria: Writer, text: str) -> None:
    assert PairFilters(text).finds(maria, odd=NOTHING)
    assert not PairFilters(f"{text} quennby").finds(maria, odd=NOTHING)


def test_a_label_shows_only_its_own(maria: Writer) -> None:
    forged = PairFilters(show="forged")
    assert forged.finds(maria, odd=NOTHING)
    assert [forged.passes(example, odd=NOTHING) for example in maria.examples] == [True, False]
    assert not PairFilters(show="excluded").finds(maria, odd=NOTHING)


def test_attention_is_for_what_is_odd_specimens_included(maria: Writer) -> None:
    attention = PairFilters(show=ATTENTION)
    assert not attention.finds(maria, odd=NOTHING)
    assert attention.finds(maria, odd={maria.examples[0].id})
    assert attention.finds(maria, odd={-maria.specimens[0].id})


@pytest.mark.parametrize("kept", [None, 7, {"show": "nonsense"}, {"show": 3}, {"else": "x"}])
def test_what_was_kept_and_makes_no_sense_is_the_usual(kept: object) -> None:
    assert kept_filters(kept) == PairFilters()


def test_filters_come_back_as_they_were_kept() -> None:
    assert kept_filters({"text": "maria", "show": "forged"}) == PairFilters("maria", "forged")
