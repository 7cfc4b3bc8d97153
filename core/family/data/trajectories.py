"""Where do pen trajectories come from: SVC2004 (Yeung et al. 2004), or the hands of made-up writers?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from core.data.archive import find_archive, members
from core.data.synthetic.writer import draw_writers
from core.errors import BadData
from core.family.collection import Collection, Material, Rows, split_classes
from core.family.data.pen import track_of_recording, track_of_strokes
from core.pen.sampling import SHAPE, Track, sampled
from core.progress import Report, Tick, silent

NAME = "svc2004_task2"
KINDS = {"genuine": True, "forged": False}
SHARES = (0.2, 0.3)
"""Of the writers, for development and for the test."""
GENUINE, FORGED = 10, 8

Signed = tuple[str, bool, Track]
"""A writer, whether the signature is genuine, and the pen's way."""
Way = TypeVar("Way")


def trajectories(
    data: Path | None, *, made_up: int, seed: int, learns_made_up: bool = False, report: Report = silent
) -> Material:
    """Read the recordings of a folder, or without one those of so many made-up writers; split by writer.

    learns_made_up: whether made-up writers are wanted beside those of the folder. Raises BadData.
    """
    hands = made_up_hands(made_up, report=report) if data is None or learns_made_up else []
    found = hands if data is None else recorded(find_archive(data, NAME))
    material = split_classes(described(found), shares=SHARES, seed=seed)
    return replace(material, made_up=described(hands)) if data is not None and hands else material


def recorded(archive: Path) -> list[Signed]:
    """Read every recording of an archive as a track; raises BadData."""
    return signed(archive, track_of_recording)


def signed(archive: Path, read: Callable[[str], Way]) -> list[tuple[str, bool, Way]]:
    """Read every recording `<set>/<writer>/{genuine,forged}/*.TXT` of an archive, in the order in which they
    were signed; raises BadData.
    """
    found: dict[PurePosixPath, tuple[str, bool, Way]] = {}
    for name, text in members(archive, suffix=".txt"):
        if len(name.parts) < 3 or name.parts[-2] not in KINDS:
            continue
        way = read(text.decode("ascii", "replace"))
        found[name] = (name.parts[-3], KINDS[name.parts[-2]], way)
    if not found:
        raise BadData(archive.name, "no <writer>/{genuine,forged} with pen trajectories in it")
    return [found[name] for name in sorted(found, key=_as_signed)]  # an archive has an order of its own


def _as_signed(name: PurePosixPath) -> list[str | int]:
    """Return what puts recordings in the order in which they were signed, the tenth after the ninth."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name.as_posix())]


def made_up_hands(writers: int, *, report: Report = silent) -> list[Signed]:
    """Return the signatures of made-up writers, and their imitations."""
    found: list[Signed] = []
    for writer in draw_writers(range(writers)):
        report(Tick(writer.seed, writers, "making up hands"))
        signed = [(writer.genuine(k), True) for k in range(GENUINE)]
        signed += [(writer.forged(k), False) for k in range(FORGED)]
        name = f"made-up/{writer.seed}"
        found += [(name, genuine, track_of_strokes(strokes)) for strokes, genuine in signed]
    return found


def described(signed: list[Signed]) -> Collection:
    """Hold trajectories as their ways at even moments."""
    names = sorted({name for name, _, _ in signed})
    number = {name: place for place, name in enumerate(names)}
    ways = np.stack([sampled(track) for _, _, track in signed])

    def read(rows: Rows) -> Tensor:
        return torch.from_numpy(ways[rows])

    return Collection(
        read=read,
        shape=SHAPE,
        label=np.array([number[name] for name, _, _ in signed], np.int64),
        is_genuine=np.array([genuine for _, genuine, _ in signed], bool),
        names=tuple(names),
        groups=("hands",) * len(names),
    )
