"""What does a command of the shell leave behind, and on which scans do the tests run one?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.data.synthetic.render import render_mask
from core.data.synthetic.seeds import generator
from core.data.synthetic.strokes import Strokes
from core.image.page import Page
from core.image.read import encode_png

SETS = {"a": range(5), "b": range(10, 14), "c": range(20, 24)}


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def write(path: Path, strokes: Strokes) -> Path:
    """Write a signature as a scan, black on white."""
    mask = render_mask(strokes, rng=generator(len(path.name)), dpi=200.0)
    page = Page(grey=np.where(np.pad(mask, 16), 0, 255).astype(np.uint8), dpi=200.0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_png(page))
    return path
