"""Where do the digits come from: MNIST where its files lie, else the small ones of scikit-learn?

MNIST is not fetched: the program has no means to. Whoever has it, from torchvision for example, names the
folder; its four files may be packed by gzip or not.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import BadData, MissingPackage
from core.family.collection import Collection, Material, Rows, of_pictures, split_examples
from core.family.data.pictures import sized

SHARES = (0.15, 0.25)
"""Of every digit's examples, for development and for the test, where the set has no test side of its own."""
DEVELOPMENT = 5000
"""MNIST's last training pictures, which choose thresholds and checkpoints."""
PICTURES_MAGIC, LABELS_MAGIC = 2051, 2049
MOST_BYTES = 2**26

Bytes = NDArray[np.uint8]


def digits(data: Path | None, *, size: tuple[int, int] | None, seed: int) -> Material:
    """Return MNIST from a folder, or without one the 1,797 digits that come with scikit-learn.

    Raises BadData where the folder holds no MNIST, MissingPackage where scikit-learn is not installed.
    """
    if data is not None:
        return mnist(data, size=size)
    pictures, label = _small_digits()
    return split_examples(_collection(pictures, label, size), shares=SHARES, seed=seed)


def holds_mnist(folder: Path) -> bool:
    """Tell whether MNIST's files lie in a folder or below it."""
    return any(folder.rglob("train-images-idx3-ubyte*"))


def mnist(folder: Path, *, size: tuple[int, int] | None) -> Material:
    """Read MNIST as torchvision lays it down; raises BadData."""
    pictures, label = (_read(folder, f"train-{kind}") for kind in ("images-idx3", "labels-idx1"))
    test_pictures, test_label = (_read(folder, f"t10k-{kind}") for kind in ("images-idx3", "labels-idx1"))
    learnt = _collection(pictures, label, size)
    kept: Rows = np.arange(len(label), dtype=np.int64)
    aside = min(DEVELOPMENT, len(label) // 6)
    development, training = learnt.of_rows(kept[-aside:]), learnt.of_rows(kept[:-aside])
    return Material(training, development, _collection(test_pictures, test_label, size))


def _small_digits() -> tuple[Bytes, Bytes]:
    try:
        from sklearn.datasets import load_digits
    except ImportError as error:
        raise MissingPackage("The set of small digits", "study") from error
    found = load_digits()
    return np.round(found.images * (255 / 16)).astype(np.uint8), found.target.astype(np.uint8)


def _collection(pictures: Bytes, label: Bytes, size: tuple[int, int] | None) -> Collection:
    names = [str(digit) for digit in range(10)]
    fitted = np.stack([sized(picture, size) for picture in pictures])
    return of_pictures(fitted, label.tolist(), names=names, groups=["digits"] * len(names))


def _read(folder: Path, name: str) -> Bytes:
    """Read one idx file (yann.lecun.com/exdb/mnist): a magic number, the sizes, the bytes."""
    found = sorted(folder.rglob(f"{name}-ubyte*"))
    if not found:
        raise BadData(str(folder), f"holds no {name}-ubyte of MNIST")
    try:
        with gzip.open(found[-1]) if found[-1].suffix == ".gz" else found[-1].open("rb") as file:
            data = file.read(MOST_BYTES)
        magic, count = struct.unpack_from(">ii", data)
        shape = (count,) if magic == LABELS_MAGIC else (count, *struct.unpack_from(">ii", data, 8))
        if magic not in {PICTURES_MAGIC, LABELS_MAGIC}:
            raise ValueError(magic)
        return np.frombuffer(data, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)
    except (OSError, EOFError, ValueError, struct.error, zlib.error) as error:
        raise BadData(found[-1].name, "not a file of MNIST") from error
