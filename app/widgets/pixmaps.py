"""How does a page, or the ink on it, become a picture that Qt can draw?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPixmap

from core.image.page import Page


def grey_image(page: Page | NDArray[np.uint8]) -> QImage:
    """An image that owns its pixels. Safe on any thread."""
    grey = np.ascontiguousarray(page.grey if isinstance(page, Page) else page, dtype=np.uint8)
    height, width = grey.shape
    view = QImage(grey.data, width, height, width, QImage.Format.Format_Grayscale8)
    return view.copy()  # the view borrows numpy's memory


def grey_pixmap(page: Page | NDArray[np.uint8]) -> QPixmap:
    """The same for drawing. On the GUI thread only."""
    return QPixmap.fromImage(grey_image(page))


def ink_image(mask: NDArray[np.bool_], colour: str | QColor) -> QImage:
    """Ink in one colour on nothing: `mask` (H, W) bool, true is ink. Safe on any thread."""
    tint = QColor(colour)
    height, width = mask.shape
    pixels = np.zeros((height, width), np.uint32)
    pixels[mask] = tint.rgba()
    view = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32)
    return view.copy()
