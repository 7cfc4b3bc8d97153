"""How does a bank's database move from a file to a server, or back, from a shell?"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from core.cli.bank_options import DatabaseOption, opened, place_named
from core.cli.output import answer, say, show_progress
from core.errors import BadData
from core.managed import read_managed


def copy(
    database: DatabaseOption,
    to: Annotated[str, typer.Option(help="An empty database (postgresql://...), or the path of a new file.")],
) -> None:
    """Copy all records, and the bank's models, into an empty database; what is copied stays as it is."""
    from core.store.bank import Bank
    from core.store.moving import copy_records

    target = place_named(to, settled=read_managed())
    with opened(database) as bank, Bank.open(target) as made:
        rows = copy_records(bank, made, show_progress)
        say("")
        broken = made.check_chain(), made.check_activations()
    if broken != (None, None):
        raise BadData(target.name, "its chain of decisions is broken, as where it was copied from")
    answer(json.dumps({"rows": rows, "to": str(target)}))
