"""How do measured figures come into the README?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def figures(
    readme: Annotated[Path, typer.Option(help="The page between whose marks the tables go.")],
    results: Annotated[Path, typer.Option(help="Folder of result files.")],
) -> None:
    """Write the tables of measured figures into the README, from the result files."""
    from core.training.tables import fill_tables

    fill_tables(readme, results)
