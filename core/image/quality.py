"""Is this scan fit to judge, and if not, what is wrong with it?

Each finding carries the number that was measured; the app words the remedy. The limits were set on some 7,000
real signatures of seven sets and on pages that are none (whole cheques and office letters, text cut out of
them, two signatures side by side or one above the other); the figures are beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from core.image.ink import Ink
from core.image.page import Grey, Mask, Page
from core.image.pieces import Pieces

SMALLEST_PX = 40
"""Longer side of the ink below which strokes run together; the smallest of 300 phone pictures has 50."""
SMALLEST_MM = 4.0
"""Where the resolution is known: nobody signs smaller than this, so it is a speck or a dot."""
COARSE_PX = 128
"""Longer side of the ink below which the network's frame shows it more than twice enlarged."""

CUT_STROKES = 3.0
"""Width of ink that runs over one border, in stroke widths. A crop exactly to the ink touches each border
with a stroke or two (299 of 300 Dutch scans, cropped so, stay below); the cut ones in CEDAR have 3 to 5."""

FAINT_CONTRAST = 0.12
"""Share of the paper's brightness. Faded real scans gave the same ink down to 0.10, whatever the noise."""
FAINTEST_CONTRAST = 0.06
"""Below it strokes were lost, on some scans a third of them."""
NOISE_SIGMAS = 3.0
"""Ink less than this far out of the paper's noise was lost on half of the faded scans..."""
NOISE_COUNTS_BELOW = 0.15
"""...but darker ink than this is seen through any noise, as on a cheque's printed ground."""

AROUND_PX = 7
"""How far from the ink its paper is looked at; the nearest two pixels are left out, being half ink."""

LEAST_PART = 0.2
"""Share of all ink that a second signature has at least; less is a dot, a date, a stray stroke."""
WIDE_GAP, WIDEST_GAP = 1.8, 2.6
"""Gap between parts side by side, in heights of the taller: first and last name reach 2.3 (Hindi), 2.0
(Bengali), 1.0 (others)."""
HIGH_GAP, HIGHEST_GAP = 0.3, 0.45
"""Gap between parts one above the other, likewise: all signatures but one stay below 0.25."""
WIDEST_MM, HIGHEST_MM = 150.0, 60.0
"""Where the resolution is known: nobody signs larger than this, in parts that stand apart at all..."""
APART = 0.1
"""...by this gap, in heights of the taller."""

LETTERS, MANY_LETTERS = 22, 32
"""Pieces of one height: signatures have at most 18, but for one of 27 (Bengali); cheques at least 106."""
LETTER_HEIGHTS = 1.8
"""Heights within this ratio count as one: small letters and capitals of one print."""
LETTERS_SHARE = 0.2
"""Share of all ink that they hold at least, so that dust around a signature is not taken for print."""


class FindingKind(StrEnum):
    """What can be wrong with a scan; `value` is..."""

    BLANK = "blank"  # ...0
    TOO_SMALL = "too_small"  # ...the longer side of the ink in pixels
    CUT_AT_BORDER = "cut_at_border"  # ...how much ink crosses one border, in stroke widths
    TOO_FAINT = "too_faint"  # ...the contrast of ink to paper, in [0, 1]
    SEVERAL_SIGNATURES = "several_signatures"  # ...the gap between the parts, in heights of the taller
    MOSTLY_PRINT = "mostly_print"  # ...how many letters of one size there are
    LOW_RESOLUTION = "low_resolution"  # ...the longer side of the ink in pixels


