"""How does a command open a bank, and which model serves there?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.options import DEFAULT_MODEL
from core.errors import BadData
from core.resources import resource

if TYPE_CHECKING:
    from core.learning.switch import InUse
    from core.store.bank import Bank

DatabaseOption = Annotated[
    Path, typer.Option("--database", envvar="SPECIMEN_DATABASE", help="The bank's records (.sqlite).")
]
OfficerOption = Annotated[str, typer.Option(help="Who does it, for the record.")]
ReasonOption = Annotated[str, typer.Option(help="Why, for the record.")]


def shipped() -> Path:
    """Return the model that came with the program."""
    return resource(*DEFAULT_MODEL)


@contextmanager
def opened(database: Path) -> Iterator[Bank]:
    """Open a bank that is there; raises BadData where none is, and does not make one by mistake."""
    from core.store.bank import Bank

    if not database.is_file():
        raise BadData(database.name, "there are no records of a bank here")
    with Bank.open(database) as bank:
        yield bank


def serving(bank: Bank) -> InUse:
    """Return the model in use at this bank."""
    from core.learning.switch import in_use

    return in_use(bank, shipped=shipped())


def known_digest(bank: Bank, start: str) -> str:
    """Return the one digest that begins like this; raises BadData where none or several do."""
    found = [record.digest for record in bank.models() if record.digest.startswith(start)]
    if len(found) != 1:
        raise BadData("model", f"{len(found)} models have a digest that begins with {start}")
    return found[0]
