"""What does a scanner make of strokes on paper? Grey pages, slower to make than masks but like scans."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.synthetic.render import MM_PER_INCH, SHIFT, pressure_of
from core.data.synthetic.strokes import Floats, Strokes
from core.data.synthetic.vary import affine
from core.image.page import Page

FINER = 3  # ink is drawn this much finer than the page, then averaged
LEVELS = 12  # of pressure


@dataclass(frozen=True)
class Pen:
    """`contrast`, `fade`: how much pressure widens and darkens the line; `skips`: ink missing, 0 to 1."""

    width_mm: float
    contrast: float
    darkness: float  # of the ink as grey, 1 is black
    fade: float
    skips: float


@dataclass(frozen=True)
class Paper:
    """`tone` of the sheet, `shade` (unevenness of the light) and `grain`, all in grey levels."""

    tone: float
    shade: float
    grain: float
    ruled_mm: float | None = None  # distance of printed lines, None for blank paper


def draw_pen(rng: np.random.Generator) -> Pen:
    """Return a ballpoint (mostly), a fountain pen or a felt pen."""
    kind = rng.random()
    darkness = float(rng.uniform(0.6, 0.95))
    if kind < 0.65:
        return Pen(float(rng.uniform(0.28, 0.45)), 0.5, darkness, 0.45, float(rng.uniform(0.1, 0.6)))
    if kind < 0.85:
        return Pen(float(rng.uniform(0.35, 0.65)), 1.0, darkness, 0.25, 0.05)
    return Pen(float(rng.uniform(0.6, 0.9)), 0.3, darkness, 0.1, 0.0)


def draw_paper(rng: np.random.Generator) -> Paper:
    """Return a sheet: white or toned, at times ruled."""
    return Paper(
        tone=float(rng.choice([rng.uniform(238, 252), rng.uniform(205, 238)])),
        shade=float(rng.gamma(1.5, 3.0)),
        grain=float(rng.uniform(0.5, 2.5)),
        ruled_mm=float(rng.uniform(6.0, 9.0)) if rng.random() < 0.15 else None,
    )


def render(
    strokes: Strokes,
    *,
    rng: np.random.Generator,
    dpi: float = 300.0,
    pen: Pen | None = None,
    paper: Paper | None = None,
    margin_mm: float = 5.0,
    is_bitonal: bool = False,
    name: str = "made-up signature",
) -> Page:
    """Return the signature as scanned, slightly turned; pen and paper are drawn where they are not given."""
    pen, paper = pen or draw_pen(rng), paper or draw_paper(rng)
    points = np.concatenate(strokes)[:, :2]
    points = affine(points, scale=1.0, aspect=1.0, slant=0.0, turn=float(rng.normal(0.0, 0.012)))
    points = points - points.min(axis=0) + margin_mm
    width, height = np.ceil((points.max(axis=0) + margin_mm) * dpi / MM_PER_INCH).astype(int)
    sheet = _sheet(paper, shape=(int(height), int(width)), dpi=dpi, rng=rng)
    counts = np.cumsum([len(stroke) for stroke in strokes])[:-1]
    pressure = [pressure_of(stroke) for stroke in strokes]
    ink = _ink(np.split(points, counts), pressure, pen=pen, shape=sheet.shape, dpi=dpi, rng=rng)
    grey = sheet * (1.0 - ink) + 8.0 * ink + rng.normal(0.0, 0.6, sheet.shape)
    if is_bitonal:
        grey = np.where(grey < 0.72 * paper.tone, 0.0, 255.0)
    return Page(grey=np.clip(np.round(grey), 0, 255).astype(np.uint8), dpi=dpi, name=name)


def _ink(
    paths: list[NDArray[np.float64]],
    pressure: list[Floats],
    *,
    pen: Pen,
    shape: tuple[int, int],
    dpi: float,
    rng: np.random.Generator,
) -> Floats:
    """Return how much ink covers each pixel (H, W), 0 to 1; the hardest pressed lines lie on top."""
    scale = dpi / MM_PER_INCH * FINER
    canvas = np.zeros((shape[0] * FINER, shape[1] * FINER), np.uint8)
    pixels = [np.round(path * scale * 2**SHIFT).astype(np.int32) for path in paths]
    levels = [np.floor(calm(press) * LEVELS).astype(int) for press in pressure]
    for level in range(LEVELS):
        press = (level + 0.5) / LEVELS
        wide = max(1, round(pen.width_mm * scale * (1.0 + pen.contrast * (press - 0.55))))
        dark = round(255 * pen.darkness * (1.0 - pen.fade * (1.0 - press)))
        for path, owned in zip(pixels, levels, strict=True):
            for run in _runs(path, owned == level):
                cv2.polylines(canvas, [run], False, dark, wide, cv2.LINE_8, SHIFT)
    averaged = cv2.resize(canvas, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    ink = cv2.GaussianBlur(averaged.astype(np.float64), (0, 0), 0.45 * dpi / 300.0 + 0.15) / 255.0
    patches = cv2.GaussianBlur(rng.normal(0.0, 1.0, shape), (0, 0), 0.8)
    return np.asarray(ink * (1.0 - pen.skips * np.clip(patches * 1.4, 0.0, 0.8)))


def calm(pressure: Floats) -> Floats:
    """Return the pressure averaged over five samples: a pen's width does not jump."""
    padded = np.pad(pressure, 2, mode="edge")
    return np.asarray(np.convolve(padded, np.ones(5) / 5.0, mode="valid"))


def _runs(path: NDArray[np.int32], chosen: NDArray[np.bool_]) -> list[NDArray[np.int32]]:
    """Return the stretches of path that start at chosen samples, each with the sample after it."""
    edges = np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return [path[start : end + 1] for start, end in zip(starts, ends, strict=True)]


def _sheet(paper: Paper, *, shape: tuple[int, int], dpi: float, rng: np.random.Generator) -> Floats:
    """Return blank paper (H, W): tone, uneven light, grain, printed lines."""
    down, across = np.meshgrid(np.linspace(-1, 1, shape[0]), np.linspace(-1, 1, shape[1]), indexing="ij")
    tilt = rng.normal(0.0, 0.5, 3)
    sheet = paper.tone + paper.shade * (tilt[0] * down + tilt[1] * across - abs(tilt[2]) * across**2)
    sheet = sheet + paper.grain * 2.0 * cv2.GaussianBlur(rng.normal(0.0, 1.0, shape), (0, 0), 1.1)
    if paper.ruled_mm is not None:
        pitch = paper.ruled_mm * dpi / MM_PER_INCH
        rows = np.arange(rng.uniform(0.2, 0.8) * pitch, shape[0] - 1, pitch).astype(int)
        thick = max(1, round(0.2 * dpi / MM_PER_INCH))
        for row in rows:
            sheet[row : row + thick] -= 45.0
    return np.asarray(np.minimum(sheet, 255.0))
