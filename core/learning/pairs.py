"""How do collected signatures come in, go out, and get looked over for what is odd?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.errors import UnreadableScan
from core.image.read import read_page
from core.learning.checks import Collected, Odd, find_odd
from core.learning.exchange import Incoming, Outgoing, read_folder, read_table, write_folder
from core.learning.suspicion import suspects
from core.progress import Report, Tick, silent
from core.roles import Deed, require
from core.scoring.calibrate import bounded, calibration_for, raw_score
from core.scoring.policy import BankCalibration
from core.scoring.verifier import framed
from core.spread import spread
from core.store.bank import Bank
from core.store.learning_records import Label, NewExample
from core.training.trials import Signatory, one_trial

AT_ONCE = 32
SPECIMENS_ASKED = 5
"""With more specimens than this a label is judged against so many of them."""


class Imported(NamedTuple):
    """What came of an import: how many were kept, and which files could not be read."""

    kept: int
    unreadable: tuple[str, ...]


def import_from(bank: Bank, path: Path, *, batch: str, officer: str, report: Report = silent) -> Imported:
    """Take in a folder `<writer>/{genuine,forged}`, or a table; a file that cannot be read is named.

    Kept some at a time: stopped, what was taken in stays, under the batch's name. Raises BadData,
    RefusedRecord, ReservedDeed.
    """
    require(Deed.EXCHANGE)
    incoming = read_folder(path) if path.is_dir() else read_table(path)
    unreadable: list[str] = []
    kept = 0
    for start in range(0, len(incoming), AT_ONCE):
        report(Tick(start, len(incoming), "importing"))
        some = spread(partial(_taken, batch=batch), incoming[start : start + AT_ONCE])
        unreadable += [new for new in some if isinstance(new, str)]
        fresh = [new for new in some if not isinstance(new, str)]
        kept += len(bank.keep_examples(fresh, officer=officer))
    report(Tick(len(incoming), len(incoming), "importing"))
    return Imported(kept, tuple(unreadable))


def export_to(bank: Bank, path: Path, *, report: Report = silent) -> int:
    """Write every labelled signature and every specimen as a folder with its table; returns how many.

    Raises BadData where the folder is not empty, and ReservedDeed.
    """
    require(Deed.EXCHANGE)
    specimens, examples = bank.live_specimens(), bank.examples()
    labelled = [one for one in examples if one.label in (Label.GENUINE, Label.FORGED)]
    total = len(specimens) + len(labelled)

    def items() -> Iterator[Outgoing]:
        for number, record in enumerate(specimens):
            report(Tick(number, total, "exporting"))
            writer = f"signatory-{record.signatory_id}"
            yield Outgoing(writer, "genuine", bank.specimen_page(record.id), source="specimen")
        for number, example in enumerate(labelled, start=len(specimens)):
            report(Tick(number, total, "exporting"))
            page = bank.example_page(example.id)
            yield Outgoing(
                example.owner, example.label.value, page, reason=example.reason, source=example.source.value
            )

    return write_folder(path, items())


def odd_ones(
    bank: Bank,
    measured: Sequence[Signatory],
    keys: Sequence[int],
    calibration: BankCalibration,
    *,
    report: Report = silent,
) -> list[Odd]:
    """Find conflicts, duplicates, unfit scans, and labels that the signatures contradict.

    `measured` is what a model made of the bank's collection, `keys` which piece each of its rows is. Keys are
    examples' ids, and specimens' with a minus before them.
    """
    examples, specimens = bank.examples(), bank.live_specimens()
    frames = bank.example_frames([one.id for one in examples])
    own = bank.specimen_frames([one.id for one in specimens])
    collected = [
        Collected(-one.id, f"signatory-{one.signatory_id}", "genuine", True, own.get(one.id))
        for one in specimens
    ]
    collected += [
        Collected(one.id, one.owner, one.label.value, False, frames.get(one.id)) for one in examples
    ]
    found = find_odd(collected, report=report)
    labels = {one.id: one.label.value for one in examples if one.label in (Label.GENUINE, Label.FORGED)}
    llrs = {key: llr for key, llr in label_llrs(measured, keys, calibration).items() if key in labels}
    return [*found, *suspects(llrs, labels={key: labels[key] for key in llrs})]


def label_llrs(
    measured: Sequence[Signatory], keys: Sequence[int], calibration: BankCalibration
) -> dict[int, float]:
    """Return each piece's LLR against the others that are labelled genuine under the same name, at most five
    drawn; specimens first, whose label nobody doubts.
    """
    llrs: dict[int, float] = {}
    for signatory in measured:
        pieces = np.array([keys[row] for row in signatory.rows])
        order = np.argsort(pieces[: signatory.genuine] > 0, kind="stable")  # specimens have a minus
        for column in range(signatory.genuine + signatory.forged):
            others = [int(number) for number in order if number != column][:SPECIMENS_ASKED]
            if not others:
                continue
            trials = one_trial(signatory, np.array(others))
            chosen = calibration_for(calibration.calibrations, len(others))
            here = trials.presented == signatory.rows[column]
            llr = bounded(raw_score(trials.evidence[here], chosen), chosen)
            llrs[int(pieces[column])] = float(llr[0])
    return llrs


def _taken(one: Incoming, *, batch: str) -> NewExample | str:
    try:
        scan = framed(read_page(one.path))
    except UnreadableScan as error:
        return error.name
    return NewExample(
        scan.findings,
        scan.shape,
        scan.frame,
        page=scan.page,
        source_name=one.path.name,
        writer=one.writer,
        batch=batch,
        label=Label(one.label),
        reason=one.reason,
    )
