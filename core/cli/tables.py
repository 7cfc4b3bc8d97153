"""How do measured figures come into the README, and onto the card of the model that is shipped?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def figures(
    readme: Annotated[Path, typer.Option(help="The page between whose marks the tables go.")],
    results: Annotated[Path, typer.Option(help="Folder of result files.")],
    card_of: Annotated[
        Path | None,
        typer.Option(help="Put the figures of the folds on this model's card too."),
    ] = None,
) -> None:
    """Write the tables of measured figures into the README, from the result files."""
    from core.training.card_figures import fill_card
    from core.training.tables import fill_tables

    fill_tables(readme, results)
    if card_of is not None:
        fill_card(card_of, results)
