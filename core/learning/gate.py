"""May the challenger take the champion's place, and in which words is that told?"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from core.learning.compare import BANK, Domain
from core.scoring.intervals import Interval

MOST_ODD = 0.15
"""Share of labels that the champion's scores contradict, above which the labels are not trusted."""
WORST_EER = 0.35
"""A champion that errs more than this on labels is not wrong: the labels are."""
FEWEST_WRITERS = 3
MARGIN = 0.005
"""A rise of the error elsewhere that is forgiven, where the interval does not settle it."""


class Refusal(StrEnum):
    """Why a challenger may not be activated without an override."""

    WORSE_HERE = "worse on the bank's own signatures"
    WORSE_ELSEWHERE = "worse elsewhere"
    LABELS = "labels contradict the signatures"
    TOO_LITTLE = "too few signatures to tell"


class Finding(BaseModel):
    """What the gate found: reasons to refuse, none where it may be activated, and a plain sentence."""

    model_config = ConfigDict(frozen=True)

    refusals: tuple[Refusal, ...]
    sentence: str

    @property
    def may_activate(self) -> bool:
        return not self.refusals


def judge(domains: Sequence[Domain], *, odd_share: float) -> Finding:
    """Judge a challenger by what was measured, and by the share of the bank's labels that look wrong."""
    refusals: list[Refusal] = []
    here = next((domain for domain in domains if domain.name == BANK), None)
    if here is None or here.writers < FEWEST_WRITERS:
        refusals.append(Refusal.TOO_LITTLE)
    if odd_share > MOST_ODD or (here is not None and here.champion.eer.value > WORST_EER):
        refusals.append(Refusal.LABELS)
    if here is not None and here.change.low > 0.0:
        refusals.append(Refusal.WORSE_HERE)
    if any(_is_worse(domain) for domain in domains if domain.name != BANK):
        refusals.append(Refusal.WORSE_ELSEWHERE)
    words = [_words(domain) + (f" {_work(domain)}" if domain.name == BANK else "") for domain in domains]
    words += [_REFUSED[refusal] for refusal in refusals]
    return Finding(refusals=tuple(refusals), sentence=" ".join(words))


def _is_worse(domain: Domain) -> bool:
    return domain.change.low > 0.0 and domain.change.value > MARGIN


_REFUSED = {
    Refusal.WORSE_HERE: "It should not be used: it is worse than the model in use on your paper.",
    Refusal.WORSE_ELSEWHERE: "It should not be used: it has forgotten what it knew of other paper.",
    Refusal.LABELS: "It should not be used: many labels contradict the signatures. Check them first.",
    Refusal.TOO_LITTLE: "It should not be used: too few people were kept aside to tell whether it is better.",
}


def _words(domain: Domain) -> str:
    where = "on your paper" if domain.name == BANK else "elsewhere"
    change = domain.change
    if change.high < 0.0:
        said = f"Better {where}"
    elif change.low > 0.0:
        said = f"Worse {where}"
    else:
        said = f"No clear difference {where}"
    return f"{said}: EER {_band(domain.challenger.eer)} against {_band(domain.champion.eer)}."


def _work(domain: Domain) -> str:
    """Tell what the thresholds make of it: with no other EER it may cost clerks more, or let more pass."""
    before, after = domain.champion, domain.challenger
    shares = [
        f"{100 * each.genuine_referred.value:.1f} % of genuine signatures and accepts "
        f"{100 * each.forged_accepted.value:.1f} % of forgeries"
        for each in (after, before)
    ]
    return f"By its thresholds it refers {shares[0]}; the model in use refers {shares[1]}."


def _band(rate: Interval) -> str:
    return f"{100 * rate.value:.1f} % [{100 * rate.low:.1f}, {100 * rate.high:.1f}]"
