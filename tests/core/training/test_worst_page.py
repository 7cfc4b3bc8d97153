"""Does the page show what was presented beside its specimens, and stay out of the program's own folder?"""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import core
from core.errors import BadData
from core.scoring.verdict import Verdict
from core.training.worst import Misjudged, WorstOfSet
from core.training.worst_page import PAGE, require_outside, write_page
from tests.core.data.builders import signed
from tests.core.training.builders import card

PICTURE = re.compile(r"base64,([^']+)")


def misjudged() -> Misjudged:
    """A forgery against five specimens of the first made-up writer."""
    return Misjudged(
        presented=6,
        specimens=(4, 0, 1, 2, 3),
        llr=1.25,
        distance=0.4321,
        verdict=Verdict.ACCEPT,
        evidence={"distance, mean": 0.5, "a < b": -1.0},
    )


def test_the_frames_stand_side_by_side_with_what_was_found(tmp_path: Path) -> None:
    frames = signed(0)
    sets = {"made-up": WorstOfSet((misjudged(),), ())}
    named = card(digest="0123456789abcdef").model_copy(update={"name": "<tiny>"})
    path = write_page(sets, frames, named, tmp_path / "new")
    assert path == tmp_path / "new" / PAGE
    text = path.read_text("utf-8")
    pictures = [
        np.asarray(Image.open(io.BytesIO(base64.b64decode(found)))) for found in PICTURE.findall(text)
    ]
    wanted = frames.frames([6, 4, 0, 1, 2, 3])[:, 0] == 0
    np.testing.assert_array_equal(np.stack(pictures), wanted)
    assert "made-up/0: LLR +1.25 (accept), distance 0.432" in text
    assert "<td>a &lt; b</td><td>-1.000</td>" in text
    assert "&lt;tiny&gt;" in text
    assert "0123456789ab;" in text
    assert text.count("None could be presented.") == 1


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    path = write_page({"made-up": WorstOfSet((misjudged(),), ())}, signed(0), card(), tmp_path)
    text = path.read_text("utf-8")
    assert not re.search(r"https?:|<script|<link|url\(", text)
    assert [one.name for one in tmp_path.iterdir()] == [PAGE]


@pytest.mark.parametrize("place", [".", "errors", "tests/../runs/errors"])
def test_the_programs_own_folder_is_refused(place: str) -> None:
    folder = Path(core.__file__).parents[1] / place
    with pytest.raises(BadData, match="program's own folder"):
        require_outside(folder)
    with pytest.raises(BadData, match="program's own folder"):
        write_page({}, signed(0), card(), folder)
    assert not (folder / PAGE).exists()
