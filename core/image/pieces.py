"""Which connected pieces is the ink made of, and how far do its parts stand from each other?"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.image.page import Mask

SPECK_SHARE = 0.004
"""A piece with less of all ink than this cannot bridge a gap between two parts."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Pieces:
    """The boxes (in pixels) and ink areas of all pieces, arrays of one length."""

    left: Numbers
    top: Numbers
    width: Numbers
    height: Numbers
    area: Numbers

    def widest_gap(self, *, is_vertical: bool, least_part: float) -> float:
        """Return the widest empty band across the ink, in heights of the taller of the parts it separates.

        Bands run from top to bottom, or from side to side when `is_vertical` (parts one above the other);
        each part must hold at least the share `least_part` of the ink. 0 where there is no such band.
        """
        kept = np.flatnonzero(self.area >= SPECK_SHARE * self.area.sum())
        start, extent = (self.top, self.height) if is_vertical else (self.left, self.width)
        order = kept[np.argsort(start[kept], kind="stable")]
        reached = np.maximum.accumulate(start[order] + extent[order])
        gaps = start[order][1:] - reached[:-1]
        share = np.cumsum(self.area[order])[:-1] / self.area[order].sum()
        splits = np.flatnonzero((gaps > 0) & (np.minimum(share, 1 - share) >= least_part))
        return max((float(gaps[at]) / self._taller(order, int(at) + 1) for at in splits), default=0.0)

    def _taller(self, order: Numbers, at: int) -> int:
        parts = (order[:at], order[at:])
        return max(int((self.top + self.height)[part].max() - self.top[part].min()) for part in parts)


def find_pieces(mask: Mask) -> Pieces:
    """Return the pieces of a mask, connected by sides or corners."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    left, top, width, height, area = stats[1:].astype(np.int64).T
    return Pieces(left=left, top=top, width=width, height=height, area=area)
