"""Is any folder of classes read, and the faces where they lie in a folder of data?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import BadData
from core.family.data.folder import folder_of_classes
from tests.core.family.builders import folder_of_patterns, picture


def test_every_folder_is_a_class(tmp_path: Path) -> None:
    found = folder_of_classes(folder_of_patterns(tmp_path, classes=3, examples=4), size=(16, 12))
    assert found.names == ("s0", "s1", "s2")
    assert found.label.tolist() == [0] * 4 + [1] * 4 + [2] * 4
    assert found.read(np.arange(2)).shape == (2, 1, 16, 12)


def test_the_faces_are_found_in_a_folder_of_data(tmp_path: Path) -> None:
    folder_of_patterns(tmp_path / "general" / "att_faces", classes=3)
    assert folder_of_classes(tmp_path, size=None).groups == ("att_faces",) * 3


def test_other_files_are_no_pictures_and_empty_folders_no_classes(tmp_path: Path) -> None:
    folder_of_patterns(tmp_path, classes=2, examples=2)
    (tmp_path / "s0" / "README").write_text("words")
    (tmp_path / "empty").mkdir()
    assert folder_of_classes(tmp_path, size=None).label.size == 4


def test_what_cannot_be_learnt_from_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="not a folder"):
        folder_of_classes(tmp_path / "gone", size=None)
    folder_of_patterns(tmp_path, classes=1)
    with pytest.raises(BadData, match="fewer than two folders"):
        folder_of_classes(tmp_path, size=None)
    (tmp_path / "other").mkdir()
    Image.fromarray(picture(1, 1, size=8)).save(tmp_path / "other" / "small.png")
    with pytest.raises(BadData, match="differ in size"):
        folder_of_classes(tmp_path, size=None)
