"""Which files, good and bad, do the reading tests need? All are made here, in memory."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.image.page import Grey

WIDTH, HEIGHT = 300, 120
_STROKES = [
    [(30, 80), (60, 20), (75, 95), (110, 60), (135, 85), (170, 55), (200, 90)],
    [(150, 25), (230, 35), (270, 70)],
]


def drawn_grey(*, ink: int = 40, paper: int = 250) -> Grey:
    """Draw two made-up strokes, (120, 300); the picture has no symmetry, so every turn of it differs."""
    grey = np.full((HEIGHT, WIDTH), paper, np.uint8)
    for stroke in _STROKES:
        cv2.polylines(grey, [np.array(stroke, np.int32)], isClosed=False, color=ink, thickness=4)
    return grey


def packed(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Save a picture in memory."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def packed_grey(kind: str, **options: Any) -> bytes:
    """Save the drawing in a format of Pillow's."""
    return packed(Image.fromarray(drawn_grey()), kind, **options)


def packed_bilevel(*, white_is_zero: bool, dpi: tuple[float, float] = (200.0, 200.0)) -> bytes:
    """Save the drawing as cheques come: TIFF, one bit, CCITT group 4."""
    picture = Image.fromarray(drawn_grey()).convert("1", dither=Image.Dither.NONE)
    photometric = {262: 0 if white_is_zero else 1}
    return packed(picture, "TIFF", compression="group4", dpi=dpi, tiffinfo=photometric)


def every_format() -> dict[str, bytes]:
    """Return the drawing at 200 dpi in each kind of file that is read."""
    grey = Image.fromarray(drawn_grey())
    return {
        "png": packed(grey, "PNG", dpi=(200, 200)),
        "jpeg": packed(grey, "JPEG", dpi=(200, 200), quality=95),
        "webp": packed(grey, "WEBP", lossless=True),
        "bmp": packed(grey, "BMP", dpi=(200, 200)),
        "tiff": packed(grey, "TIFF", dpi=(200, 200)),
        "tiff_lzw": packed(grey, "TIFF", dpi=(200, 200), compression="tiff_lzw"),
        "tiff_jpeg": packed(grey, "TIFF", dpi=(200, 200), compression="jpeg", quality=95),
        "group4": packed_bilevel(white_is_zero=True),
        "pages": packed(grey, "TIFF", save_all=True, append_images=[grey, grey]),
        "pdf": packed(grey, "PDF", resolution=200.0),
    }


def handmade_tiff(
    samples: NDArray[np.generic], *, bits: int, photometric: int = 1, extra: Mapping[int, int] | None = None
) -> bytes:
    """Write an uncompressed TIFF of one strip by hand, so that no library has interpreted it."""
    height, width = samples.shape[0], 300 if bits == 1 else samples.shape[1]
    data = samples.tobytes()
    tags = {256: width, 257: height, 258: bits, 259: 1, 262: photometric, 273: 8, 277: 1, 278: height}
    tags |= {279: len(data), 339: 3 if samples.dtype.kind == "f" else 1} | dict(extra or {})
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags.items()))
    directory = struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0)
    return b"II*\0" + struct.pack("<I", 8 + len(data)) + data + directory


def handmade_pdf(*, media_box: str = "0 0 216 144", content: str = "", trailer: str = "") -> bytes:
    """Write a PDF of one page by hand: 3 x 2 inches unless told otherwise."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{media_box}] /Contents 4 0 R /Resources << >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + (head + end).encode()


def locked_pdf() -> bytes:
    """Return a PDF whose password check cannot pass: its keys are made up."""
    key = "00" * 32
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >> /ID [<00> <00>]"
    return handmade_pdf(trailer=lock)
