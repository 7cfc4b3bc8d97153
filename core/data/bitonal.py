"""What would a cheque scanner have left of a scan?

Cheques are exchanged as images of 200 dpi in one bit, packed as TIFF group 4. A scan is made grey, brought to
200 dpi by area, and a pixel becomes ink where it is darker than the mean around it by a fixed share: the
dynamic threshold of Wellner (1993) in the form of Bradley and Roth (2007), with their 15 %. It follows the
paper as the scanners of cheques do, since one threshold for the whole page would blacken security print and
lose light pens; and it has no knob that could be turned until our own ink finder likes the outcome.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

import cv2
import numpy as np
from PIL import Image

from core.data.corpus import Signature
from core.data.frames import View
from core.errors import UnreadableScan
from core.image.page import Grey, Mask, Page
from core.image.read import read_page

CHEQUE_DPI = 200.0
DARKER = 0.15
WINDOW_PX = 51
"""A quarter of an inch: several strokes wide, so that the mean around a stroke is the paper's."""
SCANNED_DPI = {
    "cedar": 300.0,
    "sigcomp2011_dutch": 400.0,
    "bhsig260_hindi": 300.0,
    "bhsig260_bengali": 300.0,
    "sigcomp2009_nisdcc": 300.0,
    "crossmedia_chinese": 150.0,
}
"""Resolution of sets whose files do not state one, after what their authors say of them; the last two are
kept at half of what they were scanned at."""
ASSUMED_DPI = 300.0


def read_reduced(signature: Signature) -> Page:
    """Read a scan as it comes out of a cheque scanner's file; raises UnreadableScan."""
    page = read_page(signature.path)
    dpi = page.dpi or SCANNED_DPI.get(signature.set_name, ASSUMED_DPI)
    return read_page(encode_g4(reduced(page.grey, dpi=dpi), dpi=min(dpi, CHEQUE_DPI)), name=page.name)


BITONAL = View(f"bitonal {CHEQUE_DPI:.0f} dpi, {DARKER:.0%} of {WINDOW_PX} px", read_reduced)


def reduced(grey: Grey, *, dpi: float) -> Mask:
    """Return the ink, (h, w) bool, at 200 dpi; a coarser scan keeps its pixels, since none can be added."""
    scale = min(1.0, CHEQUE_DPI / dpi)
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.float32)
    around = cv2.blur(small, (WINDOW_PX, WINDOW_PX), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(small < (1.0 - DARKER) * around)


def encode_g4(ink: Mask, *, dpi: float) -> bytes:
    """Pack ink, (h, w) bool, as a TIFF of one bit, group 4."""
    target = io.BytesIO()
    Image.fromarray(~ink).save(target, "TIFF", compression="group4", dpi=(dpi, dpi))
    return target.getvalue()


def assumed_resolutions(signatures: Iterable[Signature]) -> list[str]:
    """Say, in a sentence for each set, which resolutions are not the files' own; a set goes by its first scan
    that can be read.
    """
    stated: dict[str, float | None] = {}
    for signature in signatures:
        if signature.set_name not in stated:
            try:
                stated[signature.set_name] = read_page(signature.path).dpi
            except UnreadableScan:
                continue
    said = []
    for name in sorted(name for name, dpi in stated.items() if dpi is None):
        known = SCANNED_DPI.get(name)
        taken = f"assumed to be {ASSUMED_DPI:.0f} dpi" if known is None else f"taken for {known:.0f} dpi"
        said.append(f"{name}: its files state no resolution; {taken}")
    return said
