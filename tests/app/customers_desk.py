"""At which desk do the tests of the customers page work? A real bank, and a machine that reads file names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.notices import Notice, NoticeKind, Notices
from core.desk import Desk
from core.image.ink import find_ink
from core.image.page import Page
from core.image.quality import Finding, FindingKind, Severity
from core.image.read import encode_png
from core.image.shape import measure_shape
from core.net.embedding import Embedding
from core.progress import Report, Tick, silent
from core.scoring.verdict import Thresholds
from core.scoring.verifier import Comparison, Examined, Reference
from core.store.bank import Bank
from core.store.records import Signatory, SpecimenRecord

BLANK = Finding(FindingKind.BLANK, Severity.UNFIT, 0.0)
SEVERAL = Finding(FindingKind.SEVERAL_SIGNATURES, Severity.UNFIT, 2.0)


def stroke_page(seed: int = 0, *, name: str = "scan.png") -> Page:
    """A page with a wave of ink on it, another for every seed."""
    grey = np.full((120, 300), 240, np.uint8)
    along = np.linspace(30, 270, 60)
    wave = 60 + 30 * np.sin(along / (18 + seed)) + seed % 5
    points = np.stack([along, wave], axis=1).astype(np.int32)
    cv2.polylines(grey, [points.reshape(-1, 1, 2)], isClosed=False, color=20, thickness=4)
    return Page(grey=grey, dpi=200.0, name=name)


def blank_page() -> Page:
    """A page without ink."""
    return Page(grey=np.full((120, 300), 240, np.uint8), dpi=200.0, name="blank.png")


def scan_file(folder: Path, name: str, page: Page) -> Path:
    """Write a page into a folder."""
    path = folder / name
    path.write_bytes(encode_png(page))
    return path


class NumberJudge:
    """Two signatures are as far apart as a hundredth of the difference of the numbers in their names.

    A page without ink is unfit, and so is one with "several" in its name.
    """

    digest = "model-a"
    thresholds = Thresholds(accept_llr=1.2, reject_llr=-0.4, accept_far=0.01, reject_frr=0.02)

    def examine(self, page: Page) -> Examined:
        ink = find_ink(page)
        findings = (BLANK,) if ink.is_blank else (SEVERAL,) if "several" in page.name else ()
        number = re.search(r"\d+", page.name)
        return Examined(
            page=page,
            ink=ink,
            findings=findings,
            shape=None if findings else measure_shape(ink),
            frame=None if findings else np.ones((1, 4, 8), np.float32),
            embedding=None if findings else _embedding(int(number.group()) if number else 0),
        )

    def examine_many(self, pages: Sequence[Page], report: Report = silent) -> list[Examined]:
        report(Tick(0, len(pages)))
        return [self.examine(page) for page in pages]

    def compare(
        self, presented: Examined, specimens: Sequence[Reference], *, amount: float | None = None
    ) -> Comparison:
        raise AssertionError("nothing is verified here")

    def prepare(self, specimens: Sequence[Reference]) -> None:
        raise AssertionError("nothing is verified here")

    def distances(self, references: Sequence[Reference]) -> NDArray[np.float64]:
        numbers = np.array([float(each.embedding.vector[0]) for each in references])
        return np.asarray(np.abs(numbers[:, None] - numbers[None, :]) / 100, np.float64)


def _embedding(number: int) -> Embedding:
    return Embedding(
        vector=np.array([number], np.float32),
        local=np.zeros((1, 1, 1), np.float16),
        weights=np.ones((1, 1), np.float16),
    )


class Heard:
    """What the clerk was told, in order."""

    def __init__(self, notices: Notices) -> None:
        self.notices: list[Notice] = []
        notices.posted.connect(self.notices.append)

    @property
    def last(self) -> Notice:
        return self.notices[-1]

    @property
    def failures(self) -> list[str]:
        return [notice.text for notice in self.notices if notice.kind is NoticeKind.FAILED]

    def undo(self) -> None:
        """Take back what was said last."""
        assert self.last.undo is not None
        self.last.undo()


def open_desk(folder: Path) -> Desk:
    """A desk with two customers: Okafor with the signatories Maria and Ngozi, and Quennby with nobody."""
    bank = Bank.open(folder / "specimen.db")
    okafor = bank.add_customer(number="10021", name="Okafor Trading", accounts=("4711-0082",))
    bank.add_signatory(okafor.id, name="Maria Okafor", role="director")
    bank.add_signatory(okafor.id, name="Ngozi Okafor")
    bank.add_customer(number="10034", name="Marisol Quennby", accounts=("4711-0113", "4711-0114"))
    return Desk(bank, NumberJudge())


def maria(desk: Desk) -> Signatory:
    """The first signatory as the bank has her now."""
    return next(each for _, each in desk.bank.find_signatories("Maria"))


def enrol(desk: Desk, *numbers: int) -> list[SpecimenRecord]:
    """Enrol one specimen for each number for the first signatory."""
    pages = [stroke_page(number, name=f"specimen-{number}.png") for number in numbers]
    return desk.enrol(maria(desk).id, desk.examine_many(pages))


def scans(folder: Path, *numbers: int) -> list[Path]:
    """Files with a signature each."""
    return [scan_file(folder, f"scan-{number}.png", stroke_page(number)) for number in numbers]


def blank_scan(folder: Path) -> Path:
    """A file without ink."""
    return scan_file(folder, "blank.png", blank_page())


def many_pages(folder: Path, count: int) -> Path:
    """One TIFF with a signature on each of its pages."""
    pictures = [Image.fromarray(stroke_page(number).grey) for number in range(count)]
    path = folder / "mandates.tif"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], dpi=(200, 200))
    return path
