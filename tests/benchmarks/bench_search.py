"""How long does one keystroke take to search 100,000 customers?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from core.store.bank import Bank
from core.store.folding import fold, fold_number, search_text
from core.store.shelf import utc_now
from core.store.tables import AccountRow, CustomerRow, SignatoryRow
from tests.benchmarks.harness import Figure, measure

CUSTOMERS = 100_000
LIMIT_MS = 50.0
FIRST_NAMES = (
    "Maria",
    "Anna",
    "José",
    "Ngozi",
    "Émile",
    "Søren",
    "Łukasz",
    "Priya",
    "Wei",
    "Fatima",
    "Ivan",
    "Kofi",
)
SYLLABLES = (
    "ka",
    "ma",
    "ri",
    "to",
    "be",
    "lo",
    "nu",
    "za",
    "fe",
    "ti",
    "go",
    "sa",
    "el",
    "an",
    "dor",
    "fi",
    "kwe",
)
TYPED = (
    "m",
    "ma",
    "mar",
    "maria",
    "maria ka",
    "kwedor",
    "okafor",
    "søren feti",
    "0",
    "4711",
    "471100",
    "zzzz",
)


def run() -> list[Figure]:
    with TemporaryDirectory() as folder, Bank.open(Path(folder) / "specimen.db") as bank:
        fill(bank)
        customers, signatories = map(slowest_ms, (bank.search_customers, bank.find_signatories))
    return [
        Figure("slowest word, customers", customers, "ms", LIMIT_MS),
        Figure("slowest word, signatories", signatories, "ms", LIMIT_MS),
    ]


def slowest_ms(search: Callable[[str], object]) -> float:
    """Return the median time of the typed text that takes longest."""
    return max(measure(partial(search, typed), runs=20).median_ms for typed in TYPED)


def fill(bank: Bank) -> None:
    """Add made-up customers (seed 1) with one to three accounts and one or two signatories, in one go."""
    rng, now = random.Random(1), utc_now()
    customers, accounts, signatories = [], [], []
    for key in range(1, CUSTOMERS + 1):
        names = list(_names(rng))
        numbers = [
            f"{key:06d}",
            *(f"{rng.randrange(10**10):010d}-{key:06d}" for _ in range(rng.randint(1, 3))),
        ]
        customers.append(
            {
                "id": key,
                "number": numbers[0],
                "number_key": numbers[0],
                "name": names[0],
                "name_key": fold(names[0]),
                "note": "",
                "search": search_text(names=names, numbers=numbers),
                "added_at": now,
            }
        )
        accounts += [
            {"customer_id": key, "position": position, "number": number, "number_key": fold_number(number)}
            for position, number in enumerate(numbers[1:])
        ]
        signatories += [
            {
                "customer_id": key,
                "name": name,
                "name_key": fold(name),
                "role": "",
                "search": search_text(names=(name, names[0]), numbers=numbers),
                "added_at": now,
            }
            for name in names
        ]
    with bank._writing() as session:
        session.execute(insert(CustomerRow), customers)
        session.execute(insert(AccountRow), accounts)
        session.execute(insert(SignatoryRow), signatories)


def _names(rng: random.Random) -> Iterator[str]:
    for _ in range(rng.choice((1, 1, 2))):
        surname = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4)))
        yield f"{rng.choice(FIRST_NAMES)} {surname.title()}"
