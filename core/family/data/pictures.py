"""How does a picture file become grey levels of a fixed size?"""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from core.errors import BadData

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "PPM")
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".pgm"})
MOST_PIXELS = 2**24
MOST_BYTES = 2**25

Picture = NDArray[np.uint8]


def decoded(data: bytes, *, name: str) -> Picture:
    """Return a picture as grey levels, (H, W); raises BadData."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadData(name, "has too many pixels")
            return np.asarray(opened.convert("L"), np.uint8)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadData(name, "not a picture that can be read") from error


def read_picture(path: Path) -> Picture:
    """Return a picture file as grey levels, (H, W); raises BadData."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadData(path.name, "has too many bytes")
        return decoded(path.read_bytes(), name=path.name)
    except OSError as error:
        raise BadData(path.name, "cannot be read") from error


def sized(picture: Picture, size: tuple[int, int] | None) -> Picture:
    """Fit a picture into (height, width) without keeping its proportions; None leaves it as it is."""
    if size is None or picture.shape == size:
        return picture
    height, width = size
    is_smaller = height < picture.shape[0]
    how = cv2.INTER_AREA if is_smaller else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (width, height), interpolation=how), np.uint8)
