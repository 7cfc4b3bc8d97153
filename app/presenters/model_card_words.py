"""What is on a model's card, in words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.models.figures_model import FigureRow
from app.presenters.customer_words import counted
from app.presenters.models_words import figure_text, percent

if TYPE_CHECKING:
    from core.net.checkpoint import ModelCard


def card_facts(card: ModelCard) -> list[tuple[str, str]]:
    """What a bank should know of a model beside its figures: name and value, in the order shown."""
    learnt = "\n".join(f"{name}: {used}" for name, used in card.training_sets.items())
    encoder = card.encoder
    facts = [
        ("Made", card.created),
        ("Learnt from", learnt or "Not on the card"),
        ("Thresholds", _thresholds(card)),
        ("Network", f"width {encoder.width}, {counted(encoder.blocks, 'block')}, vector of {encoder.vector}"),
        ("Seed", str(card.seed)),
        ("Prepared as", f"version {card.preprocessing}, {card.frame_width} × {card.frame_height} pixels"),
        ("Digest", f"{card.digest[:32]}\n{card.digest[32:]}".strip()),
        ("Notes", card.notes),
    ]
    return [(name, value) for name, value in facts if value]


def figure_rows(card: ModelCard) -> list[FigureRow]:
    """The figures on a card, in its order."""
    return [
        FigureRow(
            set_name=figure.set_name,
            protocol=figure.protocol,
            specimens="" if figure.specimens is None else str(figure.specimens),
            measure=figure.measure,
            figure=figure_text(figure),
        )
        for figure in card.figures
    ]


def _thresholds(card: ModelCard) -> str:
    cut = card.thresholds
    if cut is None:
        return "None"
    low = f"{cut.reject_llr:+.2f}".replace("-", "\N{MINUS SIGN}")
    high = f"{cut.accept_llr:+.2f}".replace("-", "\N{MINUS SIGN}")
    return (
        f"Accept from LLR {high}, set for {percent(cut.accept_far)} of forgeries accepted; "
        f"reject below {low}, set for {percent(cut.reject_frr)} of genuine signatures rejected"
    )
