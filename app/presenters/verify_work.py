"""What does the verify page do off the GUI thread? Plain functions for the lanes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from app.presenters.verify_state import Item, Picture, Presented, Subject
from app.widgets.raster import Plane, Raster, around, grey_raster, ink_raster, pair_raster
from core.errors import DeletedPicture
from core.image.ink import Ink, find_ink
from core.image.page import Box, Page
from core.image.read import page_count, read_page
from core.image.register import register
from core.progress import Report, silent

if TYPE_CHECKING:
    from core.desk import Desk
    from core.store.bank import Bank
    from core.store.records import DecisionRecord, SpecimenRecord, VerificationRecord

LONGEST_PAIR_SIDE_PX = 2000
"""A pair of registered inks is drawn no finer than this; on screens it is never larger at fit."""
FINEST_PAIR = 2.0
"""Small scans are drawn this much finer than they are, so that turned strokes have smooth edges."""
PAIR_MARGIN_SHARE = 0.06


@dataclass(frozen=True, eq=False)
class Past:
    """A verification as it was: whose, with which specimens, what was presented and what was decided.

    `presented` is None where the bank kept its picture no longer.
    """

    subject: Subject
    presented: Presented | None
    record: VerificationRecord
    decisions: tuple[DecisionRecord, ...]


@dataclass(frozen=True, eq=False)
class Referred:
    """A scan that could not be judged, and what was recorded of it."""

    presented: Presented
    record: VerificationRecord
    decision: DecisionRecord


def load_subject(bank: Bank, signatory_id: int) -> Subject:
    """Read a signatory with the customer and the specimens that are not withdrawn; raises RefusedRecord."""
    signatory = bank.signatory(signatory_id)
    return Subject(
        customer=bank.customer(signatory.customer_id),
        signatory=signatory,
        specimens=tuple(sorted(bank.specimens(signatory_id), key=lambda one: (one.enrolled_at, one.id))),
    )


def take_picture(bank: Bank, specimen_id: int) -> Picture:
    """Read one specimen's page and find its ink."""
    return picture_of(bank.specimen_page(specimen_id))


def read_item(item: Item, *, page: int = 0) -> Presented:
    """Read one page of what was handed in; raises UnreadableScan."""
    count = page_count(item.source, name=item.name)
    whole = read_page(item.source, page=page, name=item.name)
    scan = grey_raster(whole.grey, dpi=whole.dpi)
    return Presented(name=item.name, whole=whole, page_count=count, picture=Picture(scan), whole_scan=scan)


def cut_out(presented: Presented, box: Box | None) -> Presented:
    """Present the part of the page inside `box`, or the whole page again."""
    part = presented.whole if box is None else presented.whole.crop(box)
    scan = presented.whole_scan if box is None else grey_raster(part.grey, dpi=part.dpi)
    return replace(presented, box=box, picture=Picture(scan), examined=None, findings=())


def examine(desk: Desk, presented: Presented) -> Presented:
    """Find the ink of the presented part and say whether it is fit to judge."""
    part = presented.whole if presented.box is None else presented.whole.crop(presented.box)
    examined = desk.examine(part)
    picture = _picture(part, examined.ink, scan=presented.picture.scan)
    return replace(presented, picture=picture, examined=examined, findings=tuple(examined.findings))


def compare(
    desk: Desk,
    signatory_id: int,
    presented: Presented,
    report: Report = silent,
    *,
    amount: float | None = None,
) -> VerificationRecord:
    """Compare with the signatory's specimens and record it; raises UnfitScan, NoSpecimens."""
    assert presented.examined is not None
    return desk.verify(signatory_id, presented.examined, report, amount=amount)


def refer(desk: Desk, signatory_id: int, presented: Presented, *, remark: str, officer: str) -> Referred:
    """Record that a scan cannot be judged and is referred; raises FitScan."""
    assert presented.examined is not None
    record, decision = desk.refer_unfit(signatory_id, presented.examined, remark=remark, officer=officer)
    return Referred(presented, record, decision)


def load_past(bank: Bank, verification_id: int) -> Past:
    """Read a verification as it was; specimens withdrawn since then included."""
    record = bank.verification(verification_id)
    signatory = bank.signatory(record.signatory_id)
    specimens = _specimens_of(bank, record)
    subject = Subject(
        customer=bank.customer(signatory.customer_id),
        signatory=signatory,
        specimens=tuple(sorted(specimens, key=lambda one: (one.enrolled_at, one.id))),
    )
    presented = _presented_then(bank, record)
    return Past(subject, presented, record, tuple(bank.decisions(verification_id)))


