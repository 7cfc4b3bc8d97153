"""How does a command open a bank, and which model serves there?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.options import DEFAULT_MODEL
from core.errors import BadData
from core.folders import DATABASE, usual_data_folder, usual_settings
from core.managed import Managed, read_managed
from core.resources import resource

if TYPE_CHECKING:
    from core.learning.switch import InUse
    from core.store.bank import Bank


def _settled_database() -> Path:
    """Return the records in the folder that IT settled; elsewhere nobody's records are changed by guess."""
    settled = read_managed().data_folder
    if not settled:
        raise typer.BadParameter("name the bank's records", param_hint="--database or SPECIMEN_DATABASE")
    return Path(settled) / DATABASE


DatabaseOption = Annotated[
    Path,
    typer.Option(
        "--database",
        envvar="SPECIMEN_DATABASE",
        default_factory=_settled_database,
        show_default=False,
        help="The bank's records (.sqlite), if not in the folder that IT settled.",
    ),
]
OfficerOption = Annotated[str, typer.Option(help="Who does it, for the record.")]
ReasonOption = Annotated[str, typer.Option(help="Why, for the record.")]


def shipped() -> Path:
    """Return the model that came with the program."""
    return resource(*DEFAULT_MODEL)


def desk_choice(key: str, *, settled: Managed) -> str:
    """Return what the desk of this user goes by: IT's word, else what the user chose; empty for neither."""
    if key in settled.values:
        return str(settled.values[key])
    try:
        chosen = json.loads(usual_settings().read_text("utf-8"))["chosen"][key]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return chosen if isinstance(chosen, str) else ""


def desk_database(*, settled: Managed) -> Path:
    """Return the records that the desk of this user opens."""
    folder = desk_choice("data_folder", settled=settled)
    return (Path(folder) if folder else usual_data_folder()) / DATABASE


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
