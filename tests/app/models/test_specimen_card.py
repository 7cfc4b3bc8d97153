"""Is all of a specimen's card read out?"""

from __future__ import annotations

import pytest

from app.models.specimen_card import SpecimenCard

AGREES = SpecimenCard(1, "2 March 2026", "a.png · 200 dpi", "Agrees with the other one", "0.20")
FAINT = SpecimenCard(2, "3 March 2026", "b.png · 200 dpi", findings=("Too faint",), is_withdrawn=True)


@pytest.mark.parametrize(
    "card, sentence",
    [
        (AGREES, "Specimen of 2 March 2026, Agrees with the other one, mean distance 0.20, a.png · 200 dpi"),
        (FAINT, "Specimen of 3 March 2026, withdrawn, Too faint, b.png · 200 dpi"),
    ],
)
def test_a_card_is_read_out_whole(card: SpecimenCard, sentence: str) -> None:
    assert card.sentence == sentence