class Severity(StrEnum):
    """A note is shown beside the verdict; an unfit scan is never scored."""

    NOTE = "note"
    UNFIT = "unfit"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a scan, how bad it is, and the number that was measured."""

    kind: FindingKind
    severity: Severity
    value: float


def assess(page: Page, ink: Ink) -> tuple[Finding, ...]:
    """Return what is wrong with the scan, the worst first; nothing where it is fit without reserve."""
    if ink.is_blank:
        return (Finding(FindingKind.BLANK, Severity.UNFIT, 0.0),)
    pieces = ink.pieces
    findings = [*_size(ink), *_faintness(page, ink), *_print(pieces), *_parts(ink), *_cut(ink)]
    return tuple(sorted(findings, key=lambda finding: finding.severity is Severity.NOTE))


def is_fit(findings: tuple[Finding, ...]) -> bool:
    """Say whether a scan with these findings may be scored."""
    return all(finding.severity is not Severity.UNFIT for finding in findings)


def _size(ink: Ink) -> Iterator[Finding]:
    longer = max(ink.box.width, ink.box.height)
    smallest = max(SMALLEST_PX, SMALLEST_MM / 25.4 * (ink.dpi or 0.0))
    if longer < smallest:
        yield Finding(FindingKind.TOO_SMALL, Severity.UNFIT, float(longer))
    elif longer < COARSE_PX:
        yield Finding(FindingKind.LOW_RESOLUTION, Severity.NOTE, float(longer))


def _faintness(page: Page, ink: Ink) -> Iterator[Finding]:
    """Compare the ink with the paper right around it, so that uneven light does not count."""
    left, top, width, height = ink.box
    near = np.s_[
        max(0, top - AROUND_PX) : top + height + AROUND_PX,
        max(0, left - AROUND_PX) : left + width + AROUND_PX,
    ]
    grey, mask = np.ascontiguousarray(page.grey[near]), ink.mask[near].astype(np.uint8)
    ring = _grown(mask, AROUND_PX) & ~_grown(mask, 2)
    dark, _ = _middle(grey, mask)
    paper, noise = _middle(grey, ring if ring.any() else 1 - mask)
    brighter = max(paper, dark, 1.0)
    contrast = abs(paper - dark) / brighter  # white ink on black is ink, too
    faintest = max(FAINTEST_CONTRAST, min(NOISE_COUNTS_BELOW, NOISE_SIGMAS * noise / brighter))
    if contrast < max(faintest, FAINT_CONTRAST):
        severity = Severity.UNFIT if contrast < faintest else Severity.NOTE
        yield Finding(FindingKind.TOO_FAINT, severity, contrast)


def _grown(mask: NDArray[np.uint8], pixels: int) -> NDArray[np.uint8]:
    kernel = np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8)
    return np.asarray(cv2.dilate(mask, kernel), np.uint8)


def _middle(grey: Grey, mask: NDArray[np.uint8]) -> tuple[float, float]:
    """Return median and spread (scaled median absolute deviation) of the grey values under a mask."""
    counts = cv2.calcHist([grey], [0], mask, [256], [0, 256]).ravel()
    levels = np.arange(256)
    middle = _weighted_median(levels, counts)
    return middle, 1.4826 * _weighted_median(np.abs(levels - middle), counts)


def _weighted_median(values: NDArray[np.generic], weights: NDArray[np.generic]) -> float:
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _print(pieces: Pieces) -> Iterator[Finding]:
    """Look for many pieces of one height, as letters in print and around a stamp are."""
    heights = np.sort(pieces.height)
    within = np.searchsorted(heights, heights * LETTER_HEIGHTS, side="right") - np.arange(heights.size)
    least = heights[np.argmax(within)]
    letters = int(within.max())
    is_letter = (pieces.height >= least) & (pieces.height <= least * LETTER_HEIGHTS)
    if letters >= LETTERS and pieces.area[is_letter].sum() >= LETTERS_SHARE * pieces.area.sum():
        severity = Severity.UNFIT if letters >= MANY_LETTERS else Severity.NOTE
        yield Finding(FindingKind.MOSTLY_PRINT, severity, float(letters))


def _parts(ink: Ink) -> Iterator[Finding]:
    beside = ink.pieces.widest_gap(is_vertical=False, least_part=LEAST_PART)
    below = ink.pieces.widest_gap(is_vertical=True, least_part=LEAST_PART)
    is_page = _is_larger_than_a_signature(ink) and max(beside, below) >= APART
    if beside >= WIDE_GAP or below >= HIGH_GAP or is_page:
        is_clear = beside >= WIDEST_GAP or below >= HIGHEST_GAP or is_page
        value = below if below / HIGH_GAP > beside / WIDE_GAP else beside
        severity = Severity.UNFIT if is_clear else Severity.NOTE
        yield Finding(FindingKind.SEVERAL_SIGNATURES, severity, value)


def _is_larger_than_a_signature(ink: Ink) -> bool:
    inches = (ink.box.width / ink.dpi, ink.box.height / ink.dpi) if ink.dpi else (0.0, 0.0)
    return inches[0] * 25.4 > WIDEST_MM or inches[1] * 25.4 > HIGHEST_MM


def _cut(ink: Ink) -> Iterator[Finding]:
    stroke = ink.stroke_px
    sides = (ink.mask, ink.mask[::-1], ink.mask.T, ink.mask.T[::-1])
    widest = max(_crossing(side, stroke=stroke) for side in sides)
    if widest >= CUT_STROKES:
        yield Finding(FindingKind.CUT_AT_BORDER, Severity.NOTE, widest)


def _crossing(side: Mask, *, stroke: float) -> float:
    """Return how much ink crosses the first row, in stroke widths.

    A stroke that only grazes the border, as the top of a loop does, is thin one and a half strokes further
    in; one that crosses it goes on there, straight or slanted.
    """
    reach = round(stroke)
    inside = side[min(max(2, round(1.5 * stroke)), side.shape[0] - 1)]
    edges = np.flatnonzero(np.diff(side[:2].any(axis=0), prepend=False, append=False))
    crossing = 0.0
    for start, end in edges.reshape(-1, 2):
        width = min(int(end - start), int(inside[max(0, start - reach) : end + reach].sum()))
        crossing += width if width >= 0.6 * stroke else 0
    return crossing / stroke
