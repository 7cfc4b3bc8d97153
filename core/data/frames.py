"""How are thousands of framed signatures held, and kept between runs?

A `FrameSet` is a few arrays: frames packed to one bit a pixel (9 kB each), and for each frame whose it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from torch.utils.data import DataLoader, Dataset

from core.data.corpus import Signature
from core.data.likeness import same_ink
from core.errors import SpecimenError
from core.image.frame import FRAME_SIZE, PREPROCESSING_VERSION, frame_mask
from core.image.ink import find_ink
from core.image.page import Page
from core.image.read import read_page
from core.image.shape import Shape, measure_shape
from core.progress import Report, Tick, silent

UNKNOWN_MM = float("nan")
FRAMING_VERSION = 2
"""Changes whenever other signatures of the same files would be left out."""


@dataclass(frozen=True, eq=False)
class FrameSet:
    """N frames of S signatories by W writers.

    packed      (N, height * width / 8) uint8
    shapes      (N, 8) float32: the fields of `Shape`, NaN where a length in mm is unknown
    signatory   (N,) int32, an index into `signatories`
    is_genuine  (N,) bool
    signatories, writers, texts: S names each; the writer is the unit of every split
    """

    packed: NDArray[np.uint8]
    shapes: NDArray[np.float32]
    signatory: NDArray[np.int32]
    is_genuine: NDArray[np.bool_]
    signatories: tuple[str, ...]
    writers: tuple[str, ...]
    texts: tuple[str, ...]

    def frames(self, rows: NDArray[np.int64] | Sequence[int]) -> NDArray[np.uint8]:
        """Return frames (len(rows), 1, H, W) uint8, 0 or 1."""
        bits = np.unpackbits(self.packed[np.asarray(rows, np.int64)], axis=1)
        return bits.reshape(-1, 1, FRAME_SIZE.height, FRAME_SIZE.width)

    def shape_of(self, row: int) -> Shape:
        """Return one frame's shape as `core.image.shape` measured it."""
        values = [float(value) for value in self.shapes[row]]
        width, height = (None if np.isnan(value) else value for value in values[6:8])
        aspect, slant, density, stroke, stroke_share = values[:5]
        return Shape(aspect, slant, density, stroke, stroke_share, round(values[5]), width, height)

    def set_names(self) -> list[str]:
        """Return the set of each signatory."""
        return [name.split("/")[0] for name in self.signatories]

    def of_writers(self, wanted: Iterable[str]) -> FrameSet:
        """Return the part written by, or forged against, the wanted writers."""
        chosen = set(wanted)
        keep = np.flatnonzero([writer in chosen for writer in self.writers])
        renumbered = np.full(len(self.signatories), -1, np.int32)
        renumbered[keep] = np.arange(keep.size)
        rows = np.flatnonzero(renumbered[self.signatory] >= 0)
        return FrameSet(
            packed=self.packed[rows],
            shapes=self.shapes[rows],
            signatory=renumbered[self.signatory[rows]],
            is_genuine=self.is_genuine[rows],
            signatories=tuple(self.signatories[i] for i in keep),
            writers=tuple(self.writers[i] for i in keep),
            texts=tuple(self.texts[i] for i in keep),
        )


def joined(sets: Sequence[FrameSet]) -> FrameSet:
    """Put frame sets one after the other."""
    offsets = np.cumsum([0, *(len(part.signatories) for part in sets)])
    return FrameSet(
        packed=np.concatenate([part.packed for part in sets]),
        shapes=np.concatenate([part.shapes for part in sets]),
        signatory=np.concatenate(
            [part.signatory + int(start) for part, start in zip(sets, offsets[:-1], strict=True)]
        ).astype(np.int32),
        is_genuine=np.concatenate([part.is_genuine for part in sets]),
        signatories=tuple(name for part in sets for name in part.signatories),
        writers=tuple(name for part in sets for name in part.writers),
        texts=tuple(name for part in sets for name in part.texts),
    )


def shape_row(shape: Shape) -> NDArray[np.float32]:
    """Return a shape as one row of `FrameSet.shapes`."""
    return np.array([UNKNOWN_MM if value is None else value for value in astuple(shape)], np.float32)


def as_scanned(signature: Signature) -> Page:
    """Read a signature's file as it is; raises UnreadableScan."""
    return read_page(signature.path)


@dataclass(frozen=True)
class View:
    """A way to read a signature's file, under a name that tells its frames from other ways' frames."""

    name: str
    read: Callable[[Signature], Page]


AS_SCANNED = View("", as_scanned)


