"""How does the way of a pen go from one kind of file to another, into a picture, and out of a bank?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.bank_options import DatabaseOption, opened
from core.cli.output import say
from core.errors import BadData
from core.pen.files import read_trajectory, write_trajectory

pen_app = typer.Typer(no_args_is_help=True, help="Take in, hand out and draw what a pen wrote on a pad.")

FileArgument = Annotated[
    Path, typer.Argument(help="A table (.csv), a recording of SVC2004, or a record of ISO/IEC 19794-7.")
]
OutArgument = Annotated[Path, typer.Argument(help="Where it goes: .csv, or .sdi of ISO/IEC 19794-7.")]


@pen_app.command()
def convert(file: FileArgument, out: OutArgument) -> None:
    """Write a trajectory as another kind of file."""
    trajectory = read_trajectory(file)
    write_trajectory(out, trajectory)
    told = "with pressure" if trajectory.has_pressure else "without pressure"
    say(f"{len(trajectory.points)} moments, {trajectory.seconds:.1f} s, {told}")


@pen_app.command()
def draw(
    file: FileArgument,
    out: Annotated[Path, typer.Argument(help="Where the picture goes (.png).")],
    dpi: Annotated[float, typer.Option(min=50, max=1200, help="Pixels an inch.")] = 300.0,
) -> None:
    """Draw a trajectory as a scan would show it."""
    from core.image.drawing import draw as drawn
    from core.image.read import encode_png

    if out.suffix.lower() != ".png":
        raise BadData(out.name, "does not end in .png")
    out.write_bytes(encode_png(drawn(read_trajectory(file), dpi=dpi)))


@pen_app.command()
def export(
    database: DatabaseOption,
    out: OutArgument,
    specimen: Annotated[int | None, typer.Option(min=1, help="Number of a specimen.")] = None,
    verification: Annotated[int | None, typer.Option(min=1, help="Number of a verification.")] = None,
) -> None:
    """Hand out how a specimen, or a presented signature, was written."""
    if (specimen is None) == (verification is None):
        raise typer.BadParameter("name one of the two", param_hint="--specimen or --verification")
    with opened(database) as bank:
        if specimen is not None:
            page = bank.specimen_page(specimen)
        else:
            page = bank.presented_page(verification or 0)
    if page.trajectory is None:
        raise BadData(page.name, "was not written on a pad: there is a picture of it and no trajectory")
    write_trajectory(out, page.trajectory)
