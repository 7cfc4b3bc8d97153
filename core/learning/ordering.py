"""How is a retraining ordered, run in a process of its own, and its challenger taken in?"""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import torch

from core.learning.calibrating import measure_bank
from core.learning.checks import OddKind
from core.learning.material import collection_of
from core.learning.order import Order, read_order, unfinished, write_order
from core.learning.pairs import odd_ones
from core.learning.places import RUN_STAMP, model_file, runs_folder
from core.learning.plan import REHEARSAL, Plan
from core.learning.retrain import Outcome, Watch, retrain
from core.learning.switch import InUse, know_shipped, register
from core.learning.words import Start
from core.net.checkpoint import load_card
from core.progress import Report, silent
from core.roles import Deed, require
from core.scoring.policy import calibration_of
from core.store.bank import Bank

FINE_RATE, SCRATCH_RATE = 3e-4, 1.5e-3
REHEARSED_WRITERS = 120
SCRATCH_WRITERS, SCRATCH_MADE_UP_STEPS = 2000, 400
KEPT_RUNS = 3
"""Folders of earlier trainings that are kept; their challengers lie with the models."""


def place_order(
    bank: Bank, plan: Plan, *, serving: InUse, shipped: Path, name: str = "", report: Report = silent
) -> Path:
    """Lay out a retraining of what the bank holds now; returns its folder. Earlier runs beyond a few go.

    Raises ReservedDeed.
    """
    require(Deed.RETRAIN)
    know_shipped(bank, shipped=shipped)
    collection = collection_of(bank)
    card = load_card(serving.file)
    now = datetime.now(UTC)
    from_nothing = plan.start is Start.SCRATCH
    order = Order(
        name=name or name_after(card.name, now),
        created=f"{now:%Y-%m-%d}",
        champion_digest=card.digest,
        champion_file=model_file(bank, card.digest).name,
        calibration=serving.calibration or calibration_of(card),
        start=plan.start,
        loss=plan.loss,
        steps=plan.steps,
        learning_rate=SCRATCH_RATE if from_nothing else FINE_RATE,
        made_up_share=0.4 if from_nothing else REHEARSAL,
        made_up_writers=SCRATCH_WRITERS if from_nothing else REHEARSED_WRITERS,
        made_up_steps=SCRATCH_MADE_UP_STEPS if from_nothing else 0,
        odd_share=odd_share(bank, serving, report=report),
    )
    folder = runs_folder(bank) / f"{now:{RUN_STAMP}}"
    write_order(folder, order, collection)
    _sweep(runs_folder(bank))
    return folder


def name_after(champion: str, now: datetime) -> str:
    """Return what a retrained model is called: after the first of its line, and the day."""
    first = re.sub(r"(, retrained)? \d{4}-\d\d-\d\d$", "", champion)
    return f"{first}, retrained {now:%Y-%m-%d}"


def odd_share(bank: Bank, serving: InUse, *, report: Report = silent) -> float:
    """Return the share of the bank's labels that the signatures contradict, as the model in use sees it."""
    seen = measure_bank(bank, serving, report=report)
    suspected = [
        odd for odd in odd_ones(bank, seen.measured, seen.keys, seen.today) if odd.kind is OddKind.SUSPECT
    ]
    judged = sum(1 for key in seen.keys if key > 0)
    return len(suspected) / max(1, judged)


def carry_out(
    bank: Bank, folder: Path, *, device: str = "cpu", report: Report = silent, watch: Watch | None = None
) -> Outcome:
    """Carry an order out, or go on with it, and take the challenger in; Cancelled when told to stop.

    Raises ReservedDeed.
    """
    require(Deed.RETRAIN)
    order, collection = read_order(folder)
    outcome = retrain(
        order,
        collection,
        champion=model_file(bank, order.champion_digest),
        folder=folder,
        device=torch.device(device),
        report=report,
        watch=watch,
    )
    register(bank, folder, outcome)
    return outcome


def _sweep(runs: Path) -> None:
    """Remove the oldest finished or abandoned runs; one that can go on is never among them."""
    kept = unfinished(runs)
    folders = [run for run in sorted(runs.iterdir()) if run.is_dir() and run != kept]
    for run in folders[:-KEPT_RUNS]:
        shutil.rmtree(run, ignore_errors=True)
