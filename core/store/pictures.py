"""How do pages, frames, findings and shapes become columns, and columns become them again?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.image.page import Page
from core.image.pen_chunk import trajectory_in, with_trajectory
from core.image.quality import Finding, FindingKind, Severity
from core.image.read import read_page
from core.image.shape import Shape


def pack_page(page: Page) -> bytes:
    """Return a page as PNG, with the way of the pen where it is known; its name, number and resolution are
    kept beside it.
    """
    # Looking for runs alone packs scans as small as looking for repeats, in a third of the time.
    _, png = cv2.imencode(".png", page.grey, (cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE))
    packed = png.tobytes()
    return packed if page.trajectory is None else with_trajectory(packed, page.trajectory)


def page_from(png: bytes, *, name: str, number: int, dpi: float | None) -> Page:
    """Return a page as it was kept, with what a PNG does not hold exactly."""
    page = read_page(png, name=name)
    return replace(page, dpi=dpi, name=name, number=number, trajectory=trajectory_in(png))


def pack_frame(frame: NDArray[np.float32]) -> bytes:
    """Return a frame (1, H, W) of zeros and ones as one bit a pixel, row after row."""
    return np.packbits(frame[0] > 0.5).tobytes()


def unpack_frame(packed: bytes, *, height: int, width: int) -> NDArray[np.float32]:
    """Return the frame (1, height, width) that `pack_frame` packed."""
    bits = np.unpackbits(np.frombuffer(packed, np.uint8), count=height * width)
    return bits.reshape(1, height, width).astype(np.float32)


def findings_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as plain data."""
    return [
        {"kind": finding.kind.value, "severity": finding.severity.value, "value": float(finding.value)}
        for finding in findings
    ]


def findings_from(data: Iterable[dict[str, Any]]) -> tuple[Finding, ...]:
    """Return the findings that `findings_data` made plain."""
    return tuple(
        Finding(FindingKind(item["kind"]), Severity(item["severity"]), item["value"]) for item in data
    )


def shape_data(shape: Shape) -> dict[str, Any]:
    """Return a shape as plain data."""
    return {
        name: value.item() if isinstance(value, np.generic) else value
        for name, value in asdict(shape).items()
    }


def shape_from(data: dict[str, Any]) -> Shape:
    """Return the shape that `shape_data` made plain."""
    return Shape(**data)
