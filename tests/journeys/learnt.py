"""Which bank has a training waiting? One with the signatures of a few made-up people, so that it is quick."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.run import DATABASE
from core.learning.material import collection_of
from core.learning.order import Order, write_order
from core.learning.places import runs_folder
from core.learning.switch import know_shipped
from core.net.checkpoint import load_card
from core.scoring.policy import calibration_of
from core.store.bank import Bank
from core.store.learning_records import Label, NewExample
from tests.core.learning.builders import made_up
from tests.core.store.builders import page

PEOPLE = 24


def order_training(folder: Path, model: Path, *, steps: int) -> Path:
    """Make a bank in a folder and order a training of a few steps there; returns the run's folder."""
    folder.mkdir(parents=True)
    card = load_card(model)
    with Bank.open(folder / DATABASE) as bank:
        bank.keep_examples(_signatures(), officer="R. Amara")
        order = Order(
            name="ours",
            created="2026-03-02",
            champion_digest=card.digest,
            champion_file=know_shipped(bank, shipped=model).file,
            calibration=calibration_of(card),
            steps=steps,
            checks=1,
            learning_rate=1e-3,
            made_up_writers=16,
        )
        run = runs_folder(bank) / "20260302T090000000000Z"
        write_order(run, order, collection_of(bank))
    return run


def _signatures() -> list[NewExample]:
    frames = made_up(PEOPLE, genuine=3, forged=2)
    return [
        NewExample(
            (),
            frames.shape_of(row),
            frames.frames([row])[0].astype(np.float32),
            page=page(row),
            writer=frames.writers[frames.signatory[row]].replace("/", "-"),
            batch="archive",
            label=Label.GENUINE if frames.is_genuine[row] else Label.FORGED,
        )
        for row in range(len(frames.packed))
    ]
