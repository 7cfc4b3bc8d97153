"""What does the pairs page say about labels, where they came from, and what is odd?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.messages import finding_word
from app.models.name_card import NameCard
from app.presenters.customer_words import counted
from app.presenters.pairs_holdings import Holdings, PairCounts, Writer, label_counts
from core.store.learning_records import Example, Label, LabelSource

if TYPE_CHECKING:
    from core.learning.checks import Odd
    from core.learning.pairs import Imported

LABELS = {
    Label.GENUINE: "Genuine",
    Label.FORGED: "Forged",
    Label.UNKNOWN: "Unknown",
    Label.EXCLUDED: "Excluded",
}
SIGNS = {
    Label.GENUINE: "accept",
    Label.FORGED: "reject",
    Label.UNKNOWN: "refer",
    Label.EXCLUDED: "withdraw",
}
"""The icon of each label."""
SOURCES = {
    LabelSource.CLERK: "clerk",
    LabelSource.SECOND_OFFICER: "second officer",
    LabelSource.OUTCOME: "known outcome",
    LabelSource.IMPORT: "import",
}
NAMED = 12
"""Files that cannot be read are named up to so many."""


def number(count: int) -> str:
    """A count with its thousands apart."""
    return f"{count:,}"


def counts_text(counts: Counter[Label]) -> str:
    """How many there are of each label: 8 genuine · 2 forged."""
    return " · ".join(f"{number(counts[label])} {label}" for label in LABELS if counts[label])


def summary(holdings: Holdings) -> str:
    """All that was collected, in a sentence."""
    examples = holdings.examples()
    people = len({example.owner for example in examples})
    whose = "1 person" if people == 1 else f"{number(people)} people"
    signatures = "1 presented signature" if len(examples) == 1 else f"{number(len(examples))} signatures"
    return f"{signatures} of {whose}: {counts_text(label_counts(examples)).replace(' · ', ', ')}."


def pairs_text(pairs: PairCounts) -> str:
    """The pairs they make with the specimens, and what the kinds mean."""
    return (
        f"Pairs with specimens: {number(pairs.genuine)} genuine, {number(pairs.skilled)} skilled "
        f"(a forgery beside the person's own), {number(pairs.random)} random (two people)."
    )


def writer_card(writer: Writer, *, odd: int) -> NameCard:
    """A person as they stand in the list; the line counts what was collected, first what is odd."""
    parts = [f"{number(odd)} to look at"] if odd else []
    counts = counts_text(label_counts(writer.examples))
    line = " · ".join([*parts, counts or counted(len(writer.specimens), "specimen")])
    who = f"{writer.name}, {writer.detail}"
    name = f"{writer.name} · {writer.detail}"
    return NameCard(writer.owner, name, line, sentence=f"{who}, {line}", hint=f"{who}\n{line}")


def source_text(example: Example) -> str:
    """Who says so, and how they know."""
    return f"{SOURCES[example.source].capitalize()}: {example.labelled_by}"


def odd_word(odd: Odd) -> str:
    """What is odd, in a few words on a card."""
    words = {"conflict": "Contradicted", "duplicate": "Near-duplicate", "unfit": "Unfit"}
    return words.get(odd.kind.value) or f"Looks {odd.expected}"


def odd_text(odd: Odd, *, others: Sequence[str], example: Example | None) -> str:
    """What is odd, and what can be done, in a sentence or two; `others` names what it concerns."""
    alike = " and ".join(others) or "another signature"
    match odd.kind.value:
        case "conflict":
            return f"The same ink as {alike}. Both labels cannot be right: relabel one, or exclude both."
        case "duplicate":
            return f"Nearly the same ink as {alike}. Exclude it if it was collected twice."
        case "unfit":
            why = ", ".join(finding_word(one).lower() for one in example.findings) if example else ""
            return f"It cannot be learnt from{f' ({why})' if why else ''}. Exclude it to leave it in peace."
    said = "" if example is None else f"Labelled {example.label}, but the "
    against = f"{100 * odd.strength:.1f} % sure" if odd.strength < 1 else "sure"
    return f"{said}other signatures say {odd.expected} ({against}). Look, then confirm or relabel."


def done_text(label: Label, *, count: int, is_confirmed: bool) -> str:
    """What was just said of so many signatures."""
    if is_confirmed:
        return f"{_signatures(count)} confirmed."
    verb = "is" if count == 1 else "are"
    what = "excluded from learning" if label is Label.EXCLUDED else f"labelled {label}"
    return f"{_signatures(count)} {verb} now {what}."


def ask_text(label: Label | None, *, count: int) -> str:
    """What is about to be said of so many signatures; None confirms the label each has."""
    if label is None:
        return f"Confirm {_signatures(count).lower()}"
    if label is Label.EXCLUDED:
        return f"Exclude {_signatures(count).lower()}"
    return f"Label {_signatures(count).lower()} {label}"


def imported_text(came: Imported, *, batch: str) -> str:
    """What came of an import."""
    text = f"{_signatures(came.kept)} imported as {batch}."
    if came.unreadable:
        text += f" {counted(len(came.unreadable), 'file')} could not be read."
    return text


def unreadable_text(names: Sequence[str]) -> str:
    """Which files of an import could not be read."""
    rest = len(names) - NAMED
    more = f", and {number(rest)} more" if rest > 0 else ""
    files = "This file" if len(names) == 1 else "These files"
    return f"{files} could not be read and stayed out: {', '.join(names[:NAMED])}{more}."


def _signatures(count: int) -> str:
    return counted(count, "signature")
