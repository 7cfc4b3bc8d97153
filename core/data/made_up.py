"""How do made-up writers, and recorded pen trajectories, become frames to learn from?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.data.archive import members
from core.data.frames import FrameSet, shape_row
from core.data.synthetic.render import render_mask
from core.data.synthetic.seeds import generator
from core.data.synthetic.writer import draw_writers
from core.errors import BadData
from core.image.frame import frame_mask
from core.image.ink import Ink
from core.image.page import Box, Mask
from core.image.shape import measure_shape
from core.pen.texts import from_svc
from core.progress import Report, Tick, silent

PEN_STREAM = 77
"""Keeps the pens' random stream apart from the writers' own."""
PENS_PER_RECORDING = 2


class _Collector:
    """Gathers masks into a frame set."""

    def __init__(self) -> None:
        self.packed: list[NDArray[np.uint8]] = []
        self.shapes: list[NDArray[np.float32]] = []
        self.signatory: list[int] = []
        self.is_genuine: list[bool] = []
        self.names: list[str] = []

    def add(self, name: str, mask: Mask, *, is_genuine: bool) -> None:
        if not self.names or self.names[-1] != name:
            self.names.append(name)
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        if rows.size == 0:
            return
        tight = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        ink = Ink(mask=tight, dpi=None, box=Box(0, 0, tight.shape[1], tight.shape[0]))
        self.packed.append(np.packbits(frame_mask(tight)))
        self.shapes.append(shape_row(measure_shape(ink)))
        self.signatory.append(len(self.names) - 1)
        self.is_genuine.append(is_genuine)

    def frames(self) -> FrameSet:
        names = tuple(self.names)
        return FrameSet(
            packed=np.stack(self.packed),
            shapes=np.stack(self.shapes),
            signatory=np.array(self.signatory, np.int32),
            is_genuine=np.array(self.is_genuine, bool),
            signatories=names,
            writers=names,
            texts=("",) * len(names),
        )


def made_up_frames(
    seeds: Iterable[int], *, genuine: int = 8, forged: int = 6, report: Report = silent
) -> FrameSet:
    """Frame the signatures of made-up writers and their imitations; the same seeds give the same frames."""
    collector = _Collector()
    wanted = list(seeds)
    for done, (seed, writer) in enumerate(zip(wanted, draw_writers(wanted), strict=True)):
        rng = generator(PEN_STREAM, seed)
        if done % 50 == 0:
            report(Tick(done, len(wanted), "making up writers"))
        for k in range(genuine):
            collector.add(f"made-up/{seed}", render_mask(writer.genuine(k), rng=rng), is_genuine=True)
        for k in range(forged):
            collector.add(f"made-up/{seed}", render_mask(writer.forged(k), rng=rng), is_genuine=False)
    return collector.frames()


def recorded_frames(archive: Path, *, pens: int = PENS_PER_RECORDING, seed: int = 0) -> FrameSet:
    """Draw the pen trajectories of an SVC2004 archive (<set>/<writer>/{genuine,forged}/*.TXT) with several
    pens; raises BadData.
    """
    collector = _Collector()
    rng = generator(PEN_STREAM, seed)
    recordings = {name: text for name, text in members(archive, suffix=".txt") if len(name.parts) >= 4}
    for name in sorted(recordings, key=str):  # an archive has an order of its own
        written = from_svc(recordings[name].decode("ascii", "replace"))
        strokes = tuple(stroke[:, :3] for stroke in written.strokes() if len(stroke) > 1)
        for _pen in range(pens if strokes else 0):
            mask = render_mask(strokes, rng=rng)
            collector.add("/".join(name.parts[-4:-2]), mask, is_genuine=name.parts[-2] == "genuine")
    if not collector.packed:
        raise BadData(archive.name, "no <set>/<writer>/{genuine,forged} with pen trajectories in it")
    return collector.frames()
