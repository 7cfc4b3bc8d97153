"""Are pictures read as grey levels, sized, and refused where they are none?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import BadData
from core.family.data.pictures import decoded, read_picture, sized
from tests.core.family.builders import picture, png


@pytest.mark.parametrize("name", ["a.png", "a.pgm", "a.bmp", "a.tif"])
def test_a_picture_is_read_as_it_was_written(tmp_path: Path, name: str) -> None:
    Image.fromarray(picture(3, 1)).save(tmp_path / name)
    assert (read_picture(tmp_path / name) == picture(3, 1)).all()


def test_one_bit_is_read_as_black_and_white() -> None:
    grey = np.asarray(picture(3, 1) > 128, np.uint8) * 255
    path = Image.fromarray(grey).convert("1")
    assert set(np.unique(decoded(png(np.asarray(path.convert("L"))), name="a"))) <= {0, 255}


@pytest.mark.parametrize("data", [b"", b"words", b"\x89PNG\r\n\x1a\n" + b"\0" * 40], ids=str)
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(BadData, match=r"a\.png: not a picture"):
        read_picture(tmp_path / "a.png")


def test_too_large_pictures_are_refused_before_they_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.family.data.pictures.MOST_PIXELS", 100)
    with pytest.raises(BadData, match="too many pixels"):
        decoded(png(picture(3, 1)), name="a.png")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_picture(tmp_path / "gone.png")


def test_a_picture_is_fitted_into_a_size() -> None:
    assert sized(picture(3, 1), None).shape == (16, 16)
    assert sized(picture(3, 1), (8, 24)).shape == (8, 24)
    flat = np.full((16, 16), 90, np.uint8)
    assert (sized(flat, (5, 5)) == 90).all()
