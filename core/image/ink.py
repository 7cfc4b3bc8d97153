"""Which pixels of a page are ink, and which are paper, ruled lines, page edges and specks?

Every threshold is relative to the contrast that the page itself shows, so that a dark pen and a light pen on
grey or white paper give the same strokes: brightness must not travel into the frame (see the photometry
probe).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from core.image.page import Box, Grey, Mask, Page
from core.image.pieces import Pieces, find_pieces

BILEVEL_SHARE = 0.985
"""A page whose pixels are this often near black or near white was scanned in one bit."""
PAPER_WINDOW = 1 / 12
"""The paper's brightness is followed through a window of this share of the longer side."""
PAPER_SIDE_PX = 256.0
"""The paper is followed on a copy of this longer side; a smaller one takes a steep fall of light for ink."""
INK_LEVEL_QUANTILE = 0.85
HIGH, LOW = 0.50, 0.27
"""Hysteresis thresholds, as shares of the ink's own darkness: light strokes hang on to dark ones."""
NOISE_SIGMAS = 4.0
SAMPLE_PX = 5_000
"""Pixels from which the paper's noise is known well enough."""
FAINTEST = 0.035
"""Ink at least this much darker than its paper; below it is paper texture."""
DARK_PAPER = 90
"""A page mostly darker than this is light ink on dark paper, and is turned round."""
EDGE_BAND = 0.06
EDGE_COVERAGE = 0.45
EDGE_SPAN = 0.85
"""A page's edge runs along so much of a side; the first or last stroke of a tight crop less..."""
EDGE_PX, EDGE_END = 2, 0.01
"""...unless it lies on the border, within so many pixels, and reaches a corner (within this share)."""
RULE_THINNESS = 25.0
"""A printed line is so many times longer than thick; a downstroke of a tight crop is 10 to 18."""
RULE_WIDTH = 0.8
"""A printed line spans at least this share of the page."""
JOINED_PX = 8
"""Runs of a printed line with gaps up to this are one."""
SPECK_STROKES = 0.6
"""A piece with less ink than this many stroke widths squared is a speck."""


@dataclass(frozen=True, eq=False)
class Ink:
    """The ink of a page: `mask` (H, W) bool, its resolution, and the box it fills (empty when blank)."""

    mask: Mask
    dpi: float | None
    box: Box
    contrast: float = 1.0
    """How much darker the ink is than its paper, in [0, 1]; for quality findings only, never for the
    network."""

    @property
    def is_blank(self) -> bool:
        return self.box.width == 0

    @cached_property
    def pieces(self) -> Pieces:
        """The connected pieces of the cropped ink."""
        return find_pieces(self.cropped())

    @cached_property
    def stroke_px(self) -> float:
        """The typical stroke width in pixels; 0 when blank."""
        return stroke_width_px(self.cropped())

    def cropped(self) -> Mask:
        """Return the mask inside the box, (box.height, box.width) bool."""
        left, top, width, height = self.box
        return self.mask[top : top + height, left : left + width]


def find_ink(page: Page) -> Ink:
    """Separate ink from paper; a page without ink gives a blank `Ink`, never an error."""
    grey = page.grey
    if min(grey.shape) < 3:
        return _ink(np.zeros(grey.shape, bool), page, 0.0)
    histogram = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel().astype(np.int64)
    if _is_bilevel(histogram):
        mask, contrast = grey < 128, 1.0
        if mask.mean() > 0.5:  # white on black
            mask = ~mask
    else:
        mask, contrast = _by_contrast(grey if _median_of(histogram) >= DARK_PAPER else 255 - grey)
    mask = _without_edges(mask)
    mask = _without_rules(mask)
    return _ink(_without_specks(mask), page, contrast)


def _ink(mask: Mask, page: Page, contrast: float) -> Ink:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        return Ink(mask=mask, dpi=page.dpi, box=Box(0, 0, 0, 0), contrast=contrast)
    box = Box(int(columns[0]), int(rows[0]), int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1)
    return Ink(mask=mask, dpi=page.dpi, box=box, contrast=contrast)


def _is_bilevel(histogram: NDArray[np.int64]) -> bool:
    extreme = float(histogram[:12].sum() + histogram[244:].sum())
    return extreme / histogram.sum() >= BILEVEL_SHARE and bool(histogram[:12].sum() > 0)


