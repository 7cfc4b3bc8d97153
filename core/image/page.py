"""What is a page: grey pixels, their resolution, a place on it, and the way of the pen where it is known?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.pen.way import Trajectory

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]


class Box(NamedTuple):
    """A rectangle in page pixels: left, top, width, height."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, eq=False)
class Page:
    """One page of a scan. `grey` (H, W) uint8, 0 is black; `dpi` is None where the file does not say;
    `trajectory` is the way of the pen where the page is drawn from one.
    """

    grey: Grey
    dpi: float | None = None
    name: str = "scan"
    number: int = 0
    trajectory: Trajectory | None = None

    @property
    def height_px(self) -> int:
        return int(self.grey.shape[0])

    @property
    def width_px(self) -> int:
        return int(self.grey.shape[1])

    def crop(self, box: Box) -> Page:
        """Return the part of the page inside `box`, clipped to the page; a copy, so the page can be freed.

        Of a part nobody knows how it was written.
        """
        top, left = max(0, box.top), max(0, box.left)
        bottom = min(self.height_px, box.top + box.height)
        right = min(self.width_px, box.left + box.width)
        part = np.ascontiguousarray(self.grey[top : max(top, bottom), left : max(left, right)]).copy()
        return Page(grey=part, dpi=self.dpi, name=self.name, number=self.number)
