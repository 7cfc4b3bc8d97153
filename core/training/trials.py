"""What would a clerk have been shown, specimen sets and presented signatures drawn as protocols.md says?

A `Trials` table has a row for each presented signature against each drawn set of specimens; evaluation and
calibration both read from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
import torch
from numpy.typing import NDArray

from core.data.frames import FrameSet
from core.net.twin import Twin
from core.progress import Report, Tick, silent
from core.scoring.evidence import NAMES, Alikeness, evidence, form_of
from core.training.pairs import compare_rows, embed_frames

Rows = NDArray[np.int64]
Likeness = NDArray[np.float32]
Compare = Callable[[Rows, Rows], tuple[Likeness, Likeness]]
"""Returns distance and local likeness, each (P,), of P pairs of rows of a frame set."""

STRANGERS_SEED = 0
STRANGERS = 12
"""Genuine signatures of others in the same set that stand for random forgeries of a signatory."""


@dataclass(frozen=True, eq=False)
class Signatory:
    """One signatory's likeness matrices: k genuine rows against all k genuine, f forged, s strangers'
    columns.
    """

    writer: int
    set_name: str
    genuine: int
    forged: int
    distance: NDArray[np.float64]
    local: NDArray[np.float64]
    forms: NDArray[np.float64]
    rows: NDArray[np.int64]
    """Which row of the frame set each column is."""


@dataclass(frozen=True, eq=False)
class Trials:
    """m rows: evidence (m, len(NAMES)), writer (m,), set (m,) names, what each presented signature was, and
    the frame set's rows: of the presented signature (m,) and of its n specimens (m, n).
    """

    evidence: NDArray[np.float64]
    writer: NDArray[np.int64]
    set_name: NDArray[np.str_]
    is_genuine: NDArray[np.bool_]
    is_stranger: NDArray[np.bool_]
    presented: NDArray[np.int64]
    specimens: NDArray[np.int64]

    def rows(self, keep: NDArray[np.bool_]) -> Trials:
        """Return the rows where `keep` holds."""
        return Trials(*(getattr(self, field.name)[keep] for field in fields(self)))


def _no_trials(specimens: int) -> Trials:
    nothing, numbers = np.zeros(0, np.bool_), np.zeros(0, np.int64)
    return Trials(
        evidence=np.zeros((0, len(NAMES))),
        writer=numbers,
        set_name=np.zeros(0, np.str_),
        is_genuine=nothing,
        is_stranger=nothing,
        presented=numbers,
        specimens=np.zeros((0, specimens), np.int64),
    )


def measure_signatories(
    twin: Twin, frames: FrameSet, *, device: torch.device, seed: int = STRANGERS_SEED, report: Report = silent
) -> list[Signatory]:
    """Compare every signatory's genuine signatures with each other, with forgeries and with strangers."""
    report(Tick(0, len(frames.signatories), "embedding"))
    encoded = embed_frames(twin, frames, device=device)
    matcher = twin.cpu()
    forms = np.stack([form_of(frames.shape_of(row)) for row in range(len(frames.packed))])

    def compare(first: Rows, second: Rows) -> tuple[Likeness, Likeness]:
        alike = compare_rows(matcher, encoded, first, second)
        return alike.distance.numpy(), alike.local.numpy()

    measured = compared_signatories(frames, compare, forms=forms, seed=seed, report=report)
    twin.to(device)
    return measured


def compared_signatories(
    frames: FrameSet,
    compare: Compare,
    *,
    forms: NDArray[np.float64],
    seed: int = STRANGERS_SEED,
    report: Report = silent,
) -> list[Signatory]:
    """Fill in every signatory's matrices with what `compare` finds; forms (N, 3), a row for each frame."""
    writers = {name: number for number, name in enumerate(dict.fromkeys(frames.writers))}
    names = np.array(frames.set_names())
    rng = np.random.Generator(np.random.PCG64(seed))
    measured = []
    for number in range(len(frames.signatories)):
        report(Tick(number, len(frames.signatories), "comparing"))
        genuine = np.flatnonzero((frames.signatory == number) & frames.is_genuine)
        if genuine.size < 2:
            continue
        forged = np.flatnonzero((frames.signatory == number) & ~frames.is_genuine)
        columns = np.concatenate([genuine, forged, _strangers(frames, names, number, rng)])
        distance, local = compare(np.repeat(genuine, columns.size), np.tile(columns, genuine.size))
        size = (genuine.size, columns.size)
        measured.append(
            Signatory(
                writer=writers[frames.writers[number]],
                set_name=str(names[number]),
                genuine=int(genuine.size),
                forged=int(forged.size),
                distance=distance.astype(np.float64).reshape(size),
                local=local.astype(np.float64).reshape(size),
                forms=forms[columns],
                rows=columns,
            )
        )
    return measured


def draw_trials(measured: list[Signatory], *, specimens: int, draws: int, seed: int = 0) -> Trials:
    """Draw `specimens` of each signatory's genuine signatures `draws` times and present all the others.

    Signatories with too few genuine signatures are left out; no rows where that is all of them.
    """
    rng = np.random.Generator(np.random.PCG64([seed, specimens]))
    parts = [_no_trials(specimens)]
    for signatory in measured:
        if signatory.genuine < specimens + 1:
            continue
        for _ in range(draws):
            drawn = rng.choice(signatory.genuine, specimens, replace=False)
            parts.append(one_trial(signatory, drawn))
    return Trials(
        *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Trials))
    )


def one_trial(signatory: Signatory, drawn: NDArray[np.int64]) -> Trials:
    """Present everything but the drawn specimens."""
    columns = np.arange(signatory.distance.shape[1])
    presented = columns[~np.isin(columns, drawn)]
    first, second = np.triu_indices(drawn.size, 1)
    own = drawn[first], drawn[second]
    alike = Alikeness(
        signatory.distance[np.ix_(drawn, presented)],
        signatory.local[np.ix_(drawn, presented)],
        signatory.distance[own],
        signatory.local[own],
    )
    return Trials(
        evidence(alike, presented=signatory.forms[presented], specimens=signatory.forms[drawn]),
        np.full(presented.size, signatory.writer),
        np.full(presented.size, signatory.set_name),
        presented < signatory.genuine,
        presented >= signatory.genuine + signatory.forged,
        signatory.rows[presented],
        np.tile(signatory.rows[drawn], (presented.size, 1)),
    )


def _strangers(
    frames: FrameSet, names: NDArray[np.str_], number: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Draw genuine signatures of other writers of the same set."""
    in_set = names[frames.signatory] == names[number]
    other = np.array(frames.writers)[frames.signatory] != frames.writers[number]
    rows = np.flatnonzero(in_set & other & frames.is_genuine)
    return rng.permutation(rows)[:STRANGERS]
