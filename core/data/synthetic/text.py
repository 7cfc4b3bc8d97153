"""What does a person sign: which letters, in which words, with which flourish?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.data.synthetic.flourish import draw_paraph
from core.data.synthetic.glyphs import Glyph
from core.data.synthetic.han import han_character
from core.data.synthetic.indic import indic_letter
from core.data.synthetic.invented import gesture, invented_alphabet, zigzag
from core.data.synthetic.latin import draw_name, latin_glyph


class Script(StrEnum):
    """The kinds of signature that are made up."""

    LATIN = "latin"
    SCRIBBLE = "scribble"
    INVENTED = "invented"
    DEVANAGARI = "devanagari"
    BENGALI = "bengali"
    HAN = "han"


SHARES = {
    Script.LATIN: 0.34,
    Script.SCRIBBLE: 0.2,
    Script.INVENTED: 0.12,
    Script.DEVANAGARI: 0.14,
    Script.BENGALI: 0.1,
    Script.HAN: 0.1,
}
HEADLINED = (Script.DEVANAGARI, Script.BENGALI)
Word = tuple[Glyph, ...]


@dataclass(frozen=True, eq=False)
class Text:
    """Everything about a signature that an imitator can read off: not how a hand writes it."""

    script: Script
    words: tuple[Word, ...]
    paraph: tuple[NDArray[np.float64], ...]  # see flourish.PARAPHS for the units
    paraph_runs_on: bool
    has_second_line: bool
    headlines: tuple[int, ...]  # in how many pieces each word's headline is drawn


def draw_text(rng: np.random.Generator, *, script: Script | None = None, name: str | None = None) -> Text:
    """Return a made-up signature's text; `name` is written in Latin letters, a dot after an initial."""
    if name is not None:
        script = Script.LATIN
    if script is None:
        script = list(SHARES)[int(rng.choice(len(SHARES), p=list(SHARES.values())))]
    words = _latin_words(rng, name=name) if script is Script.LATIN else _words(rng, script=script)
    has_paraph = rng.random() < (0.12 if script in HEADLINED else 0.2 if script is Script.HAN else 0.5)
    return Text(
        script=script,
        words=words,
        paraph=draw_paraph(rng) if has_paraph else (),
        paraph_runs_on=bool(rng.random() < 0.4),
        has_second_line=bool(len(words) > 1 and rng.random() < 0.08),
        headlines=tuple(1 + int(rng.random() < 0.2) for _ in words) if script in HEADLINED else (),
    )


def _latin_words(rng: np.random.Generator, *, name: str | None) -> tuple[Word, ...]:
    first = draw_name(rng, syllables=int(rng.integers(1, 4)))
    last = draw_name(rng, syllables=int(rng.integers(1, 4)))
    initial = f"{first[0]}."
    forms = (
        f"{first} {last}",
        f"{initial} {last}",
        f"{first[0]}{last}",
        last,
        f"{first} {initial} {last}",
        first,
    )
    text = name or forms[int(rng.choice(len(forms), p=[0.35, 0.2, 0.15, 0.12, 0.1, 0.08]))]
    return tuple(tuple(latin_glyph(letter, choice=rng) for letter in word) for word in text.split())


def _words(rng: np.random.Generator, *, script: Script) -> tuple[Word, ...]:
    if script is Script.SCRIBBLE:
        return _scribble(rng)
    if script is Script.INVENTED:
        alphabet = invented_alphabet(rng, letters=10)
        return tuple(_invented_word(rng, alphabet=alphabet, number=n) for n in range(int(rng.integers(1, 4))))
    if script is Script.HAN:
        is_running = bool(rng.random() < 0.5)
        count = int(rng.integers(2, 4))
        return (tuple(han_character(rng, key=f"h{n}", is_running=is_running) for n in range(count)),)
    is_bengali = script is Script.BENGALI
    lengths = rng.integers(2, 6, size=int(rng.choice([1, 2, 3], p=[0.15, 0.65, 0.2])))
    return tuple(tuple(indic_letter(rng, is_bengali=is_bengali) for _ in range(length)) for length in lengths)


def _invented_word(rng: np.random.Generator, *, alphabet: list[Glyph], number: int) -> Word:
    letters = [alphabet[int(rng.integers(len(alphabet)))] for _ in range(int(rng.integers(2, 8)))]
    opening = [gesture(rng, key=f"g{number}")] if rng.random() < 0.7 else []
    return tuple(opening + letters)


def _scribble(rng: np.random.Generator) -> tuple[Word, ...]:
    word = [gesture(rng, key=f"g{n}") for n in range(int(rng.choice([1, 2, 3], p=[0.5, 0.35, 0.15])))]
    if rng.random() < 0.75:
        word.append(zigzag(rng, key="z"))
    if rng.random() < 0.3:
        word.append(gesture(rng, key="g9"))
    return (tuple(word),)
