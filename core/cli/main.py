"""How is a signature verified, and a model trained and measured, from a shell?

Exit codes: 0 done (for `verify`: the advice is to accept), 10 the advice is to refer, 11 the advice is to
reject, 1 `doctor` found something wrong, 2 wrong usage, 4 a scan cannot be read or is unfit to judge, 5 the
model cannot be used, 6 anything else that was expected to be able to fail, 12 stopped when asked to. Progress
goes to standard error, results to standard output.
"""

from __future__ import annotations

import sys

import typer

from core.cli.copy import copy
from core.cli.doctor import doctor
from core.cli.learning import activate, calibrate, compare, retrain
from core.cli.measure import errors, evaluate, folds
from core.cli.model import deliver, keys, show, sign
from core.cli.output import say
from core.cli.pairs import check_pairs, export_pairs, import_pairs
from core.cli.pen import pen_app
from core.cli.pen_train import train as train_pen
from core.cli.recipe import recipe_app
from core.cli.retention import retention
from core.cli.rival import rival
from core.cli.tables import figures
from core.cli.train import train
from core.cli.verify import verify
from core.errors import BlankScan, SpecimenError, UnfitScan, UnreadableScan, UntrustedModel, UnusableModel
from core.progress import Cancelled

SCAN, MODEL, OTHER, STOPPED = 4, 5, 6, 12

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)
for command in (verify, train, evaluate, errors, folds, rival, figures, doctor):
    app.command()(command)
for bank_command in (retrain, compare, activate, calibrate, retention, copy):
    app.command()(bank_command)

model_app = typer.Typer(no_args_is_help=True, help="Look at a model's card; vouch for a model; take one in.")
for model_command in (show, keys, sign, deliver):
    model_app.command()(model_command)
app.add_typer(model_app, name="model")

pairs_app = typer.Typer(no_args_is_help=True, help="Take in, hand out and check collected signatures.")
pairs_app.command("import")(import_pairs)
pairs_app.command("export")(export_pairs)
pairs_app.command("check")(check_pairs)
app.add_typer(pairs_app, name="pairs")
app.add_typer(recipe_app, name="recipe")
pen_app.command("train")(train_pen)
app.add_typer(pen_app, name="pen")


def main() -> None:
    """Run the command line and leave with the exit code of its outcome."""
    try:
        app()
    except Cancelled:
        sys.exit(STOPPED)
    except SpecimenError as error:
        say(str(error))
        sys.exit(_code(error))
    except OSError as error:
        say(f"{error.filename or 'file'}: {error.strerror or error}")
        sys.exit(OTHER)


def _code(error: SpecimenError) -> int:
    if isinstance(error, UnreadableScan | UnfitScan | BlankScan):
        return SCAN
    return MODEL if isinstance(error, UnusableModel | UntrustedModel) else OTHER
