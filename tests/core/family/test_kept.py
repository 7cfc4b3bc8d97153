"""Does a kept network say of two files what it said before it was kept?"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from core.data.synthetic.writer import make_writer
from core.errors import BadData
from core.family.data.gather import read_example
from core.family.kept import About, load_network, predict, save_network
from core.family.make import make_pair
from core.family.recipe import DataName
from core.pen.files import write_trajectory
from core.pen.sampling import SHAPE
from tests.core.family.builders import parts, picture, recording
from tests.core.pen.builders import written
from tests.core.shell import write


def about(data: DataName, shape: tuple[int, ...], **changes: str) -> About:
    return About(recipe="x", variant="x", parts=parts(**changes), data=data, shape=shape, threshold=-0.5)


def kept(folder: Path, told: About) -> Path:
    torch.manual_seed(2)
    path = folder / "net" / "best.safetensors"
    save_network(make_pair(told.parts, told.shape), told, path)
    return path


def pictures(folder: Path) -> tuple[Path, Path]:
    paths = folder / "a.png", folder / "b.pgm"
    for number, path in enumerate(paths):
        Image.fromarray(picture(number, 0)).save(path)
    return paths


def test_a_kept_network_compares_two_pictures_as_before(tmp_path: Path) -> None:
    told = about(DataName.FOLDER, (1, 16, 16))
    network, read = load_network(kept(tmp_path, told))
    assert read == told
    first, second = pictures(tmp_path)
    found = predict(network, read, first, second)
    torch.manual_seed(2)
    wanted = make_pair(told.parts, told.shape).eval()
    a, b = (torch.from_numpy(picture(n, 0) / 255.0).float()[None, None] for n in (0, 1))
    with torch.no_grad():
        assert found.value == pytest.approx(float(wanted(a, b)), rel=1e-5)
    assert found.smaller_is_closer
    assert found.is_same == (found.value <= 0.5)
    assert found.probability is None
    assert predict(network, read, first, first).is_same


def test_only_a_network_that_learnt_a_probability_gives_one(tmp_path: Path) -> None:
    told = about(DataName.FOLDER, (1, 16, 16), distance="weighted-l1", loss="binary")
    network, read = load_network(kept(tmp_path, told))
    found = predict(network, read, *pictures(tmp_path))
    assert found.probability == pytest.approx(1 / (1 + 2.718281828**-found.value), abs=1e-5)
    assert not found.smaller_is_closer


def test_characters_are_turned_light_on_dark(tmp_path: Path) -> None:
    path, _ = pictures(tmp_path)
    shape = (1, 16, 16)
    light = read_example(path, kind=DataName.FOLDER, shape=shape)
    dark = read_example(path, kind=DataName.OMNIGLOT, shape=shape)
    torch.testing.assert_close(dark, 1.0 - light)


def test_signatures_are_framed_and_recordings_described(tmp_path: Path) -> None:
    scan = write(tmp_path / "a.png", make_writer(1).genuine(0))
    frame = read_example(scan, kind=DataName.SIGNATURES, shape=(1, 48, 96))
    assert frame.shape == (1, 1, 48, 96)
    assert 0.0 < float(frame.mean()) < 0.5
    told = tmp_path / "U1S1.TXT"
    told.write_text(recording(1, 0))
    assert read_example(told, kind=DataName.TRAJECTORIES, shape=SHAPE).shape == (1, *SHAPE)
    for name in ("a.csv", "a.sdi"):
        write_trajectory(tmp_path / name, written())
        assert read_example(tmp_path / name, kind=DataName.TRAJECTORIES, shape=SHAPE).shape == (1, *SHAPE)
    with pytest.raises(BadData, match="cannot be opened"):
        read_example(tmp_path / "gone.TXT", kind=DataName.TRAJECTORIES, shape=SHAPE)


def test_what_no_recipe_left_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    save_file({"a": torch.zeros(1)}, path)
    for damage in (path.read_bytes(), b"", b"words"):
        path.write_bytes(damage)
        with pytest.raises(BadData, match="not a network that a recipe left"):
            load_network(path)
    whole = kept(tmp_path, about(DataName.FOLDER, (1, 16, 16)))
    whole.write_bytes(whole.read_bytes()[:-100])
    with pytest.raises(BadData, match="not a network"):
        load_network(whole)
    with pytest.raises(BadData, match="not a network"):
        load_network(tmp_path / "gone.safetensors")
