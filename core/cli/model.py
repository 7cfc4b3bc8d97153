"""What does a model's card say?"""

from __future__ import annotations

from core.cli.options import ModelOption, model_path
from core.cli.output import answer


def show(model: ModelOption = None) -> None:
    """Print a model's card, its digest checked."""
    from core.net.checkpoint import load_model

    _twin, card = load_model(model_path(model))
    answer(card.model_dump_json(indent=2))
