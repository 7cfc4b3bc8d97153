"""Are the small digits split with every digit on every side, and is MNIST read as it is laid down?"""

from __future__ import annotations

import gzip
import struct
import sys
from pathlib import Path

import numpy as np
import pytest

from core.errors import BadData, MissingPackage
from core.family.data.digits import digits, mnist
from core.family.data.gather import own_data
from core.family.recipe import named_recipe


def test_the_small_digits_are_all_there_once() -> None:
    sides = digits(None, size=None, seed=1)
    kept = [sides.training, sides.development, sides.test]
    assert sum(side.label.size for side in kept) == 1797
    assert all(set(side.label.tolist()) == set(range(10)) for side in kept)
    assert sides.training.shape == (1, 8, 8)
    read = sides.training.read(np.arange(50))
    assert float(read.max()) == 1.0


def test_digits_are_fitted_into_a_size() -> None:
    assert digits(None, size=(32, 32), seed=1).test.read(np.arange(2)).shape == (2, 1, 32, 32)


def test_without_scikit_learn_the_error_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(MissingPackage, match="study"):
        digits(None, size=None, seed=1)


def idx(magic: int, values: np.ndarray) -> bytes:
    return struct.pack(f">i{values.ndim}i", magic, *values.shape) + values.astype(np.uint8).tobytes()


def laid_down(folder: Path, *, packed: bool) -> Path:
    """Write a small MNIST: picture n is full of n."""
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for side, count in (("train", 60), ("t10k", 20)):
        pictures = np.arange(count)[:, None, None] * np.ones((1, 28, 28))
        files = {
            f"{side}-images-idx3-ubyte": idx(2051, pictures),
            f"{side}-labels-idx1-ubyte": idx(2049, np.arange(count) % 10),
        }
        for name, data in files.items():
            path = raw / (name + ".gz" if packed else name)
            path.write_bytes(gzip.compress(data) if packed else data)
    return folder


@pytest.mark.parametrize("packed", [True, False])
def test_mnist_is_read_and_its_last_training_pictures_are_for_development(
    tmp_path: Path, packed: bool
) -> None:
    sides = mnist(laid_down(tmp_path, packed=packed), size=None)
    assert [side.label.size for side in (sides.training, sides.development, sides.test)] == [50, 10, 20]
    assert sides.training.label[:12].tolist() == [*range(10), 0, 1]
    assert float(sides.development.read(np.array([3]))[0, 0, 5, 5]) == pytest.approx(53 / 255)


def test_a_folder_without_mnist_and_a_damaged_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="holds no train-images"):
        digits(tmp_path, size=None, seed=1)
    folder = laid_down(tmp_path / "data", packed=False)
    path = folder / "MNIST" / "raw" / "t10k-images-idx3-ubyte"
    for damage in (path.read_bytes()[:-1], b"", b"\0\0\0\1\0\0\0\0", gzip.compress(b"x")):
        path.write_bytes(damage)
        with pytest.raises(BadData, match="not a file of MNIST"):
            mnist(folder, size=None)


def test_digits_of_a_folder_for_the_whole_family_are_the_packages_where_it_holds_no_mnist(
    tmp_path: Path,
) -> None:
    ours, theirs = named_recipe("hadsell2006"), named_recipe("att-faces")
    assert own_data(ours, tmp_path) is None
    assert own_data(theirs, tmp_path) == tmp_path
    folder = laid_down(tmp_path / "data", packed=True)
    assert own_data(ours, tmp_path) == tmp_path
    assert own_data(ours, folder) == folder
