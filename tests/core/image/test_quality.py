"""Is a scan found unfit exactly where judging it would mean nothing?"""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.image.ink import Ink, find_ink
from core.image.page import Box, Mask, Page
from core.image.quality import Finding, FindingKind, Severity, assess, is_fit

NOTE, UNFIT = Severity.NOTE, Severity.UNFIT
SIGNATURE = [(0, 60), (25, 5), (40, 80), (70, 40), (100, 75), (130, 30), (170, 70), (240, 20)]
"""A made-up signature of one stroke, 240 x 75 pixels."""


def canvas(width: int = 400, height: int = 160) -> Mask:
    return np.zeros((height, width), bool)


def sign(mask: Mask, *, left: int = 60, top: int = 40, size: float = 1.0, thickness: int = 4) -> Mask:
    """Draw the made-up signature into a mask, and return it."""
    points = (np.array(SIGNATURE) * size).astype(np.int32) + np.array([left, top], np.int32)
    drawn = cv2.polylines(mask.astype(np.uint8), [points], isClosed=False, color=1, thickness=thickness)
    return np.asarray(drawn, bool)


def assessed(
    mask: Mask, *, ink: int = 40, paper: int = 240, noise: float = 0.0, dpi: float | None = None
) -> dict[FindingKind, Finding]:
    """Assess a page whose ink is known exactly, so that only the assessment is tested."""
    grey = np.where(mask, ink, paper) + np.random.default_rng(4).normal(0, noise, mask.shape)
    page = Page(grey=np.clip(np.rint(grey), 0, 255).astype(np.uint8), dpi=dpi)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    width, height = int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1
    known = Ink(mask=mask, dpi=dpi, box=Box(int(columns[0]), int(rows[0]), width, height))
    return {finding.kind: finding for finding in assess(page, known)}


def test_a_plain_signature_has_no_findings() -> None:
    assert assessed(sign(canvas())) == {}


def test_a_page_without_ink_is_blank_and_unfit() -> None:
    page = Page(grey=np.full((100, 200), 250, np.uint8))
    findings = assess(page, find_ink(page))
    assert findings == (Finding(FindingKind.BLANK, UNFIT, 0.0),)
    assert not is_fit(findings)


def test_ink_of_a_few_pixels_is_too_small() -> None:
    findings = assessed(sign(canvas(), size=0.12, thickness=1))
    assert findings[FindingKind.TOO_SMALL].severity is UNFIT
    assert findings[FindingKind.TOO_SMALL].value == pytest.approx(29, abs=2)


def test_a_known_resolution_tells_a_speck_from_a_signature() -> None:
    """The same 53 pixels are 9 mm at 150 dpi and 2 mm at 600 dpi."""
    small = sign(canvas(), size=0.22, thickness=1)
    assert FindingKind.TOO_SMALL not in assessed(small, dpi=150)
    assert assessed(small, dpi=600)[FindingKind.TOO_SMALL].severity is UNFIT


def test_a_coarse_scan_is_noted_but_fit() -> None:
    findings = assessed(sign(canvas(), size=0.4, thickness=2))
    assert findings.keys() == {FindingKind.LOW_RESOLUTION}
    assert is_fit(tuple(findings.values()))


@pytest.mark.parametrize(
    "ink, severity", [(40, None), (200, None), (215, NOTE), (223, NOTE), (228, UNFIT), (236, UNFIT)]
)
def test_faintness_is_the_share_of_the_papers_brightness_that_ink_takes(
    ink: int, severity: Severity | None
) -> None:
    """On paper of 240: 0.83, 0.17, 0.104, 0.071, 0.05 and 0.017."""
    finding = assessed(sign(canvas()), ink=ink).get(FindingKind.TOO_FAINT)
    assert (finding and finding.severity) == severity
    if finding:
        assert finding.value == pytest.approx((240 - ink) / 240)


def test_faint_ink_that_drowns_in_noise_is_unfit_and_dark_ink_is_not() -> None:
    faint = assessed(sign(canvas()), ink=215, noise=12.0)
    assert faint[FindingKind.TOO_FAINT].severity is UNFIT
    assert FindingKind.TOO_FAINT not in assessed(sign(canvas()), ink=40, noise=12.0)


def test_white_ink_on_black_is_not_faint() -> None:
    assert FindingKind.TOO_FAINT not in assessed(sign(canvas()), ink=255, paper=0)


