"""How are names and numbers compared when someone searches: without accents, case or punctuation?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŧ": "t"}
)
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")
_SEPARATORS = "CPSZ"
"""Unicode categories that begin so part words: control signs, punctuation, symbols and spaces."""


def fold(text: str) -> str:
    """Return the words of `text` in lower case without accents and punctuation, single spaces between."""
    return " ".join(_words(text))


def fold_number(number: str) -> str:
    """Return a customer's or an account's number without punctuation: 4711-0082 equals 4711 0082."""
    return "".join(_words(number))


def search_text(*, names: Iterable[str], numbers: Iterable[str]) -> str:
    """Return what a search looks through: folded, a space before every word, so that " ok" starts one."""
    words = [word for name in names for word in search_words(name)]
    return "".join(f" {word}" for word in [*words, *map(fold_number, numbers)])


def search_words(text: str) -> list[str]:
    """Return the words that must all be found; one with a digit is a number and stays whole: A-1 is a1."""
    return [word for part in text.split() for word in _parts(part)]


def _parts(part: str) -> list[str]:
    return [fold_number(part)] if any(map(str.isdigit, part)) else list(_words(part))


def _words(text: str) -> Iterator[str]:
    bare = text.translate(_APOSTROPHES).casefold().translate(_LETTERS)
    signs = (sign for sign in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(sign))
    return iter("".join(" " if _parts_words(sign) else sign for sign in signs).split())


def _parts_words(sign: str) -> bool:
    return unicodedata.category(sign)[0] in _SEPARATORS
