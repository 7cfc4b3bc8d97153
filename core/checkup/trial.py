"""Which model serves, is it whole, and does it tell two made-up signatures apart?"""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.address import Place
from core.checkup.findings import Entry, Section
from core.data.synthetic.render import render_mask
from core.data.synthetic.seeds import generator
from core.data.synthetic.strokes import Strokes
from core.data.synthetic.writer import make_writer
from core.errors import SpecimenError
from core.image.page import Page
from core.learning.delivery import is_delivered
from core.learning.switch import InUse, in_use
from core.net.checkpoint import load_card
from core.resources import pen_model
from core.scoring.verifier import Reference, Verifier
from core.store.bank import Bank
from core.store.look import looking

WRITER, SPECIMENS, SKILL = 6, 3, 0.3
DPI, PEN_MM, MARGIN_PX = 200.0, 0.4, 24
MODEL_REMEDY = "Install Specimen again, or return to the model that served before: this one cannot be used."
PEN_REMEDY = "Signatures of the pad are judged by their image alone: install Specimen again."
TRIAL_REMEDY = (
    "The model does not tell signatures apart on this computer: use another one, or another device."
)


class _Serving(NamedTuple):
    now: InUse
    origin: str


def model(database: Place | None, *, shipped: Path, device: str) -> list[Section]:
    """Tell which model serves and try it; without a database that can be asked, the one of the program."""
    try:
        serving = _serving(database, shipped=shipped)
        started = time.perf_counter()
        verifier = Verifier.load(
            serving.now.file, device=device, calibration=serving.now.calibration, pen=pen_model()
        )
        loaded = (time.perf_counter() - started) * 1000.0
    except (SpecimenError, OSError, ValueError) as error:
        said = str(error) if isinstance(error, SpecimenError) else type(error).__name__
        return [Section("model", (Entry("state", said, MODEL_REMEDY),))]
    number = serving.now.calibration_id
    told = (
        Entry("name", verifier.card.name),
        Entry("made", verifier.card.created),
        Entry("card version", verifier.card.version),
        Entry("digest", verifier.digest),
        Entry("digest checked", value=True),
        Entry("comes from", serving.origin),
        Entry("thresholds", "its card's" if number is None else f"the bank's, no. {number}"),
        Entry("loaded in, ms", round(loaded)),
        _pen(verifier),
    )
    return [Section("model", told), try_out(verifier)]


def _pen(verifier: Verifier) -> Entry:
    """Tell by which model the signatures of a pad are judged beside their image."""
    if verifier.pen is not None:
        return Entry("pen's digest", verifier.pen.digest)
    return Entry("pen's digest", str(verifier.pen_refusal), PEN_REMEDY)


def try_out(verifier: Verifier) -> Section:
    """Verify a genuine signature and a forgery, both made up, against three specimens."""
    started = time.perf_counter()
    try:
        genuine, forged = _llrs(verifier)
    except SpecimenError as error:
        return Section("self-test", (Entry("told apart", str(error), TRIAL_REMEDY),))
    took = (time.perf_counter() - started) * 1000.0
    is_right = genuine > forged
    return Section(
        "self-test",
        (
            Entry("device", verifier.device_name),
            Entry("LLR of a genuine signature", round(genuine, 2)),
            Entry("LLR of a forgery", round(forged, 2)),
            Entry("told apart", is_right, "" if is_right else TRIAL_REMEDY),
            Entry("took, ms", round(took)),
        ),
    )


def _llrs(verifier: Verifier) -> tuple[float, float]:
    writer = make_writer(WRITER)
    drawn = [*(writer.genuine(k) for k in range(SPECIMENS + 1)), writer.forged(0, skill=SKILL)]
    scans = verifier.examine_many([_page(strokes, k) for k, strokes in enumerate(drawn)])
    references = [
        Reference(number, scan.embedding, scan.shape)
        for number, scan in enumerate(scans[:SPECIMENS])
        if scan.embedding is not None and scan.shape is not None
    ]
    genuine, forged = (verifier.compare(scan, references).llr for scan in scans[SPECIMENS:])
    return genuine, forged


def _serving(database: Place | None, *, shipped: Path) -> _Serving:
    if database is None:
        return _Serving(InUse(load_card(shipped).digest, shipped, None, None), "the program")
    with looking(database) as bank:
        now = in_use(bank, shipped=shipped)
        return _Serving(now, _origin(bank, now.digest, shipped=shipped))


def _origin(bank: Bank, digest: str, *, shipped: Path) -> str:
    if digest == load_card(shipped).digest:
        return "the program"
    if is_delivered(bank, digest):
        return "the supplier"
    return "this bank" if bank.model(digest).report is not None else "elsewhere"


def _page(strokes: Strokes, number: int) -> Page:
    mask = render_mask(strokes, rng=generator(number, "pen"), pen_mm=PEN_MM, dpi=DPI)
    return Page(np.where(np.pad(mask, MARGIN_PX), 40, 245).astype(np.uint8), dpi=DPI)
