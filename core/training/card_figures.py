"""What can be claimed of a model that learnt from every writer, so that nobody is left to test it on?

That five models by its recipe, each tested on the fifth of the writers that it never met, did so well.
"""

from __future__ import annotations

from pathlib import Path

from core.errors import BadData
from core.net.checkpoint import Figure, ModelCard, load_card, write_card
from core.training.config import recipe_of
from core.training.tables import read_results

FOLD = "fold"
NOTE = (
    "Learnt from every writer at hand. The figures are those of five models by the same recipe, each measured"
    " on the fifth of the writers that it never met."
)


def fill_card(path: Path, results: Path) -> ModelCard:
    """Put the figures of the five folds on the card of a model that held nobody back, and return the card.

    Raises BadData where the model held writers back, or where there is no result of folds by as many passes.
    """
    card = load_card(path)
    recipe = recipe_of(path, card.recipe)
    if recipe.split != "none":
        raise BadData(path.name, "held writers back: measure it on them")
    passes = recipe.passes
    folds = [one for one in read_results(results) if (one.get("split"), one.get("passes")) == (FOLD, passes)]
    if len(folds) != 1:
        raise BadData(str(results), f"has {len(folds)} results of folds by {passes} image passes, not one")
    figures = tuple(Figure.model_validate(row) for row in folds[0]["figures"])
    filled = card.model_copy(update={"figures": figures, "notes": NOTE})
    write_card(filled, path)
    return filled
