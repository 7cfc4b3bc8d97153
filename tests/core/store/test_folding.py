"""Do names and numbers fold so that they are found however they are typed?"""

from __future__ import annotations

import pytest

from core.store.folding import fold, fold_number, search_text, search_words


@pytest.mark.parametrize(
    "text, folded",
    [
        ("  Émile   Søren ", "emile soren"),
        ("O'Brien", "obrien"),
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
        ("ŁUKASZ Straße", "lukasz strasse"),
        ("İstanbul", "istanbul"),
        ("100% *[wild]_?", "100 wild"),
        ('"quoted" \x00 text', "quoted text"),
        ("李 小龙", "李 小龙"),
    ],
)
def test_accents_case_and_punctuation_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("typed", ["4711-0082", "4711 0082", "47110082", " 4711/0082 "])
def test_a_number_is_the_same_however_it_is_grouped(typed: str) -> None:
    assert fold_number(typed) == "47110082"


def test_a_typed_word_with_a_digit_stays_one_number() -> None:
    assert search_words("Okafor, 4711-00") == ["okafor", "471100"]


def test_a_name_is_searched_by_the_words_it_was_entered_with() -> None:
    assert search_text(names=("A-1 Garage",), numbers=("47-11",)) == " a1 garage 4711"
    assert search_words("a-1") == ["a1"]


def test_no_words_are_typed_in_blanks_and_punctuation() -> None:
    assert search_words("  - , ' ") == []
