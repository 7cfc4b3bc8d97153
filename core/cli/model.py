"""What does a model's card say, and who vouches for the model?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from core.cli.bank_options import DatabaseOption, opened, shipped
from core.cli.options import ModelOption, model_path
from core.cli.output import answer, say, show_progress
from core.managed import key_bytes, read_managed


def _public_key(key: str) -> str:
    """Refuse what is no key before any work is done; without one, IT's counts."""
    if not key:
        settled = read_managed().model
        if settled is None:
            raise typer.BadParameter("IT settled no key on this computer, so one must be named")
        return settled.key
    try:
        key_bytes(key)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return key


FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A model file (.safetensors).")]


def show(model: ModelOption = None) -> None:
    """Print a model's card, its digest checked."""
    from core.net.checkpoint import load_model

    _twin, card = load_model(model_path(model))
    answer(card.model_dump_json(indent=2))


def keys(out: Annotated[Path, typer.Argument(metavar="OUT", help="Where the private key goes.")]) -> None:
    """Make a pair of keys: the private one goes to a file, the public one is printed."""
    from core.net.seal import make_keys

    public = make_keys(out)
    say(f"{out.name} lets its holder vouch for models: keep it off the desks. What is printed goes to them.")
    answer(public)


def sign(
    file: FileArgument,
    key: Annotated[Path, typer.Option(help="The private key that `model keys` wrote.")],
) -> None:
    """Vouch for a model: write its signature beside it."""
    from core.net.seal import seal

    answer(str(seal(file, private=key)))


def deliver(
    file: FileArgument,
    database: DatabaseOption,
    key: Annotated[
        str,
        typer.Option(help="The public key to trust, if not the one that IT settled.", callback=_public_key),
    ] = "",
) -> None:
    """Take a signed model among the bank's, compared where there are pairs; it serves when activated."""
    from core.learning.challenge import challenge
    from core.learning.delivery import deliver as take

    with opened(database) as bank:
        record = take(bank, file, key=key)
        outcome = challenge(bank, record.digest, shipped=shipped(), report=show_progress)
    if outcome:
        say("")
    finding = outcome.finding.sentence if outcome else None
    answer(json.dumps({"digest": record.digest, "name": record.name, "finding": finding}))
