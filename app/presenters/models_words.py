"""What does the models page say about models, comparisons and activations?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING

from app.models.activations_model import ActivationLine
from app.models.measures_model import Measure
from app.models.name_card import NameCard
from app.presenters.customer_words import counted, day
from app.presenters.models_shelf import KnownModel, Shelf
from core.store.learning_records import ActivationKind, ActivationRecord

if TYPE_CHECKING:
    from core.learning.compare import Domain, Measured
    from core.net.checkpoint import Figure
    from core.scoring.intervals import Interval

MINUS, TO = "\N{MINUS SIGN}", "\N{EN DASH}"
RANGE_WORDS = (
    "In brackets the 95 % range: measured again with other people, the figure would lie in it 95 times in "
    "100. EER is the error rate where both kinds of error are equal. Cllr says how far the evidence can be "
    "trusted: 0 is perfect, 1 tells nothing. Of all of them less is better."
)
_KINDS = {
    ActivationKind.SWITCH: "Model changed",
    ActivationKind.ROLLBACK: "Went back",
    ActivationKind.CALIBRATION: "Thresholds changed",
}
_HERE, _ELSEWHERE = "bank", "made-up"
DOMAINS = {_HERE: "Your paper", _ELSEWHERE: "Made-up reference"}


def short(digest: str) -> str:
    """The beginning of a digest: enough to tell two models of one name apart."""
    return digest[:8]


def state_text(known: KnownModel) -> str:
    """What a model is at this bank, in a word or two."""
    if known.is_removed:
        return "Removed"
    if known.is_in_use:
        return "In use"
    if known.has_served:
        return "Served before"
    if known.is_challenger:
        return "Challenger"
    return "Shipped" if known.is_shipped else "Never used"


def card_of(known: KnownModel) -> NameCard:
    """A model as it stands in the list."""
    if known.added_at is None:
        since = "with the program"
    else:
        local = known.added_at.astimezone()
        since = f"{local.day} {local:%b %Y}"
    line = " · ".join((state_text(known), since, short(known.digest)))
    name = known.name
    return NameCard(known.digest, name, line, sentence=f"{name}, {line}", hint=f"{name}\n{line}")


def facts_text(known: KnownModel, shelf: Shelf) -> str:
    """State, day, origin and digest of the model that is looked at, on one line."""
    parts = [state_text(known)]
    if known.is_in_use and shelf.activations:
        parts[0] = f"In use since {day(_since(known, shelf))}"
    if known.is_shipped:
        parts.append("came with the program")
    elif known.added_at is not None:
        parts.append(f"added {day(known.added_at)}")
    return " · ".join((*parts, f"digest {short(known.digest)}"))


def _since(known: KnownModel, shelf: Shelf) -> datetime:
    """When the model in use came into use; thresholds may have changed later."""
    mine = takewhile(lambda record: record.model_digest == known.digest, shelf.activations)
    return [record.at for record in mine][-1]


def learnt_from(known: KnownModel) -> str:
    """What a model learnt from, in a line."""
    if known.card is None:
        return "Its card cannot be read."
    sets = known.card.training_sets
    if "bank" in sets:
        return f"Learnt from this bank: {sets['bank']}."
    return f"Learnt from {counted(len(sets), 'set')} of signatures." if sets else "Origin not on its card."


def percent(rate: float) -> str:
    """A rate in [0, 1] with one decimal."""
    return f"{100 * rate:.1f} %"


def rate_text(found: Interval) -> str:
    """A rate and its 95 % range."""
    return f"{percent(found.value)}  ({100 * found.low:.1f}{TO}{100 * found.high:.1f})"


def cost_text(found: Interval) -> str:
    """A Cllr and its 95 % range."""
    return f"{found.value:.2f}  ({found.low:.2f}{TO}{found.high:.2f})"


def change_text(change: Interval) -> str:
    """By how much the EER rose or fell, and whether that can be told from chance."""
    if change.high < 0.0:
        said = "better"
    elif change.low > 0.0:
        said = "worse"
    else:
        said = "no clear difference"
    low, high = _points(change.low), _points(change.high)
    return f"{_points(change.value)} points  ({low} to {high}): {said}"


def _points(share: float) -> str:
    return f"{100 * share:+.1f}".replace("-", MINUS).replace("+0.0", "0.0").replace(f"{MINUS}0.0", "0.0")


def measures_of(domain: Domain) -> list[Measure]:
    """The figures of both models, row by row."""
    rows = (
        ("EER", "The error rate where both kinds of error are equal", "eer"),
        ("False accepts (forgeries accepted)", "At the thresholds of each model", "forged_accepted"),
        ("Genuine referred", "Genuine signatures that somebody has to look at", "genuine_referred"),
        ("False rejects (genuine rejected)", "At the thresholds of each model", "genuine_rejected"),
        ("Cllr", "How far the evidence can be trusted: 0 is perfect, 1 tells nothing", "cllr"),
    )
    told = [
        Measure(title, hint, _figure(domain.champion, name), _figure(domain.challenger, name))
        for title, hint, name in rows
    ]
    hint = "The challenger's EER less the champion's, measured on the same people"
    return [*told, Measure("Change of the EER", hint, change_text(domain.change), "")]


def _figure(measured: Measured, name: str) -> str:
    found = getattr(measured, name)
    return cost_text(found) if name == "cllr" else rate_text(found)


def domain_text(domain: Domain) -> str:
    """On how much a comparison rests."""
    people = "person" if domain.writers == 1 else "people"
    who = (
        f"{domain.writers} {people} kept aside"
        if domain.name == _HERE
        else f"{domain.writers} made-up {people}"
    )
    signatures = f"{counted(domain.genuine, 'genuine signature')}, {domain.forged} forged"
    return f"{who}: {signatures}; {counted(domain.specimens, 'specimen')} each."


def figure_text(figure: Figure) -> str:
    """One figure of a card with its range; a cost as it is, a rate in per cent."""
    if "cllr" in figure.measure.casefold():
        words = f"{figure.value:.2f}"
        return words if figure.low is None else f"{words}  ({figure.low:.2f}{TO}{figure.high:.2f})"
    words = percent(figure.value)
    if figure.low is None or figure.high is None:
        return words
    return f"{words}  ({100 * figure.low:.1f}{TO}{100 * figure.high:.1f})"


def record_text(activations: Sequence[ActivationRecord], broken_id: int | None) -> str:
    """Whether the record of activations is as it was written."""
    if broken_id is not None:
        moment = next((one.at for one in activations if one.id == broken_id), None)
        when = f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else f"number {broken_id}"
        return f"The record was changed at the entry of {when}. Tell whoever is responsible."
    if not activations:
        return "No model was ever changed."
    return f"The record is whole: {counted(len(activations), 'entry')}."


def line_of(record: ActivationRecord, shelf: Shelf) -> ActivationLine:
    """An activation as its row in the table."""
    thresholds = "its card's" if record.calibration_id is None else f"the bank's, no. {record.calibration_id}"
    return ActivationLine(
        digest=record.model_digest,
        when=f"{record.at.astimezone():%Y-%m-%d  %H:%M}",
        what=_KINDS[record.kind],
        model=shelf.name(record.model_digest),
        thresholds=thresholds,
        officer=record.officer,
        reason=record.reason,
        finding=record.finding,
        is_overridden=record.is_overridden,
        is_broken=record.id == shelf.broken_id,
    )
