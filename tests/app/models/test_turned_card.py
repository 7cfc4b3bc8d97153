"""Is it plain which model was nearer to the truth on a signature?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.models.turned_card import TurnedCard

CARD = TurnedCard(5, True, "refer", "accept", -0.4, 2.3)


@pytest.mark.parametrize(
    "is_genuine, champion, challenger, is_better",
    [
        (True, "refer", "accept", True),
        (True, "accept", "refer", False),
        (True, "refer", "reject", False),
        (False, "accept", "reject", True),
        (False, "reject", "refer", False),
    ],
)
def test_nearer_to_the_label_is_better(
    is_genuine: bool,
    champion: str,
    challenger: str,
    is_better: bool,
) -> None:
    card = replace(CARD, is_genuine=is_genuine, champion=champion, challenger=challenger)
    assert card.is_better is is_better


def test_card_is_one_sentence_for_a_screen_reader() -> None:
    assert CARD.sentence == (
        "Labelled genuine, champion: Refer, LLR −0.4, challenger: Accept, LLR +2.3, nearer to its label"
    )
