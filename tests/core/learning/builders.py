"""What do the tests of learning build on? A small bank, made-up signatures, and an untrained model."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np

from core.data.frames import FrameSet
from core.data.made_up import made_up_frames
from core.learning.material import Collection, Piece, collected
from core.net.checkpoint import Calibration, save_model
from core.net.embedding import Embedding
from core.scoring.evidence import NAMES
from core.store.bank import Bank
from core.store.learning_records import Label, NewExample
from core.store.records import NewSpecimen, Signatory
from tests.core.store.builders import page
from tests.core.training.builders import card, tiny_twin

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def fusions() -> tuple[Calibration, ...]:
    """Lean on distance and local likeness, for every usual number of specimens."""
    weights = tuple({"distance, mean": -4.0, "local, mean": 0.3}.get(name, 0.0) for name in NAMES)
    return tuple(Calibration(specimens=n, offset=1.0, weights=weights, bound=2.0) for n in (1, 2, 3, 5, 10))


def saved_model(folder: Path, *, name: str = "small", seed: int = 0) -> Path:
    """Save an untrained model that may be used."""
    path = folder / f"{name}.safetensors"
    save_model(tiny_twin(seed), card(calibrations=fusions()).model_copy(update={"name": name}), path)
    return path


@cache
def made_up(count: int, *, genuine: int = 4, forged: int = 3) -> FrameSet:
    """Make up so many writers, the same for every test."""
    return made_up_frames(range(400_000, 400_000 + count), genuine=genuine, forged=forged)


def pieces(count: int, *, genuine: int = 4, forged: int = 3) -> list[Piece]:
    """Return the signatures of so many made-up writers, as pieces numbered from 1."""
    frames = made_up(count, genuine=genuine, forged=forged)
    return [
        Piece(
            row + 1,
            frames.writers[frames.signatory[row]].replace("/", "-"),
            bool(frames.is_genuine[row]),
            frames.packed[row],
            frames.shape_of(row),
        )
        for row in range(len(frames.packed))
    ]


def collection(count: int, *, genuine: int = 4, forged: int = 3) -> Collection:
    """Collect the signatures of so many made-up writers."""
    return collected(pieces(count, genuine=genuine, forged=forged))


def open_bank(folder: Path) -> Bank:
    """Open a bank in a folder of its own; its clock stands still."""
    folder.mkdir(parents=True, exist_ok=True)
    return Bank.open(folder / "specimen.sqlite", clock=lambda: NOON)


def add_signatory(bank: Bank, name: str = "Ada Nwosu", *, number: str = "20417") -> Signatory:
    """Add a customer with one signatory."""
    customer = bank.add_customer(number=number, name=name, accounts=(), note="")
    return bank.add_signatory(customer.id, name=name, role="")


def enrol(bank: Bank, signatory: Signatory, count: int, *, digest: str = "before") -> list[int]:
    """Enrol so many specimens, made-up ink and another model's embeddings."""
    frames = made_up(4)
    scans = []
    for number in range(count):
        frame = frames.frames([number])[0].astype(np.float32)
        shape = frames.shape_of(number)
        embedding = Embedding(
            np.ones(4, np.float32), np.ones((1, 1, 1), np.float16), np.ones((1, 1), np.float16)
        )
        scans.append(NewSpecimen(page(number), (), shape, frame, embedding, digest))
    return [record.id for record in bank.enrol(signatory.id, scans)]


def imported(
    row: int, *, label: Label = Label.GENUINE, writer: str = "w-7", batch: str = "archive"
) -> NewExample:
    """Return a signature of an import: a row of the made-up frames."""
    frames = made_up(8)
    return NewExample(
        (),
        frames.shape_of(row),
        frames.frames([row])[0].astype(np.float32),
        page=page(row),
        writer=writer,
        batch=batch,
        label=label,
    )