class _Framed(Dataset[tuple[int, NDArray[np.uint8], NDArray[np.float32]]]):
    """Frames made one by one, so that a loader's worker processes can share the work."""

    def __init__(self, signatures: Sequence[Signature], view: View) -> None:
        self.signatures = signatures
        self.view = view

    def __len__(self) -> int:
        return len(self.signatures)

    def __getitem__(self, index: int) -> tuple[int, NDArray[np.uint8], NDArray[np.float32]]:
        nothing = np.zeros(0, np.uint8), np.zeros(0, np.float32)
        try:
            ink = find_ink(self.view.read(self.signatures[index]))
        except SpecimenError:
            return index, *nothing
        if ink.is_blank:
            return index, *nothing
        return index, np.packbits(frame_mask(ink.cropped())), shape_row(measure_shape(ink))


def frame_signatures(
    signatures: Sequence[Signature], *, view: View = AS_SCANNED, workers: int = 2, report: Report = silent
) -> FrameSet:
    """Read and frame signatures; those unreadable or blank are left out, and every scan but the first of
    one ink of a signatory: no hand writes the same signature twice.
    """
    loader = DataLoader(
        _Framed(signatures, view), batch_size=None, num_workers=workers if len(signatures) > 200 else 0
    )
    packed, shapes, framed = [], [], []
    for done, (index, bits, shape) in enumerate(loader):
        if done % 100 == 0:
            report(Tick(done, len(signatures), "framing"))
        signature = signatures[int(index)]
        bits, shape = bits.numpy().copy(), shape.numpy().copy()  # out of the memory shared with a worker
        if bits.size:
            packed.append(bits)
            shapes.append(shape)
            framed.append(signature)
    rows = _different(packed, [signature.signatory for signature in framed])
    return _assembled(
        [packed[row] for row in rows], [shapes[row] for row in rows], [framed[row] for row in rows]
    )


def _different(packed: list[NDArray[np.uint8]], signatories: list[str]) -> list[int]:
    """Return the rows that show an ink of their signatory for the first time."""
    rows_of: dict[str, list[int]] = {}
    for row, name in enumerate(signatories):
        rows_of.setdefault(name, []).append(row)
    again = {
        rows[place]
        for rows in rows_of.values()
        for same in same_ink(np.stack([packed[row] for row in rows]))
        for place in same.rows[1:]
    }
    return [row for row in range(len(packed)) if row not in again]


def _assembled(
    packed: list[NDArray[np.uint8]], shapes: list[NDArray[np.float32]], kept: list[Signature]
) -> FrameSet:
    first = {signature.signatory: signature for signature in reversed(kept)}
    names = sorted(first)
    number = {name: i for i, name in enumerate(names)}
    return FrameSet(
        packed=np.stack(packed)
        if packed
        else np.zeros((0, FRAME_SIZE.height * FRAME_SIZE.width // 8), np.uint8),
        shapes=np.stack(shapes) if shapes else np.zeros((0, 8), np.float32),
        signatory=np.array([number[signature.signatory] for signature in kept], np.int32),
        is_genuine=np.array([signature.is_genuine for signature in kept], bool),
        signatories=tuple(names),
        writers=tuple(first[name].writer for name in names),
        texts=tuple(first[name].text for name in names),
    )


def kept_frames(
    signatures: Sequence[Signature],
    *,
    cache: Path | None,
    view: View = AS_SCANNED,
    report: Report = silent,
) -> FrameSet:
    """Frame signatures, or read what an earlier run kept in `cache` for the same files and view."""
    if cache is None:
        return frame_signatures(signatures, view=view, report=report)
    listing = [[s.signatory, s.path.name, s.path.stat().st_size, s.is_genuine, s.text] for s in signatures]
    made_of = [PREPROCESSING_VERSION, FRAMING_VERSION, listing, *([view.name] if view.name else [])]
    key = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:16]
    path = cache / f"frames-{key}.safetensors"
    if path.is_file():
        return load_frames(path)
    frames = frame_signatures(signatures, view=view, report=report)
    save_frames(frames, path)
    return frames


def save_frames(frames: FrameSet, path: Path) -> None:
    """Keep a frame set in one file; a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = json.dumps([frames.signatories, frames.writers, frames.texts]).encode()
    arrays: dict[str, NDArray[np.generic]] = {
        "packed": frames.packed,
        "shapes": frames.shapes,
        "signatory": frames.signatory,
        "is_genuine": frames.is_genuine,
        "names": np.frombuffer(names, np.uint8),
    }
    staged = path.with_suffix(".part")
    save_file(arrays, staged)
    staged.replace(path)


def load_frames(path: Path) -> FrameSet:
    """Read what `save_frames` wrote."""
    arrays = load_file(path)
    signatories, writers, texts = json.loads(arrays["names"].tobytes())
    return FrameSet(
        packed=arrays["packed"],
        shapes=arrays["shapes"],
        signatory=arrays["signatory"],
        is_genuine=arrays["is_genuine"],
        signatories=tuple(signatories),
        writers=tuple(writers),
        texts=tuple(texts),
    )