def _median_of(histogram: NDArray[np.int64]) -> float:
    """Return the median of the values counted: of an even number of them, the mean of the middle two."""
    upto = np.cumsum(histogram)
    low, high = np.searchsorted(upto, [(upto[-1] - 1) // 2, upto[-1] // 2], side="right")
    return float(low + high) / 2


def _by_contrast(grey: Grey) -> tuple[Mask, float]:
    """Hysteresis on the darkness relative to the paper nearby; returns the mask and the ink's darkness."""
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.7), np.uint8)
    paper = _paper(smooth)
    darkness = 1.0 - np.minimum(smooth.astype(np.float32) / paper, 1.0)
    typical, noise = _paper_noise(darkness)
    floor = max(FAINTEST, typical + NOISE_SIGMAS * noise)
    candidates = darkness[darkness > floor]
    if candidates.size < 12:
        return np.zeros(grey.shape, bool), 0.0
    level = _ink_level(candidates)
    high, low = max(HIGH * level, floor), max(LOW * level, floor)
    return _hysteresis(darkness, high=high, low=low), level


def _paper_noise(darkness: NDArray[np.float32]) -> tuple[float, float]:
    """Return the paper's typical darkness and its spread, from a sample of the pixels."""
    step = max(1, int(np.sqrt(darkness.size / SAMPLE_PX)))
    sample = darkness[::step, ::step]
    typical = float(np.median(sample))
    light = sample[sample < typical + 0.1]
    return typical, 1.4826 * float(np.median(np.abs(light - np.median(light)))) if light.size else 0.0


def _ink_level(candidates: NDArray[np.float32]) -> float:
    """Return the darkness of the ink proper: a high quantile of what an Otsu cut calls dark."""
    scaled = np.clip(candidates * 255.0, 0, 255).astype(np.uint8).reshape(-1, 1)
    cut, _ = cv2.threshold(scaled, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    dark = candidates[candidates * 255.0 > cut]
    return float(np.quantile(dark if dark.size else candidates, INK_LEVEL_QUANTILE))


def _paper(grey: Grey) -> NDArray[np.float32]:
    """Return the paper's brightness at every pixel, (H, W) float32 of at least 1, seen through the ink."""
    height, width = grey.shape
    scale = min(1.0, PAPER_SIDE_PX / max(height, width))
    small = cv2.resize(
        grey, (max(3, round(width * scale)), max(3, round(height * scale))), interpolation=cv2.INTER_AREA
    )
    window = max(3, int(max(small.shape) * PAPER_WINDOW)) | 1
    closed = cv2.morphologyEx(
        cv2.medianBlur(small, 3),
        cv2.MORPH_CLOSE,
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (window, window)),
        borderType=cv2.BORDER_REPLICATE,
    )
    # A closing reads the brightest paper nearby; the median of what is not ink brings it back to the typical.
    typical = cv2.blur(closed, (window, window), borderType=cv2.BORDER_REPLICATE).astype(np.float32)
    paper = cv2.resize(typical, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.maximum(np.asarray(paper, np.float32), 1.0)


def _hysteresis(darkness: NDArray[np.float32], *, high: float, low: float) -> Mask:
    """Keep the pieces above `low` that hold at least one pixel above `high`."""
    weak = (darkness > low).astype(np.uint8)
    count, labels = cv2.connectedComponents(weak, connectivity=8)
    strong = np.zeros(count, bool)
    strong[labels[darkness > high]] = True
    strong[0] = False
    return strong.take(np.asarray(labels, np.int32))


def _without_edges(mask: Mask) -> Mask:
    """Remove the dark bands that a scanner leaves along the borders of a page."""
    cleaned = mask.copy()
    for turned in (cleaned, cleaned[::-1], cleaned.T, cleaned.T[::-1]):
        _clear_first_rows(turned)
    return cleaned


def _clear_first_rows(view: Mask) -> None:
    """Clear, in place, the band of mostly dark rows at the top of a view, and what hangs in that band
    only.
    """
    band = max(3, int(view.shape[0] * EDGE_BAND))
    dark = np.flatnonzero(view[:band].mean(axis=1) > EDGE_COVERAGE)
    if dark.size == 0 or dark[-1] - dark[0] + 1 > 2 * dark.size + 2:
        return
    last = int(dark[-1])
    along = np.flatnonzero(view[dark[0] : last + 1].any(axis=0))
    ends = EDGE_END * view.shape[1]
    is_at_corner = along[0] <= ends or along[-1] >= view.shape[1] - 1 - ends
    if along.size < EDGE_SPAN * view.shape[1] and (dark[0] > EDGE_PX or not is_at_corner):
        return
    # A hand-drawn stroke along the border is neither as straight nor as long as a page's edge.
    if view[dark].mean() < 0.6 and last > 3 * max(1, dark.size):
        return
    view[: min(view.shape[0], last + 3)] = False


def _without_rules(mask: Mask) -> Mask:
    """Remove printed lines: straight, thin, and reaching well beyond the writing on both sides."""
    cleaned = mask
    for is_turned in (False, True):
        view = cleaned.T if is_turned else cleaned
        lines = _rules(np.ascontiguousarray(view))
        if lines is not None:
            view = view & ~lines
            cleaned = view.T if is_turned else view
    return np.ascontiguousarray(cleaned)


def _rules(mask: Mask) -> Mask | None:
    """Return the pixels of near-horizontal printed lines, or None where there are none."""
    height, width = mask.shape
    length = max(40, int(width * 0.3))
    if width < 80 or height < 20:
        return None
    thick = cv2.dilate(mask.astype(np.uint8), np.ones((3, 1), np.uint8))
    long = np.flatnonzero(cv2.reduce(thick, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S) >= length)
    if long.size == 0:
        return None
    runs = np.zeros_like(thick)
    # Rows are opened one by one, so those too short of ink need no opening.
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1))
    runs[long] = cv2.morphologyEx(thick[long], cv2.MORPH_OPEN, kernel)
    across = np.flatnonzero(runs.any(axis=0))
    if across.size == 0 or across[-1] - across[0] + 1 + JOINED_PX < RULE_WIDTH * width:
        return None
    found = np.zeros(mask.shape, bool)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        cv2.dilate(runs, np.ones((3, JOINED_PX + 1), np.uint8))
    )
    stroke = stroke_width_px(mask)
    for label in range(1, count):
        left, _top, run_width, run_height, _area = stats[label]
        if run_width < RULE_WIDTH * width or run_height > max(4 * stroke, 0.05 * width):
            continue
        line = (labels == label) & (runs > 0)
        if _is_printed(mask, line, left=int(left), right=int(left + run_width), stroke=stroke):
            found |= _line_pixels(mask, line, stroke=stroke)
    return found if found.any() else None


