"""Whose signatures has the bank collected, how many of each label, and how many pairs do they make?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from core.store.learning_records import Example, Label
from core.store.records import Customer, Signatory, SpecimenRecord

if TYPE_CHECKING:
    from core.store.bank import Bank

NAMES_AT_ONCE = 5000
"""So many names are read in one go; those of others one by one."""


@dataclass(frozen=True, eq=False)
class Writer:
    """A person whose signatures were collected, newest first: a signatory, or a writer of an import."""

    owner: str
    name: str
    detail: str
    search: str
    batch: str = ""
    specimens: tuple[SpecimenRecord, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class PairCounts:
    """Pairs of a presented signature with a specimen, or with a genuine one where an import has none.

    `random` counts genuine signatures beside the specimens of other people.
    """

    genuine: int = 0
    skilled: int = 0
    random: int = 0


@dataclass(frozen=True, eq=False)
class Holdings:
    """Everything collected, by whose it is, in the order of their names."""

    writers: tuple[Writer, ...] = ()
    pairs: PairCounts = PairCounts()

    def examples(self) -> list[Example]:
        """Every example of every writer."""
        return [example for writer in self.writers for example in writer.examples]


def label_counts(examples: Sequence[Example]) -> Counter[Label]:
    """How many examples have each label."""
    return Counter(example.label for example in examples)


def read_holdings(bank: Bank, odd_specimens: Set[int] = frozenset()) -> Holdings:
    """Read what was collected; signatories with an odd specimen count too. For a lane."""
    specimens = bank.live_specimens()
    of_signatory: dict[int, list[SpecimenRecord]] = {}
    for record in specimens:
        of_signatory.setdefault(record.signatory_id, []).append(record)
    examples: dict[str, list[Example]] = {}
    for owner, group in groupby(sorted(bank.examples(), key=_by_owner), key=_owner):
        examples[owner] = list(group)
    odd = {record.signatory_id for record in specimens if record.id in odd_specimens}
    wanted = odd | {one[0].signatory_id for one in examples.values() if one[0].signatory_id is not None}
    writers = [
        _signatory(*names, of_signatory.get(number, ()), examples.get(f"signatory-{number}", ()))
        for number, names in _names(bank, wanted).items()
    ]
    writers += [_imported(group) for group in examples.values() if group[0].signatory_id is None]
    writers.sort(key=lambda writer: (writer.name.casefold(), writer.detail, writer.owner))
    return Holdings(tuple(writers), count_pairs(writers, specimens=len(specimens)))


def count_pairs(writers: Sequence[Writer], *, specimens: int) -> PairCounts:
    """Count the pairs of fit signatures; `specimens` is how many there are in all."""
    genuine = skilled = random = 0
    imported: list[int] = []
    presented: list[tuple[int, int]] = []
    for writer in writers:
        counts = label_counts([example for example in writer.examples if example.is_fit])
        real, forged = counts[Label.GENUINE], counts[Label.FORGED]
        if writer.batch:
            genuine += real * (real - 1) // 2
            imported.append(real)
        else:
            genuine += real * len(writer.specimens)
        references = real if writer.batch else len(writer.specimens)
        skilled += forged * references
        presented.append((real, references))
    everyone = specimens + sum(imported)
    random = sum(real * (everyone - own) for real, own in presented)
    random -= (sum(imported) ** 2 - sum(real**2 for real in imported)) // 2  # else counted from both sides
    return PairCounts(genuine, skilled, random)


def _owner(example: Example) -> str:
    return example.owner


def _by_owner(example: Example) -> tuple[str, int]:
    return example.owner, -example.id


def _names(bank: Bank, signatory_ids: Set[int]) -> dict[int, tuple[Signatory, Customer]]:
    """Return the signatories and whom they sign for."""
    found = {one.id: (one, customer) for customer, one in bank.find_signatories("", limit=NAMES_AT_ONCE)}
    names = {}
    for number in sorted(signatory_ids):
        if number not in found:
            signatory = bank.signatory(number)
            found[number] = (signatory, bank.customer(signatory.customer_id))
        names[number] = found[number]
    return names


def _signatory(
    signatory: Signatory,
    customer: Customer,
    specimens: Sequence[SpecimenRecord],
    examples: Sequence[Example],
) -> Writer:
    owner = customer.name if customer.name != signatory.name else customer.number
    words = (signatory.name, customer.name, customer.number, *customer.accounts)
    return Writer(
        owner=f"signatory-{signatory.id}",
        name=signatory.name,
        detail=owner,
        search=" ".join(words).casefold(),
        specimens=tuple(specimens),
        examples=tuple(examples),
    )


def _imported(examples: Sequence[Example]) -> Writer:
    first = examples[0]
    return Writer(
        owner=first.owner,
        name=first.writer,
        detail=f"import {first.batch}",
        search=f"{first.writer} import {first.batch}".casefold(),
        batch=first.batch,
        examples=tuple(examples),
    )
