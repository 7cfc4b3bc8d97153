"""What do the tests of the store put into it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from core.image.page import Page
from core.image.quality import Finding, FindingKind, Severity
from core.image.shape import Shape
from core.net.embedding import Embedding
from core.store.learning_records import Label, NewExample
from core.store.records import NewSpecimen, NewVerification
from core.store.shelf import Clock

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SHAPE = Shape(
    aspect=2.5,
    slant_deg=12.0,
    density=0.2,
    stroke_px=3.5,
    stroke_share=0.02,
    pieces=4,
    width_mm=None,
    height_mm=11.25,
)
FAINT = Finding(FindingKind.TOO_FAINT, Severity.NOTE, 0.21)
UNFIT = Finding(FindingKind.TOO_FAINT, Severity.UNFIT, 0.04)


def minutes_from(start: datetime) -> Clock:
    """Return a clock that is a minute later at every look."""

    def ticks() -> Iterator[datetime]:
        now = start
        while True:
            yield now
            now += timedelta(minutes=1)

    return ticks().__next__


def page(seed: int = 0, *, name: str = "scan.png", dpi: float | None = 200.0) -> Page:
    """Return a small page of noise; every seed gives another."""
    grey = np.random.default_rng(seed).integers(0, 256, (20, 30), dtype=np.uint8)
    return Page(grey=grey, dpi=dpi, name=name)


def specimen(seed: int = 0, *, digest: str = "model-a", name: str = "scan.png") -> NewSpecimen:
    """Return a specimen to enrol."""
    rng = np.random.default_rng(seed)
    return NewSpecimen(
        page=page(seed, name=name),
        findings=(FAINT,),
        shape=SHAPE,
        frame=(rng.random((1, 16, 24)) < 0.3).astype(np.float32),
        embedding=embedding(seed),
        digest=digest,
    )


def verification(seed: int = 0, *, verdict: str = "accept", llr: float = 2.1) -> NewVerification:
    """Return a comparison to record."""
    return NewVerification(
        page=page(seed, name="cheque.png"),
        distances={3: 0.52, 1: 0.31},
        distance=0.31,
        score=-0.31,
        llr=llr,
        verdict=verdict,
        model_digest="model-a",
        milliseconds=38.5,
        accept_llr=1.2,
        reject_llr=-0.4,
        accept_far=0.01,
        reject_frr=0.02,
        reasons=({"kind": "slant", "agrees": True, "presented": 12.0, "low": 9.0, "high": 14.0},),
        findings=(FAINT,),
    )


def unscored(seed: int = 0) -> NewVerification:
    """Return what is recorded of a scan that was not fit to judge."""
    return replace(
        verification(seed, verdict="refer"),
        distances={},
        distance=None,
        score=None,
        llr=None,
        reasons=(),
        findings=(UNFIT,),
        milliseconds=0.0,
    )


def imported(
    seed: int = 0, *, label: Label = Label.GENUINE, writer: str = "w-7", batch: str = "archive"
) -> NewExample:
    """Return a signature of an import to learn from."""
    new = specimen(seed)
    return NewExample(
        new.findings,
        new.shape,
        new.frame,
        page=page(seed, name=f"{seed}.tif"),
        writer=writer,
        batch=batch,
        label=label,
        reason="labels.csv",
    )


def gathered(verification_id: int, seed: int = 0) -> NewExample:
    """Return the presented signature of a verification to learn from."""
    new = specimen(seed)
    return NewExample(new.findings, new.shape, new.frame, verification_id=verification_id)


def embedding(seed: int = 0) -> Embedding:
    """Return an embedding; every seed gives another."""
    vector = np.zeros(64, np.float32)
    vector[seed % 64] = 1.0
    cells = np.full((2, 1, 4), seed, np.float16)
    return Embedding(vector=vector, local=cells, weights=np.full((1, 4), 0.25, np.float16))
