"""What would a clerk have been shown, specimen sets and presented signatures drawn as protocols.md says?

A `Trials` table has a row for each presented signature against each drawn set of specimens; evaluation and
calibration both read from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from core.data.frames import FrameSet
from core.net.twin import Twin
from core.progress import Report, Tick, silent
from core.scoring.evidence import NAMES, Alikeness, evidence, form_of
from core.training.pairs import compare_rows, embed_frames

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


@dataclass(frozen=True, eq=False)
class Trials:
    """m rows: evidence (m, len(NAMES)), writer (m,), set (m,) names, and what each presented signature
    was.
    """

    evidence: NDArray[np.float64]
    writer: NDArray[np.int64]
    set_name: NDArray[np.str_]
    is_genuine: NDArray[np.bool_]
    is_stranger: NDArray[np.bool_]

    def rows(self, keep: NDArray[np.bool_]) -> Trials:
        """Return the rows where `keep` holds."""
        return Trials(
            self.evidence[keep],
            self.writer[keep],
            self.set_name[keep],
            self.is_genuine[keep],
            self.is_stranger[keep],
        )


_NONE = Trials(
    np.zeros((0, len(NAMES))),
    np.zeros(0, np.int64),
    np.zeros(0, np.str_),
    np.zeros(0, np.bool_),
    np.zeros(0, np.bool_),
)


def measure_signatories(
    twin: Twin, frames: FrameSet, *, device: torch.device, seed: int = 0, report: Report = silent
) -> list[Signatory]:
    """Compare every signatory's genuine signatures with each other, with forgeries and with strangers."""
    report(Tick(0, len(frames.signatories), "embedding"))
    encoded = embed_frames(twin, frames, device=device)
    matcher = twin.cpu()
    forms = np.stack([form_of(frames.shape_of(row)) for row in range(len(frames.packed))])
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
        first, second = np.repeat(genuine, columns.size), np.tile(columns, genuine.size)
        alike = compare_rows(matcher, encoded, first, second)
        size = (genuine.size, columns.size)
        measured.append(
            Signatory(
                writer=writers[frames.writers[number]],
                set_name=str(names[number]),
                genuine=int(genuine.size),
                forged=int(forged.size),
                distance=alike.distance.numpy().astype(np.float64).reshape(size),
                local=alike.local.numpy().astype(np.float64).reshape(size),
                forms=forms[columns],
            )
        )
    twin.to(device)
    return measured


def draw_trials(measured: list[Signatory], *, specimens: int, draws: int, seed: int = 0) -> Trials:
    """Draw `specimens` of each signatory's genuine signatures `draws` times and present all the others.

    Signatories with too few genuine signatures are left out; no rows where that is all of them.
    """
    rng = np.random.Generator(np.random.PCG64([seed, specimens]))
    parts = [_NONE]
    for signatory in measured:
        if signatory.genuine < specimens + 1:
            continue
        for _ in range(draws):
            drawn = rng.choice(signatory.genuine, specimens, replace=False)
            parts.append(one_trial(signatory, drawn))
    return Trials(
        np.concatenate([part.evidence for part in parts]),
        np.concatenate([part.writer for part in parts]),
        np.concatenate([part.set_name for part in parts]),
        np.concatenate([part.is_genuine for part in parts]),
        np.concatenate([part.is_stranger for part in parts]),
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
    )


def _strangers(
    frames: FrameSet, names: NDArray[np.str_], number: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Draw genuine signatures of other writers of the same set."""
    in_set = names[frames.signatory] == names[number]
    other = np.array(frames.writers)[frames.signatory] != frames.writers[number]
    rows = np.flatnonzero(in_set & other & frames.is_genuine)
    return rng.permutation(rows)[:STRANGERS]