def _presented_then(bank: Bank, record: VerificationRecord) -> Presented | None:
    try:
        page = bank.presented_page(record.id)
    except DeletedPicture:
        return None
    picture = picture_of(page)
    return Presented(
        name=record.source_name,
        whole=page,
        page_count=1,
        picture=picture,
        whole_scan=picture.scan,
        findings=record.findings,
    )


def _specimens_of(bank: Bank, record: VerificationRecord) -> list[SpecimenRecord]:
    """What was compared with; where nothing was, what a person could have compared with and still can."""
    if not record.is_scored:
        return [one for one in bank.specimens(record.signatory_id) if one.enrolled_at <= record.at]
    known = {one.id: one for one in bank.specimens(record.signatory_id, with_withdrawn=True)}
    return [known[number] for number in record.distances if number in known]


def picture_of(page: Page) -> Picture:
    """A page as scanned and as ink."""
    return _picture(page, find_ink(page), scan=grey_raster(page.grey, dpi=page.dpi))


def _picture(page: Page, ink: Ink, *, scan: Raster) -> Picture:
    focus = around(ink.box, width_px=page.width_px, height_px=page.height_px)
    focused = replace(scan, focus=focus) if focus else scan
    return Picture(focused, ink_raster(ink.mask, dpi=page.dpi, focus=focus), None if ink.is_blank else ink)


def pair(presented: Ink, specimen: Ink) -> Raster:
    """Lay the presented ink over the specimen's, registered, in one raster that holds all of both."""
    onto = register(presented, specimen)
    box = _united(_moved(presented.box, onto), _corners(specimen.box))
    margin = PAIR_MARGIN_SHARE * max(box[2] - box[0], box[3] - box[1])
    left, top = box[0] - margin, box[1] - margin
    width, height = box[2] - box[0] + 2 * margin, box[3] - box[1] + 2 * margin
    scale = min(FINEST_PAIR, LONGEST_PAIR_SIDE_PX / max(width, height, 1.0))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    place = np.array([[scale, 0.0, -scale * left], [0.0, scale, -scale * top]])
    return pair_raster(
        _laid(presented, _after(place, onto), size),
        _laid(specimen, place, size),
        dpi=specimen.dpi * scale if specimen.dpi else None,
    )


def _laid(ink: Ink, matrix: NDArray[np.float64], size: tuple[int, int]) -> Plane:
    """Draw ink through an affine map; where the map shrinks it, halve it first so that no stroke is lost."""
    mask = ink.mask.astype(np.uint8) * np.uint8(255)
    shrink = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    while shrink < 0.6 and min(mask.shape) > 2:
        halved = (mask.shape[1] // 2, mask.shape[0] // 2)
        ratio = (mask.shape[1] / halved[0], mask.shape[0] / halved[1])
        mask = np.asarray(cv2.resize(mask, halved, interpolation=cv2.INTER_AREA), np.uint8)
        matrix = matrix * np.array([[ratio[0], ratio[1], 1.0]])
        shrink *= 2
    laid = cv2.warpAffine(mask, matrix, size, flags=cv2.INTER_LINEAR)
    return np.asarray(laid, np.uint8)


def _after(second: NDArray[np.float64], first: NDArray[np.float64]) -> NDArray[np.float64]:
    """The affine map that does `first`, then `second`."""
    lifted = np.vstack([first, [0.0, 0.0, 1.0]])
    return np.asarray(second @ lifted, np.float64)


def _corners(box: Box) -> NDArray[np.float64]:
    right, bottom = box.left + box.width, box.top + box.height
    return np.array([[box.left, box.top], [right, box.top], [box.left, bottom], [right, bottom]], np.float64)


def _moved(box: Box, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    corners = _corners(box)
    return np.asarray(corners @ matrix[:, :2].T + matrix[:, 2], np.float64)


def _united(first: NDArray[np.float64], second: NDArray[np.float64]) -> tuple[float, float, float, float]:
    points = np.vstack([first, second])
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return float(left), float(top), float(right), float(bottom)
