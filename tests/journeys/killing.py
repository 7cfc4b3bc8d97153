"""What is left of a bank when a training, or a switch to another model, is killed at some moment?"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from app.core_command import core_command
from app.run import DATABASE
from core.learning.order import unfinished
from core.learning.places import model_file, runs_folder
from core.learning.switch import in_use
from core.net.checkpoint import load_card
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from tests.core.learning.builders import add_signatory, enrol, saved_model
from tests.core.store.builders import verification
from tests.journeys.learnt import order_training

STEPS = 4
DECISIONS, SPECIMENS = 5, 4
LONGEST_S = 90.0


class Site(NamedTuple):
    """A bank that learns: its records, its ordered training, and the model that it came with."""

    database: Path
    run: Path
    shipped: Path


class Kept(NamedTuple):
    """What must be there whatever happens."""

    examples: tuple[int, ...]
    decisions: int
    specimens: int


def lay_out(folder: Path) -> Site:
    """Make a bank with decisions, specimens and collected signatures, and order a training of a few steps."""
    folder.mkdir(parents=True, exist_ok=True)
    shipped = saved_model(folder)
    run = order_training(folder / "bank", shipped, steps=STEPS)
    with Bank.open(folder / "bank" / DATABASE) as bank:
        signatory = add_signatory(bank)
        enrol(bank, signatory, SPECIMENS)
        for seed in range(DECISIONS):
            made = bank.record_verification(signatory.id, verification(seed))
            bank.decide(made.id, decision="accept", officer="R. Amara")
    return Site(folder / "bank" / DATABASE, run, shipped)


def kept(site: Site) -> Kept:
    """Open the records as the next start would, and count what is in them."""
    with Bank.open(site.database) as bank:
        assert bank.check_chain(with_pages=True) is None
        assert bank.check_activations() is None
        decided = [row for row in bank.history() if row.decision is not None]
        examples = tuple(one.id for one in bank.examples())
        return Kept(examples, len(decided), len(bank.live_specimens()))


def serving(site: Site) -> str:
    """Load what serves and have it judge; returns its digest. A model listed is a model that can be used."""
    with Bank.open(site.database) as bank:
        now = in_use(bank, shipped=site.shipped)
        verifier = Verifier.load(now.file, device="cpu", calibration=now.calibration)
        [_embedding] = verifier.embed_frames([np.zeros((1, 192, 384), np.float32)])
        assert bank.active() is None or bank.count_lacking(digest=now.digest) == 0
        for record in bank.models():
            assert load_card(model_file(bank, record.digest)).digest == record.digest
    return verifier.digest


def has_ended(site: Site) -> bool:
    """Whether the training has nothing left to do."""
    with Bank.open(site.database) as bank:
        return unfinished(runs_folder(bank)) is None


def start(*words: object) -> subprocess.Popen[bytes]:
    """Start the program's own verbs, as the desk does."""
    command = core_command(*(str(word) for word in words))
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing)


def killed_after(seconds: float, *words: object) -> bool:
    """Start a verb and kill it after so long, with no chance to tidy up; tell whether it was still at it."""
    with start(*words) as child:
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            return True
    return False


def whole_time(*words: object) -> float:
    """Return how long a verb takes that is left alone, in seconds."""
    began = time.monotonic()
    with start(*words) as child:
        assert child.wait(LONGEST_S) == 0, sys.platform
    return time.monotonic() - began
