"""Does the pairs page say in plain words what is odd, and what becomes of it?"""

from __future__ import annotations

import pytest

from app.presenters.pairs_holdings import Writer
from app.presenters.pairs_words import (
    ask_text,
    done_text,
    imported_text,
    odd_text,
    odd_word,
    unreadable_text,
    writer_card,
)
from core.learning.checks import Odd, OddKind
from core.learning.pairs import Imported
from core.store.learning_records import Label


def test_a_person_stands_in_the_list_with_what_is_odd_first() -> None:
    card = writer_card(Writer("import-a/Edda", "Edda", "import a", ""), odd=2)
    assert (card.key, card.name) == ("import-a/Edda", "Edda · import a")
    assert card.line == "2 to look at · 0 specimens"
    assert card.sentence == "Edda, import a, 2 to look at · 0 specimens"


@pytest.mark.parametrize(
    "kind, word",
    [
        (OddKind.CONFLICT, "Contradicted"),
        (OddKind.DUPLICATE, "Near-duplicate"),
        (OddKind.UNFIT, "Unfit"),
        (OddKind.SUSPECT, "Looks forged"),
    ],
)
def test_every_oddity_has_a_word_and_a_remedy(kind: OddKind, word: str) -> None:
    odd = Odd(kind, 1, others=(2,), strength=0.9, expected="forged")
    assert odd_word(odd) == word
    text = odd_text(odd, others=["the specimen of 2 March 2026"], example=None)
    assert any(remedy in text for remedy in ("xclude", "relabel"))
    assert ("the specimen of 2 March 2026" in text) is (kind in (OddKind.CONFLICT, OddKind.DUPLICATE))


def test_a_suspect_is_told_with_how_sure_it_is() -> None:
    odd = Odd(OddKind.SUSPECT, 1, strength=0.963, expected="forged")
    assert "(96.3 % sure)" in odd_text(odd, others=(), example=None)


@pytest.mark.parametrize(
    "label, asked, done",
    [
        (Label.FORGED, "Label 2 signatures forged", "2 signatures are now labelled forged."),
        (Label.EXCLUDED, "Exclude 2 signatures", "2 signatures are now excluded from learning."),
    ],
)
def test_what_is_asked_is_what_is_said_after(label: Label, asked: str, done: str) -> None:
    assert ask_text(label, count=2) == asked
    assert done_text(label, count=2, is_confirmed=False) == done


def test_confirming_names_no_label() -> None:
    assert ask_text(None, count=1) == "Confirm 1 signature"
    assert done_text(Label.FORGED, count=1, is_confirmed=True) == "1 signature confirmed."


def test_many_unreadable_files_are_not_all_named() -> None:
    names = [f"{number}.png" for number in range(20)]
    text = unreadable_text(names)
    assert "11.png, and 8 more." in text
    assert "12.png" not in text
    assert imported_text(Imported(3, tuple(names)), batch="scans").endswith("20 files could not be read.")