def _is_printed(mask: Mask, line: Mask, *, left: int, right: int, stroke: float) -> bool:
    """Tell a printed line from a hand-drawn one: it is straight, and overshoots the rest on both sides."""
    columns = np.flatnonzero(line.any(axis=0))
    if columns.size < RULE_THINNESS * np.count_nonzero(line & mask) / columns.size:
        return False  # as thick as a stroke, and as short
    heights = np.array([np.flatnonzero(line[:, c]).mean() for c in columns[:: max(1, columns.size // 200)]])
    samples = columns[:: max(1, columns.size // 200)]
    slope, offset = np.polyfit(samples, heights, 1)
    if float(np.abs(heights - (slope * samples + offset)).max()) > max(1.5, 0.6 * stroke):
        return False
    rest = mask & ~cv2.dilate(line.astype(np.uint8), np.ones((2 * int(stroke) + 3, 3), np.uint8)).astype(bool)
    others = np.flatnonzero(rest.any(axis=0))
    margin = 0.03 * mask.shape[1]
    return others.size > 0 and left + margin < others[0] and others[-1] < right - margin


def _line_pixels(mask: Mask, line: Mask, *, stroke: float) -> Mask:
    """Return the line's own pixels, leaving those where a stroke of the signature crosses it."""
    near = cv2.dilate(line.astype(np.uint8), np.ones((3, 1), np.uint8)).astype(bool) & mask
    reach = int(2 * stroke) + 3
    crossing = np.zeros(mask.shape, bool)
    thickness = near.sum(axis=0)
    typical = float(np.median(thickness[thickness > 0])) if near.any() else 0.0
    tall = cv2.morphologyEx(
        mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((int(typical) + reach, 1), np.uint8)
    )
    crossing |= tall.astype(bool)
    return near & ~crossing


def _without_specks(mask: Mask) -> Mask:
    """Remove pieces too small to be a dot of the same pen."""
    if not mask.any():
        return mask
    smallest = max(3.0, SPECK_STROKES * stroke_width_px(mask) ** 2)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    is_kept = stats[:count, cv2.CC_STAT_AREA] >= smallest
    if is_kept[1:].all():
        return mask
    is_kept[0] = False
    return np.asarray(is_kept).take(np.asarray(labels, np.int32))


def stroke_width_px(mask: Mask) -> float:
    """Return the typical stroke width in pixels: ink area over half its outline."""
    area = float(np.count_nonzero(mask))
    if area == 0:
        return 0.0
    padded = np.pad(mask, 1)
    outline = float(
        np.count_nonzero(padded[1:] != padded[:-1]) + np.count_nonzero(padded[:, 1:] != padded[:, :-1])
    )
    # A stroke at 45 degrees counts its outline by sqrt(2) too long; 0.79 is the mean over directions (pi /
    # 4).
    return 2.0 * area / (outline * np.pi / 4)
