"""What do the benchmarks of the desk work with? A model, made-up scans, a bank with specimens."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from app.run import DATABASE
from core.address import Place
from core.data.synthetic.scan import render
from core.data.synthetic.writer import make_writer
from core.desk import Desk
from core.image.page import Page
from core.net.encoder import EncoderConfig
from core.resources import resource
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from tests.app.untrained import write_untrained_model
from tests.benchmarks.harness import Timing

DPI = 200.0
SEED = 3


def model_in(folder: Path) -> Path:
    """Return the shipped model, or, in a checkout without one, an untrained model of the same size."""
    shipped = resource("models", "default.safetensors")
    return shipped if shipped.exists() else untrained_in(folder)


def untrained_in(folder: Path) -> Path:
    """Write a model of full size that was never trained."""
    path = folder / "untrained.safetensors"
    write_untrained_model(path, config=EncoderConfig())
    return path


def scans(count: int, *, first: int = 0) -> list[Page]:
    """Return made-up signatures of one writer, as scanned at 200 dpi with all sorts of pens and paper."""
    writer, rng = make_writer(SEED), np.random.default_rng(SEED + first)
    return [
        render(writer.genuine(number), rng=rng, dpi=DPI, name=f"signature {number + 1}")
        for number in range(first, first + count)
    ]


@contextmanager
def open_desk(place: Place | None = None) -> Iterator[Desk]:
    """Open a desk with a warm model on an empty bank: this one, or a file that is gone afterwards."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        verifier = Verifier.load(model_in(folder), device="cpu")
        verifier.warm_up()
        with Bank.open(place or folder / DATABASE) as bank:
            yield Desk(bank, verifier)


def signatory_with(desk: Desk, specimens: int) -> int:
    """Enrol a new signatory's specimens; returns the signatory's id."""
    customer = desk.bank.add_customer(number=f"{specimens:05d}", name="Made up")
    signatory = desk.bank.add_signatory(customer.id, name=f"Signs {specimens} times")
    desk.enrol(signatory.id, desk.examine_many(scans(specimens)))
    return signatory.id


def own_folders(folder: Path) -> dict[str, str]:
    """Return the environment that keeps a desk off the folders of whoever measures."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME")
    windows = ("WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_APPDATA")
    return {name: str(folder / "home") for name in (*names, *windows)}


def in_turn(
    works: Mapping[str, Callable[[int], object]], *, runs: int, warm_up: int = 5
) -> dict[str, Timing]:
    """Time several pieces of work, one after the other in every round, so that all meet the same machine.

    Each is called with the number of the round.
    """
    taken: dict[str, list[float]] = {name: [] for name in works}
    gc.collect()
    gc.disable()
    try:
        for number in range(-warm_up, runs):
            for name, work in works.items():
                start = time.perf_counter()
                work(number)
                if number >= 0:
                    taken[name].append((time.perf_counter() - start) * 1000.0)
    finally:
        gc.enable()
    return {name: Timing.of(times) for name, times in taken.items()}