def test_a_crop_exactly_to_the_ink_is_not_a_cut() -> None:
    whole = sign(canvas())
    rows, columns = np.flatnonzero(whole.any(axis=1)), np.flatnonzero(whole.any(axis=0))
    tight = np.ascontiguousarray(whole[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    assert assessed(tight) == {}


def test_a_loop_that_grazes_the_border_is_not_a_cut() -> None:
    ring = cv2.ellipse(np.zeros((120, 400), np.uint8), (200, 60), (190, 58), 0, 0, 360, 1, 4)
    assert FindingKind.CUT_AT_BORDER not in assessed(np.asarray(ring, bool))


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_strokes_cut_on_any_side_are_noted(turn: int) -> None:
    cut = np.ascontiguousarray(np.rot90(sign(canvas())[:80], turn))
    finding = assessed(cut)[FindingKind.CUT_AT_BORDER]
    assert finding.severity is NOTE
    assert finding.value > 4


@pytest.mark.parametrize("gap_heights, severity", [(1.0, None), (1.5, None), (2.2, NOTE), (3.0, UNFIT)])
def test_signatures_side_by_side_are_several_when_far_apart(
    gap_heights: float, severity: Severity | None
) -> None:
    """The signature is 244 x 80 pixels with its stroke; first and last name of one writer stand closer."""
    left = round(10 + 244 + 80 * gap_heights)
    both = sign(sign(canvas(800, 160), left=10), left=left)
    finding = assessed(both).get(FindingKind.SEVERAL_SIGNATURES)
    assert (finding and finding.severity) == severity
    if finding:
        assert finding.value == pytest.approx(gap_heights, abs=0.1)


@pytest.mark.parametrize("dpi, severity", [(200.0, UNFIT), (600.0, None), (None, None)])
def test_a_sheet_of_signatures_is_told_by_its_size(dpi: float | None, severity: Severity | None) -> None:
    """Four of them close together fill 70 mm at 200 dpi; at 600 dpi, or none known, they might be one."""
    mask = canvas(width=500, height=700)
    for number in range(4):
        mask |= sign(canvas(width=500, height=700), top=40 + 160 * number, size=1.2)
    found = assessed(mask, dpi=dpi).get(FindingKind.SEVERAL_SIGNATURES)
    assert (found.severity if found else None) is severity


@pytest.mark.parametrize("gap_heights, severity", [(0.15, None), (0.38, NOTE), (0.7, UNFIT)])
def test_signatures_one_above_the_other_are_several_when_apart(
    gap_heights: float, severity: Severity | None
) -> None:
    both = sign(sign(canvas(400, 300), top=20), top=round(20 + 80 * (1 + gap_heights)))
    finding = assessed(both).get(FindingKind.SEVERAL_SIGNATURES)
    assert (finding and finding.severity) == severity


def test_a_distant_dot_is_not_a_second_signature() -> None:
    dotted = sign(canvas(800, 160), left=10)
    dotted[60:70, 700:710] = True
    assert FindingKind.SEVERAL_SIGNATURES not in assessed(dotted)


def test_lines_of_text_are_mostly_print() -> None:
    page = np.zeros((200, 700), np.uint8)
    for row, text in enumerate(["The undersigned agrees to", "the terms of this account", "and signs below"]):
        cv2.putText(page, text, (20, 60 + 50 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 1, 2)
    finding = assessed(page.astype(bool))[FindingKind.MOSTLY_PRINT]
    assert finding.severity is UNFIT
    assert finding.value > 40


def test_a_round_stamp_is_mostly_print() -> None:
    page = np.zeros((300, 300), np.uint8)
    cv2.circle(page, (150, 150), 130, 1, 3)
    for angle in np.linspace(0, 2 * np.pi, 36, endpoint=False):
        place = (round(142 + 105 * np.cos(angle)), round(156 + 105 * np.sin(angle)))
        cv2.putText(page, "B", place, cv2.FONT_HERSHEY_SIMPLEX, 0.5, 1, 2)
    assert assessed(page.astype(bool))[FindingKind.MOSTLY_PRINT].severity is UNFIT


def test_a_signature_above_a_printed_caption_stays_fit() -> None:
    page = sign(canvas(500, 220), size=1.6, top=10).astype(np.uint8)
    cv2.putText(page, "Authorised signatory", (70, 180), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 1, 1)
    assert is_fit(tuple(assessed(page.astype(bool)).values()))


def test_dust_around_a_signature_is_not_print() -> None:
    dusty = sign(canvas(800, 300), top=100, size=2.0, thickness=6)
    dusty[5:90:12, 5:400:12] = True
    assert FindingKind.MOSTLY_PRINT not in assessed(dusty)


def test_the_worst_finding_comes_first() -> None:
    coarse_and_faint = assessed(sign(canvas(), size=0.4, thickness=2), ink=236)
    assert list(coarse_and_faint) == [FindingKind.TOO_FAINT, FindingKind.LOW_RESOLUTION]


def test_only_unfit_findings_make_a_scan_unfit() -> None:
    note = Finding(FindingKind.CUT_AT_BORDER, NOTE, 4.0)
    assert is_fit(())
    assert is_fit((note,))
    assert not is_fit((note, Finding(FindingKind.TOO_FAINT, UNFIT, 0.02)))
