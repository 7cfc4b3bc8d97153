"""What did the last check of the collected signatures find? Kept beside the records until the next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from core.learning.checks import Odd, OddKind
from core.store.learning_records import Example, Label

if TYPE_CHECKING:
    from core.store.bank import Bank


class Seen(NamedTuple):
    """What an example was said to be when it was checked, and since when."""

    label: Label
    at: datetime


class Checked(NamedTuple):
    """What a check found, and each example, by its id, as it was labelled then."""

    odd: tuple[Odd, ...]
    seen: dict[int, Seen]


def checked(odd: Sequence[Odd], examples: Sequence[Example]) -> Checked:
    """Put together what was found among these examples."""
    return Checked(tuple(odd), {one.id: Seen(one.label, one.labelled_at) for one in examples})


def check_file(bank: Bank) -> Path:
    """Return where the last check of a bank is kept."""
    return bank.folder / "last-check.json"


def keep_check(bank: Bank, found: Checked) -> None:
    """Keep what was found in place of what was found before. It holds numbers and labels, no names."""
    file = check_file(bank)
    staged = file.with_suffix(f".{uuid4().hex}.part")
    file.parent.mkdir(parents=True, exist_ok=True)
    seen = {number: [one.label.value, one.at.isoformat()] for number, one in found.seen.items()}
    staged.write_text(json.dumps({"odd": [asdict(odd) for odd in found.odd], "seen": seen}), encoding="utf-8")
    staged.replace(file)


def last_check(bank: Bank) -> Checked | None:
    """Return what was found last, None where nothing was, or what was kept cannot be understood."""
    try:
        kept = json.loads(check_file(bank).read_text(encoding="utf-8"))
        odd = tuple(_odd(**one) for one in kept["odd"])
        seen = {
            int(number): Seen(Label(label), datetime.fromisoformat(at))
            for number, (label, at) in kept["seen"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return Checked(odd, seen)


def _odd(*, kind: str, key: int, others: Sequence[int], strength: float, expected: str | None) -> Odd:
    return Odd(OddKind(kind), int(key), tuple(map(int, others)), float(strength), expected)
