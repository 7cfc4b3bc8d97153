"""Where does each letter of a text go when a given hand writes it?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.data.synthetic.glyphs import X_HEIGHT, Glyph
from core.data.synthetic.hand import Hand
from core.data.synthetic.indic import HEADLINE
from core.data.synthetic.seeds import generator
from core.data.synthetic.skeleton import Placed, Points, Skeleton, assemble
from core.data.synthetic.text import HEADLINED, Script, Text, Word

Parts = tuple[NDArray[np.float64], ...]


def smoothed(points: Points) -> Points:
    """Return the points averaged with their neighbours (1, 2, 1); both ends stay."""
    if len(points) < 3:
        return points
    out = points.copy()
    out[1:-1] = 0.25 * points[:-2] + 0.5 * points[1:-1] + 0.25 * points[2:]
    return out


@dataclass
class _Sheet:
    """The parts placed so far, in letter units, and how many glyphs they belong to."""

    parts: list[Placed]
    glyphs: int = 0

    def put(self, points: Points, *, word: int, runs_on: bool = False) -> None:
        self.parts.append(Placed(points=points, glyph=self.glyphs, word=word, runs_on=runs_on))


def lay_out(text: Text, hand: Hand) -> Skeleton:
    """Return the signature as `hand` means to write it, in mm."""
    sheet = _Sheet(parts=[])
    cursor = 0.0
    for number, word in enumerate(text.words):
        start = 0.25 * cursor if text.has_second_line and number == len(text.words) - 1 else cursor
        first = len(sheet.parts)
        cursor = _put_word(sheet, word, hand=hand, text=text, number=number, start=start)
        if start < cursor and text.has_second_line and number == len(text.words) - 1:
            _lower(sheet.parts[first:], by=24.0)
        cursor += max(hand.word_gap, 4.0) if text.script in HEADLINED else hand.word_gap
    _put_paraph(sheet, text)
    skeleton = assemble(sheet.parts)
    return skeleton.moved_to(_set_on_line(skeleton.points, hand=hand))


def _put_word(sheet: _Sheet, word: Word, *, hand: Hand, text: Text, number: int, start: float) -> float:
    cursor, delayed = start, list[tuple[int, Points]]()
    links = generator(hand.seed, "links", number).random(len(word))
    for place, glyph in enumerate(word):
        body, marks = personal(glyph, hand=hand)
        progress = place / max(1, len(word) - 1)
        shift = np.array([cursor, 0.0])
        joins = glyph.is_linked and place + 1 < len(word) and bool(links[place] < hand.join)
        for order, part in enumerate(body):
            worn = part if glyph.is_capital else _worn(part, hand=hand, progress=progress)
            sheet.put(worn + shift, word=number, runs_on=joins and order == len(body) - 1)
        delayed += [(sheet.glyphs, mark + shift) for mark in marks]
        sheet.glyphs += 1
        cursor += max(2.0, glyph.advance * hand.width + hand.spacing)
    for owner, points in delayed:
        sheet.parts.append(Placed(points=points, glyph=owner, word=number))
    if text.headlines:
        _put_headline(sheet, hand=hand, number=number, ends=(start, cursor), pieces=text.headlines[number])
    return cursor


def personal(glyph: Glyph, *, hand: Hand) -> tuple[Parts, Parts]:
    """Return the glyph's body and marks as this hand always writes them, in letter units."""
    rng = generator(hand.seed, "letter", glyph.key)
    stretch = np.exp(rng.normal(0.0, [0.12, 0.07])) * [hand.width, 1.0]
    shear = float(rng.normal(0.0, 0.08))
    body = tuple(_bent(part, rng=rng, hand=hand, stretch=stretch, shear=shear) for part in glyph.body)
    marks = tuple(_bent(part, rng=rng, hand=hand, stretch=stretch, shear=shear) for part in glyph.marks)
    if glyph.is_capital:
        body, marks = (
            tuple(part * hand.capital for part in body),
            tuple(part * hand.capital for part in marks),
        )
    else:
        body, marks = tuple(_zoned(part, hand) for part in body), tuple(_zoned(part, hand) for part in marks)
    return body, marks


def _bent(
    part: Points, *, rng: np.random.Generator, hand: Hand, stretch: NDArray[np.float64], shear: float
) -> Points:
    size = min(1.0, float(np.ptp(part, axis=0).max()) / X_HEIGHT)  # a dot stays a dot
    noise = smoothed(rng.normal(0.0, 1.3 * hand.individuality * size, part.shape))
    bent = (part + noise) * stretch
    bent[:, 0] += shear * bent[:, 1]
    return bent


def _zoned(part: Points, hand: Hand) -> Points:
    out = part.copy()
    above, below = np.maximum(part[:, 1] - X_HEIGHT, 0.0), np.minimum(part[:, 1], 0.0)
    out[:, 1] += above * (hand.ascender - 1.0) + below * (hand.descender - 1.0)
    return out


def _worn(part: Points, *, hand: Hand, progress: float) -> Points:
    wear = hand.neglect * (0.25 + 0.75 * progress)
    worn = part + wear * (smoothed(smoothed(part)) - part)
    worn[:, 1] *= 1.0 - hand.shrink * progress
    return worn


def _put_headline(sheet: _Sheet, *, hand: Hand, number: int, ends: tuple[float, float], pieces: int) -> None:
    rng = generator(hand.seed, "headline", number)
    edges = np.linspace(ends[0] - 2.0, ends[1] + float(rng.normal(1.5, 2.0)), pieces + 1)
    for piece in range(pieces):
        across = np.linspace(edges[piece], edges[piece + 1] - 1.5 * (pieces > 1), 4)
        height = HEADLINE + rng.normal(0.0, 0.35, 4)
        sheet.put(np.stack([across, height], axis=1), word=number)
        sheet.glyphs += 1


def _put_paraph(sheet: _Sheet, text: Text) -> None:
    name = np.concatenate([part.points for part in sheet.parts])
    left, right = name[:, 0].min(), name[:, 0].max()
    floor = -10.0 if text.script is Script.HAN else 0.0
    for order, part in enumerate(text.paraph):
        points = part * [right - left, X_HEIGHT] + [left, floor]
        if order == 0 and text.paraph_runs_on and len(points) > 2:
            last = sheet.parts.pop()
            sheet.parts.append(Placed(last.points, last.glyph, last.word, runs_on=True))
        sheet.put(points, word=len(text.words))
    sheet.glyphs += bool(text.paraph)


def _lower(parts: list[Placed], *, by: float) -> None:
    for part in parts:
        part.points[:, 1] -= by


def _set_on_line(points: Points, *, hand: Hand) -> Points:
    out = points * (hand.size_mm / X_HEIGHT)
    out[:, 0] += hand.slant * out[:, 1]
    length = max(1e-6, float(np.ptp(out[:, 0])))
    along = (out[:, 0] - out[:, 0].min()) / length
    out[:, 1] += hand.arch * length * 4.0 * along * (1.0 - along) + hand.rise * along * length
    return out
