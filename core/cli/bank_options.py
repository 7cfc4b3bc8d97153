"""How does a command open a bank, and which model serves there?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.address import Place, is_address, server_at
from core.cli.options import DEFAULT_MODEL
from core.errors import BadData
from core.folders import DATABASE, usual_data_folder, usual_settings
from core.managed import Managed, read_managed
from core.resources import resource

if TYPE_CHECKING:
    from core.learning.switch import InUse
    from core.store.bank import Bank


def _settled_database() -> str:
    """Return the records where IT settled them; elsewhere nobody's records are changed by guess."""
    settled = read_managed()
    if settled.server is not None:
        return str(settled.server)
    if not settled.data_folder:
        raise typer.BadParameter("name the bank's records", param_hint=_OPTION)
    return str(Path(settled.data_folder) / DATABASE)


_OPTION = "--database or SPECIMEN_DATABASE"
DatabaseOption = Annotated[
    str,
    typer.Option(
        "--database",
        envvar="SPECIMEN_DATABASE",
        default_factory=_settled_database,
        show_default=False,
        help="The bank's records (.sqlite, or postgresql://...), if not where IT settled them.",
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


def desk_database(*, settled: Managed) -> Place:
    """Return the records that the desk of this user opens."""
    return settled.server or desk_folder(settled=settled) / DATABASE


def desk_folder(*, settled: Managed) -> Path:
    """Return the folder in which the desk of this user keeps things."""
    folder = desk_choice("data_folder", settled=settled)
    return Path(folder) if folder else usual_data_folder()


def place_named(text: str, *, settled: Managed) -> Place:
    """Return a file by its path, or a server by its address, with what IT said of it where IT settled it."""
    if not is_address(text):
        return Path(text)
    try:
        named = server_at(text, folder=desk_folder(settled=settled))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=_OPTION) from error
    known = settled.server
    is_known = known is not None and known.address == named.address and not named.password
    return known if known is not None and is_known else named


@contextmanager
def opened(database: str) -> Iterator[Bank]:
    """Open a bank that is there; raises BadData where none is, and does not make one by mistake."""
    from core.store.bank import Bank
    from core.store.look import is_there

    place = place_named(database, settled=read_managed())
    if not is_there(place):
        raise BadData(place.name, "there are no records of a bank here")
    with Bank.open(place) as bank:
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
