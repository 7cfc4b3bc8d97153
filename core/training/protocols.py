"""Which protocol measures what, on whom, and with which seeds?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import torch

from core.errors import BadData
from core.net.checkpoint import Figure, ModelCard
from core.net.twin import Twin
from core.progress import Report, silent
from core.training.bitonal import evaluate_bitonal
from core.training.cross import TEN_WRITERS_SEED, evaluate_cross
from core.training.evaluate import evaluate, seeds_of
from core.training.held_back import HeldBack
from core.training.probe import PROBE_SEED, probe_set


class Protocol(StrEnum):
    """How a model is measured, in the words of protocols.md."""

    PAIRS = "pairs"
    DESK = "desk"
    BITONAL = "bitonal"
    CROSS = "cross"
    PROBE = "probe"


USUAL = (Protocol.PAIRS, Protocol.DESK)


@dataclass
class Outcome:
    """What was measured, what is to be said about it, and the seed of every random choice."""

    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seeds: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Bench:
    """A model and those whom it is measured on."""

    twin: Twin
    card: ModelCard
    held: HeldBack
    folders: Sequence[Path]
    specimens: Sequence[int]
    device: torch.device
    cache: Path | None = None


def measure(wanted: Sequence[Protocol], bench: Bench, *, report: Report = silent) -> Outcome:
    """Run the wanted protocols, each once; what cannot be measured is said in the notes."""
    outcome = Outcome()
    if bench.held.has_learnt:
        outcome.notes.append("writers that the model learnt from are measured too")
    usual = [protocol for protocol in USUAL if protocol in wanted]
    if usual:
        _add_usual(outcome, usual, bench, report)
    if Protocol.BITONAL in wanted:
        found, notes = evaluate_bitonal(
            bench.twin, bench.card, bench.held.scans, bench.held.signatures,
            specimens=bench.specimens, device=bench.device, cache=bench.cache, report=report,
        )  # fmt: skip
        _add(outcome, found, notes, seeds_of(bench.specimens))
    if Protocol.CROSS in wanted:
        found, notes = evaluate_cross(
            bench.twin, bench.card, bench.held.frames,
            never_met=bench.held.never_met, specimens=bench.specimens, device=bench.device, report=report,
        )  # fmt: skip
        _add(outcome, found, notes, seeds_of(bench.specimens) | {"ten writers": TEN_WRITERS_SEED})
    if Protocol.PROBE in wanted:
        _add_probes(outcome, bench, report)
    return outcome


def probed_figures(aucs: dict[str, float], set_name: str) -> list[Figure]:
    """Return what a probe found as figures."""
    return [
        Figure(protocol="probe", set_name=set_name, measure=f"AUC, {name}", value=round(auc, 4))
        for name, auc in aucs.items()
    ]


def left_out(unreadable: int) -> list[str]:
    """Say how many scans a probe could not read, if any."""
    return [f"{unreadable} unreadable scans were left out"] if unreadable else []


def _add_usual(outcome: Outcome, usual: Sequence[Protocol], bench: Bench, report: Report) -> None:
    found = evaluate(
        bench.twin, bench.card, bench.held.frames,
        specimens=bench.specimens, device=bench.device, report=report,
    )  # fmt: skip
    _add(outcome, [one for one in found if one.protocol in usual], [], seeds_of(bench.specimens))


def _add_probes(outcome: Outcome, bench: Bench, report: Report) -> None:
    """Probe every set that has forgeries: a leak is the set's, so all of its writers count."""
    names = {one.set_name for one in bench.held.signatures if not one.is_genuine}
    for name in sorted(names):
        try:
            probed = probe_set(bench.folders, name, twin=bench.twin, device=bench.device, report=report)
        except BadData as error:
            outcome.notes.append(f"{name} was not probed: {error}")
            continue
        _add(outcome, probed_figures(probed.aucs, name), left_out(probed.unreadable), {"probe": PROBE_SEED})


def _add(outcome: Outcome, figures: list[Figure], notes: list[str], seeds: dict[str, int]) -> None:
    outcome.figures += figures
    outcome.notes += notes
    outcome.seeds |= seeds
