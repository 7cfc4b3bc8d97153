"""What has the bank to learn from, as frames, and which of its writers are kept aside?

A row is a specimen or a labelled example. A writer's side follows from a hash of whose signature it is, so it
never changes: no later training learns from a writer whom an earlier comparison was measured on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.data.frames import FrameSet, shape_row
from core.image.frame import FRAME_SIZE
from core.image.shape import Shape
from core.store.bank import Bank
from core.store.learning_records import Label

SET_NAME = "bank"
TEST_SHARE, CALIBRATION_SHARE = 0.2, 0.2
SHAPE_FIELDS = 8


class Piece(NamedTuple):
    """One signature to learn from; `key` is an example's id, or a specimen's with a minus before it."""

    key: int
    owner: str
    is_genuine: bool
    frame: NDArray[np.uint8]
    shape: Shape


class Collection(NamedTuple):
    """N frames of the bank's signatures, and which piece each row is, (N,)."""

    frames: FrameSet
    keys: NDArray[np.int64]

    def of_writers(self, writers: Iterable[str]) -> Collection:
        """Return the part of these writers."""
        chosen = set(writers)
        named = np.array([writer in chosen for writer in self.frames.writers], bool)
        return Collection(self.frames.of_writers(chosen), self.keys[named[self.frames.signatory]])


class Sides(NamedTuple):
    """Writers by side; the three share none."""

    training: tuple[str, ...]
    calibration: tuple[str, ...]
    test: tuple[str, ...]


def collection_of(bank: Bank) -> Collection:
    """Return every specimen in use and every fit example labelled genuine or forged."""
    specimens = bank.live_specimens()
    examples = [
        example
        for example in bank.examples()
        if example.shape is not None and example.label in (Label.GENUINE, Label.FORGED)
    ]
    frames = bank.specimen_frames([record.id for record in specimens])
    presented = bank.example_frames([example.id for example in examples])
    pieces = [
        Piece(-record.id, f"signatory-{record.signatory_id}", True, frames[record.id], record.shape)
        for record in specimens
        if record.id in frames
    ]
    pieces += [
        Piece(example.id, example.owner, example.label is Label.GENUINE, presented[example.id], example.shape)
        for example in examples
        if example.shape is not None and example.id in presented
    ]
    return collected(pieces)


def collected(pieces: Sequence[Piece]) -> Collection:
    """Put pieces in order of whose they are; the same ink twice under one owner counts once."""
    kept: dict[tuple[str, bytes], Piece] = {}
    for piece in pieces:
        kept.setdefault((piece.owner, piece.frame.tobytes()), piece)
    ordered = sorted(kept.values(), key=lambda piece: (piece.owner, not piece.is_genuine, piece.key))
    owners = sorted({piece.owner for piece in ordered})
    number = {owner: place for place, owner in enumerate(owners)}
    names = tuple(f"{SET_NAME}/{owner}" for owner in owners)
    nothing = np.zeros((0, FRAME_SIZE.height * FRAME_SIZE.width // 8), np.uint8)
    frames = FrameSet(
        packed=np.stack([piece.frame for piece in ordered]) if ordered else nothing,
        shapes=np.stack([shape_row(piece.shape) for piece in ordered])
        if ordered
        else np.zeros((0, SHAPE_FIELDS), np.float32),
        signatory=np.array([number[piece.owner] for piece in ordered], np.int32),
        is_genuine=np.array([piece.is_genuine for piece in ordered], bool),
        signatories=names,
        writers=names,
        texts=("",) * len(names),
    )
    return Collection(frames, np.array([piece.key for piece in ordered], np.int64))


def sides_of(frames: FrameSet) -> Sides:
    """Deal the writers to training, calibration and test by a hash of their names."""
    sides: tuple[list[str], list[str], list[str]] = ([], [], [])
    for writer in sorted(set(frames.writers)):
        share = int.from_bytes(hashlib.sha256(writer.encode()).digest()[:4], "big") / 2**32
        is_kept = share < TEST_SHARE + CALIBRATION_SHARE
        sides[0 if not is_kept else 2 if share < TEST_SHARE else 1].append(writer)
    return Sides(*(tuple(side) for side in sides))
