"""How is each collected signature described on its card, and in full where a clerk looks closer?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.models.example_card import ExampleCard
from app.models.thumbnails import Thumbnail
from app.presenters.customer_words import day
from app.presenters.pairs_holdings import Holdings, Writer
from app.presenters.pairs_labels import Past
from app.presenters.pairs_words import LABELS, SIGNS, SOURCES, odd_text, odd_word, source_text
from core.learning.checks import Odd
from core.store.learning_records import Example
from core.store.records import SpecimenRecord

DECIDED = {"accept": "Genuine", "reject": "Forged", "refer": "Unknown"}


@dataclass(frozen=True)
class PastLine:
    """One thing that was said of an example: when, what, by whom, and why."""

    when: str
    said: str
    who: str
    why: str


@dataclass(frozen=True)
class Closer:
    """One signature to be looked at closely: what is odd, the others it concerns, and all that was said."""

    key: int
    title: str
    odd: tuple[str, ...]
    others: tuple[tuple[int, str], ...]
    """Their keys, and what stands under their pictures."""
    past: tuple[PastLine, ...]


class CardWriter:
    """Knows everything collected by its key, and puts it into words."""

    def __init__(self, holdings: Holdings, odd: Mapping[int, tuple[Odd, ...]]) -> None:
        self._odd = odd
        self._known: dict[int, tuple[Writer, Example | SpecimenRecord]] = {}
        for writer in holdings.writers:
            self._known.update({-one.id: (writer, one) for one in writer.specimens})
            self._known.update({one.id: (writer, one) for one in writer.examples})

    def example(self, key: int) -> Example | None:
        """The example of this key; None for a specimen, and for what is no longer there."""
        _, found = self._known.get(key, (None, None))
        return found if isinstance(found, Example) else None

    def example_card(self, example: Example, *, picture: Thumbnail | None) -> ExampleCard:
        """The card of a presented signature."""
        sentences = self._sentences(example.id)
        reason = (example.reason,) if example.reason else ()
        return ExampleCard(
            key=example.id,
            label=LABELS[example.label],
            sign=SIGNS[example.label],
            date=day(example.labelled_at),
            source=source_text(example),
            odd=" · ".join(odd_word(odd) for odd in self._odd.get(example.id, ())),
            hint="\n".join((*sentences, source_text(example), *reason, example.source_name)),
            is_faded=SIGNS[example.label] == "withdraw",
            thumbnail=picture,
        )

    def specimen_card(self, record: SpecimenRecord, *, picture: Thumbnail | None) -> ExampleCard:
        """The card of a specimen, which is there to be compared with by eye."""
        odd = self._odd.get(-record.id, ())
        return ExampleCard(
            key=-record.id,
            label="Specimen",
            sign="warning" if odd else "",
            date=day(record.enrolled_at),
            source=record.source_name,
            odd=" · ".join(odd_word(one) for one in odd),
            hint="\n".join((*self._sentences(-record.id), f"Specimen of {day(record.enrolled_at)}")),
            thumbnail=picture,
        )

    def closer(self, key: int, past: Past | None) -> Closer | None:
        """All that is known of one signature; None where it is no longer there."""
        if key not in self._known:
            return None
        writer, _ = self._known[key]
        others = dict.fromkeys(other for odd in self._odd.get(key, ()) for other in odd.others)
        example = self.example(key)
        what = "Specimen" if example is None else LABELS[example.label]
        return Closer(
            key=key,
            title=f"{what}: {writer.name}",
            odd=self._sentences(key),
            others=tuple((other, self._name(other, besides=writer)) for other in others),
            past=() if past is None or example is None else past_lines(past),
        )

    def _sentences(self, key: int) -> tuple[str, ...]:
        if key not in self._known:
            return ()
        writer, _ = self._known[key]
        return tuple(
            odd_text(
                odd,
                others=[self._name(other, besides=writer) for other in odd.others],
                example=self.example(key),
            )
            for odd in self._odd.get(key, ())
        )

    def _name(self, key: int, *, besides: Writer) -> str:
        """What a sentence calls a signature: its label and date, and whose it is where that differs."""
        if key not in self._known:
            return "a signature that is not listed"
        writer, one = self._known[key]
        if isinstance(one, Example):
            name = f"the {one.label} one of {day(one.labelled_at)}"
        else:
            name = f"the specimen of {day(one.enrolled_at)}"
        return name if writer.owner == besides.owner else f"{name} by {writer.name}"


def past_lines(past: Past) -> tuple[PastLine, ...]:
    """Everything that was said of an example, newest first."""
    made = [
        PastLine(day(one.at), DECIDED[one.decision], f"decision: {one.officer}", one.remark)
        for one in past.decisions
    ]
    made += [
        PastLine(day(one.at), LABELS[one.label], f"{SOURCES[one.source]}: {one.officer}", one.reason)
        for one in past.labels
    ]
    return tuple(reversed(made))
