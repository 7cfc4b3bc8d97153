"""Does a card say all that a bank should know?"""

from __future__ import annotations

from app.presenters.model_card_words import card_facts, figure_rows
from core.net.checkpoint import Cut, Figure, ModelCard
from core.net.encoder import EncoderConfig

CARD = ModelCard(
    name="desk",
    created="2026-11-22",
    digest="ab" * 32,
    encoder=EncoderConfig(width=8),
    training_sets={"bank": "12 writers for training", "made-up": "40 writers"},
    thresholds=Cut(accept_llr=1.0, reject_llr=-1.25, accept_far=0.01, reject_frr=0.05),
    figures=(Figure(protocol="desk", set_name="cedar", measure="EER", value=0.03, specimens=5),),
)


def test_facts_name_origin_thresholds_and_the_whole_digest() -> None:
    facts = dict(card_facts(CARD))
    assert facts["Learnt from"] == "bank: 12 writers for training\nmade-up: 40 writers"
    assert "reject below −1.25, set for 5.0 % of genuine" in facts["Thresholds"]
    assert facts["Digest"].replace("\n", "") == CARD.digest


def test_what_is_not_on_the_card_is_said_or_left_out() -> None:
    facts = dict(card_facts(ModelCard(name="x", created="", encoder=EncoderConfig())))
    assert facts["Learnt from"] == "Not on the card"
    assert facts["Thresholds"] == "None"
    assert "Notes" not in facts


def test_every_figure_has_a_row() -> None:
    (row,) = figure_rows(CARD)
    assert row.cells() == ("cedar", "desk", "5", "EER", "3.0 %")
