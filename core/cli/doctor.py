"""Is this computer fit for the desk? What a support ticket needs, in plain lines or as JSON."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from core.cli.bank_options import desk_choice, desk_database, place_named
from core.cli.options import DEVICES, ModelOption, model_path
from core.cli.output import answer
from core.errors import UnusableManagedFile
from core.managed import Managed, read_managed

WRONG = 1


def doctor(
    database: Annotated[
        str | None,
        typer.Option(
            envvar="SPECIMEN_DATABASE", help="The bank's records, if not those of this user's desk."
        ),
    ] = None,
    model: ModelOption = None,
    device: Annotated[str, typer.Option(help=f"{', '.join(DEVICES)}; if not the desk's own.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,  # noqa: FBT002
) -> None:
    """Look over this computer, the records and the model for a support ticket; nothing is changed."""
    from core.checkup.examine import examine
    from core.checkup.findings import as_data, as_text

    settled = _settled()
    device = device or desk_choice("device", settled=settled) or DEVICES[0]
    if device not in DEVICES:
        raise typer.BadParameter(f"{device} is none of {', '.join(DEVICES)}", param_hint="--device")
    place = place_named(database, settled=settled) if database else desk_database(settled=settled)
    found = examine(place, shipped=model_path(model), device=device)
    answer(json.dumps(as_data(found), indent=1) if as_json else as_text(found))
    if found.wrong:
        raise typer.Exit(WRONG)


def _settled() -> Managed:
    """Return what IT settled; where that cannot be read, the report says so and goes on."""
    try:
        return read_managed()
    except UnusableManagedFile:
        return Managed()
