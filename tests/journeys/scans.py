"""Which scans do journeys hand in? Signatures of one made-up person, and what goes wrong with scans."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.data.synthetic.scan import Paper, Pen, render
from core.data.synthetic.writer import make_writer
from core.image.page import Page
from core.image.read import encode_png

WRITER = 11
PEN = Pen(width_mm=0.4, contrast=0.5, darkness=0.85, fade=0.3, skips=0.1)
PAPER = Paper(tone=245.0, shade=2.0, grain=0.5)


def write_scans(folder: Path, *, count: int) -> list[Path]:
    """Write genuine signatures of one writer at 200 dpi."""
    writer, rng = make_writer(WRITER, name="Edda Brindle"), np.random.default_rng(WRITER)
    files = [folder / f"signature-{number}.png" for number in range(1, count + 1)]
    for number, file in enumerate(files):
        page = render(writer.genuine(number), rng=rng, dpi=200.0, pen=PEN, paper=PAPER)
        file.write_bytes(encode_png(page))
    return files


def damaged(scan: Path, folder: Path) -> Path:
    """A copy of a scan whose second half was never written."""
    data = scan.read_bytes()
    path = folder / "cut off.png"
    path.write_bytes(data[: len(data) // 2])
    return path


def blank(folder: Path) -> Path:
    """A scan of the wrong side."""
    path = folder / "wrong side.png"
    path.write_bytes(encode_png(Page(grey=np.full((300, 700), 240, np.uint8), dpi=200.0)))
    return path
