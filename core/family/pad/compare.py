"""How alike do the pen's network and a model of images find the signatures of each writer?

Specimens are the first half of a writer's genuine signatures, what is presented the second half, forgeries,
and genuine signatures of others: whoever signs at the desk does so on another day than at the enrolment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.family.collection import Collection, Rows
from core.family.embedded import Embedded
from core.family.pad.learn import Fold
from core.image.drawing import draw
from core.pen.way import Trajectory
from core.progress import Report, Tick, silent
from core.scoring.evidence import form_of
from core.scoring.verifier import Reference, Verifier
from core.training.trials import STRANGERS, STRANGERS_SEED, Signatory

DRAWN_AT_ONCE = 64
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Compared:
    """One writer by both: the image's likeness, and the pen's distances from the same n specimens to the same
    m signatures, (n, m); the first n of these are the specimens themselves.
    """

    image: Signatory
    pen: Floats
    fold: int


def seen(ways: Sequence[Trajectory], verifier: Verifier, report: Report = silent) -> dict[int, Reference]:
    """Return what a model of images sees of drawn ways, by their place; the unfit are left out."""
    found = {}
    for start in range(0, len(ways), DRAWN_AT_ONCE):
        report(Tick(start, len(ways), "drawing"))
        some = ways[start : start + DRAWN_AT_ONCE]
        for place, scan in enumerate(verifier.examine_many([draw(way) for way in some]), start):
            if scan.embedding is not None and scan.shape is not None:
                found[place] = Reference(place, scan.embedding, scan.shape)
    return found


def compare_fold(
    fold: Fold,
    by_pen: Embedded,
    whole: Collection,
    by_image: dict[int, Reference],
    verifier: Verifier,
) -> list[Compared]:
    """Compare the signatures of every writer whom a fold held out."""
    found = []
    for label in fold.held_out.tolist():
        rows, genuine, forged = _columns(whole, label, fold, by_image)
        half = genuine // 2
        size = (half, rows.size)
        first, second = np.repeat(np.arange(half), rows.size), np.tile(np.arange(rows.size), half)
        distance, local = verifier.alike([by_image[row].embedding for row in rows.tolist()], first, second)
        image = Signatory(
            writer=label,
            set_name=whole.groups[label],
            genuine=genuine,
            forged=forged,
            distance=distance.reshape(size),
            local=local.reshape(size),
            forms=np.stack([form_of(by_image[row].shape) for row in rows.tolist()]),
            rows=rows,
        )
        found.append(Compared(image, _apart(by_pen, rows, half), fold.number))
    return found


def compare_again(compared: Sequence[Compared], by_pen: Embedded) -> list[Compared]:
    """Compare the same signatures by the pen in another way, and leave the image's judgement as it is."""
    return [replace(one, pen=_apart(by_pen, one.image.rows, len(one.pen))) for one in compared]


def _apart(by_pen: Embedded, rows: Rows, specimens: int) -> Floats:
    """Return the distances of the first rows to all, (specimens, m)."""
    near = by_pen.nearness(np.repeat(rows[:specimens], rows.size), np.tile(rows, specimens))
    return -near.reshape(specimens, rows.size)


def _columns(
    whole: Collection, label: int, fold: Fold, by_image: Mapping[int, Reference]
) -> tuple[Rows, int, int]:
    """Return the rows of a writer's genuine signatures, forgeries and strangers, and how many of the first
    two there are.
    """
    genuine, forged = whole.rows_of(label), whole.rows_of(label, genuine=False)
    others = np.concatenate([whole.rows_of(each) for each in fold.held_out.tolist() if each != label])
    rng = np.random.Generator(np.random.PCG64([STRANGERS_SEED, label]))
    fit = [
        np.array([row for row in rows.tolist() if row in by_image], np.int64)
        for rows in (genuine, forged, rng.permutation(others)[:STRANGERS])
    ]
    return np.concatenate(fit), fit[0].size, fit[1].size
