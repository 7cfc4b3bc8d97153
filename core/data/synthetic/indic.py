"""How are letters written that hang from a headline (shirorekha), as in Devanagari and Bengali?"""

from __future__ import annotations

import numpy as np

from core.data.synthetic.glyphs import Glyph, parse_parts, reach

HEADLINE = 10.0

DEVANAGARI = (
    "1 10, 1 5, 3 3, 7 4 / 7 10, 7 5, 7 0",
    "2 10, 2 4, 0 3, 1 1, 3 3, 7 4 / 7 10, 7 5, 7 0",
    "7 5, 3 5, 1 5, 1 3, 3 3.5 / 7 10, 7 5, 7 0",
    "7 6, 3 7, 1 4, 3 1 / 7 10, 7 5, 7 0",
    "5 10, 5 5, 5 0 / 5 7, 1 8, 1 3, 5 5, 9 8, 9 4, 8 2",
    "2 10, 6 9, 6 6, 3 5.5, 7 0",
    "7 8, 2 8, 1 4, 4 3, 7 5 / 7 10, 7 5, 7 0",
    "3 10, 5 8, 4 6, 1 6, 5 0 / 3 5, 8 5 / 8 10, 8 5, 8 0",
    "2 10, 2 3, 0 3, 1 1.5 / 6 10, 6 5, 6 0",
    "4 10, 4 7, 1 6, 1 3, 5 3, 6 4, 6 0",
    "4 10, 4 8, 1 7, 5 6, 5 4, 1 4, 0 2, 4 0, 6 -2",
    "1 9, 4 9, 4 6, 2 6, 4 5, 4 1, 0 1 / 4 5, 8 5 / 8 10, 8 5, 8 0",
    "1 9, 3 7, 1 4, 4 3, 7 5 / 7 10, 7 5, 7 0",
    "1 8, 5 8, 2 4, 5 2, 7 4 / 7 10, 7 5, 7 0",
    "7 6, 4 6, 4 2, 1 2, 0 4 / 7 10, 7 5, 7 0",
    "4 10, 1 8, 4 5, 1 3, 2 0, 6 1",
    "0 6, 2 9, 4 6, 3 3 / 4 6, 6 8, 8 6 / 8 10, 8 5, 8 0",
)

BENGALI = (
    "7 10, 4 7, 0 5, 4 2, 7 0 / 7 10, 7 5, 7 0",
    "7 10, 4 7, 0 5, 4 2, 7 0 / 7 10, 7 5, 7 0 / 7 6, 11 7, 12 3, 10 2",
    "1 10, 1 6, 4 5, 4 8, 2 7, 5 2, 8 0, 8 5, 8 10",
    "0 9, 3 10, 5 7, 2 4, 1 1, 5 0, 8 3, 8 8",
    "0 6, 3 9, 5 6, 4 3, 7 5 / 8 10, 8 5, 8 0",
    "2 10, 1 6, 4 4, 6 7, 4 9 / 4 4, 8 0 / 8 10, 8 4, 8 0",
    "1 9, 4 9, 2 6, 0 3, 4 0, 9 2, 10 6, 7 8",
    "6 7, 3 8, 1 5, 3 2, 6 4, 8 0 / 8 10, 8 5, 8 0",
    "3 10, 0 6, 3 2, 7 5, 4 7, 2 4, 8 1 / 9 10, 9 5, 9 0",
    "7 9, 3 8, 5 5, 1 4, 3 0, 8 2",
    "0 8, 3 9, 6 8, 6 4, 3 3, 2 5, 5 6, 8 2, 7 -2",
)

SIGNS = (
    "4 10, 4 5, 4 0",
    "2 10, 2 5, 2 0 / 2 10, 1 14, 5 15, 8 11",
    "4 10, 4 5, 4 0 / 4 10, 4 15, 0 15, -4 12",
    "0 10, -2 13, -5 15",
    "0 10, -2 13, -5 15 / 0 10, 0 13, -2 16",
    "-3 0, -5 -3, -1 -4, 1 -2",
    "-3 0, -6 -1, -6 -4, -2 -5",
    "-3 13, -2.5 13.5",
    "-3 -3, -2.5 -3.5",
)
SIGN_WIDTH = (6.0, 5.0, 6.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def indic_letter(rng: np.random.Generator, *, is_bengali: bool) -> Glyph:
    """Return a consonant-like letter, at times with a vowel sign beside, above or below it."""
    forms = BENGALI if is_bengali else DEVANAGARI
    index = int(rng.integers(len(forms)))
    body = parse_parts(forms[index])
    advance = reach(body) + 2.0
    key = f"{'b' if is_bengali else 'd'}{index}"
    if rng.random() < 0.55:
        sign = int(rng.integers(len(SIGNS)))
        parts = parse_parts(SIGNS[sign])
        body += tuple(part + np.array([advance, 0.0]) for part in parts)
        advance += SIGN_WIDTH[sign]
        key += f"s{sign}"
    return Glyph(key=key, body=body, advance=advance, is_linked=False)
