"""In which words does the calibration page say what thresholds do, and how sure that is?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.messages import verdict_word
from app.presenters.calibration_state import Asked, AskedBand, CalibrationState, Told, Tried
from app.widgets.number_edit import amount_text, share_text
from app.widgets.score_scale import signed

if TYPE_CHECKING:
    from core.learning.drift import Month
    from core.learning.recalibrate import Evidence, Supply
    from core.scoring.intervals import Interval
    from core.scoring.policy import BankCalibration

RANGES = (
    "The small figures are 95 % ranges: the true share lies between them 19 times in 20. Each person is "
    "judged by thresholds that were set without that person."
)
NO_MONTHS = "Nothing to draw yet: once signatures are accepted, their scores appear here month by month."


@dataclass(frozen=True)
class Figure:
    """A share and its range, in words."""

    value: str
    between: str


@dataclass(frozen=True)
class BandWords:
    """What the thresholds of one band do."""

    items: str
    cuts: str
    forged_accepted: Figure
    genuine_referred: Figure
    genuine_rejected: Figure


def share(rate: float) -> str:
    """A share in [0, 1] in per cent with one decimal."""
    return f"{100 * rate:.1f} %"


def between(low: float, high: float) -> str:
    """The ends of a range in per cent."""
    return f"{100 * low:.1f} to {100 * high:.1f} %"


def items_text(band: AskedBand, *, of: int) -> str:
    """Which items a band is for, where there are so many."""
    if band.up_to is not None:
        return f"Up to {amount_text(band.up_to)}"
    return "Any other amount" if of > 1 else "Any amount"


def band_words(tried: Tried) -> list[BandWords]:
    """A line for each band of the policy that was tried."""
    made, bands = tried.made, tried.asked.bands
    return [
        BandWords(
            items=items_text(band, of=len(bands)),
            cuts=cuts_text(cut.accept_llr, cut.reject_llr),
            forged_accepted=_figure(outcome.forged_accepted, of=made.evidence.forged),
            genuine_referred=_figure(outcome.genuine_referred, of=made.evidence.genuine),
            genuine_rejected=_figure(outcome.genuine_rejected, of=made.evidence.genuine),
        )
        for band, cut, outcome in zip(bands, made.calibration.cuts, made.outcomes, strict=True)
    ]


def cuts_text(accept_llr: float, reject_llr: float) -> str:
    """Where the rule cuts."""
    return f"accept from {signed(accept_llr)}, reject below {signed(reject_llr)}"


def _figure(interval: Interval, *, of: int) -> Figure:
    """Where none was seen among so many, the share may still be up to three of them (rule of three)."""
    high = interval.high if interval.value else max(interval.high, min(1.0, 3.0 / max(1, of)))
    return Figure(share(interval.value), between(interval.low, high))


def today_text(today: BankCalibration, asked: Asked) -> str:
    """By which thresholds signatures are judged until others are used."""
    told = [
        f"{items_text(band, of=len(asked.bands)).lower()}: " * (len(asked.bands) > 1)
        + cuts_text(cut.accept_llr, cut.reject_llr)
        for band, cut in zip(asked.bands, today.cuts, strict=True)
    ]
    return f"In use now: {'; '.join(told)}."


def evidence_lines(tried: Tried) -> list[str]:
    """How much stands behind the thresholds, and how well genuine and forged are told apart at all."""
    evidence, eer = tried.made.evidence, tried.made.eer
    return [
        f"{_counted(evidence.forged, 'forgery', 'forgeries')} of {_people(evidence.forged_writers)} and "
        f"{_counted(evidence.genuine, 'genuine signature')} of {_people(evidence.writers)}. "
        f"No claim below {share(evidence.floor)} can be made from so many forgeries: "
        "had none been accepted, the true share could still be so high.",
        f"EER {share(eer.value)} ({between(eer.low, eer.high)}): "
        "the error rate where both kinds of error are equal.",
        _weighing(evidence),
        _personal(tried),
    ]


def _weighing(evidence: Evidence) -> str:
    count = _counted(evidence.specimens, "specimen")
    if evidence.is_fused_anew:
        return f"The evidence was weighed anew on the bank's own pairs, with {count} for each person."
    return (
        f"Set with {count} for each person. The evidence is weighed as in the model: more people are needed."
    )


def _personal(tried: Tried) -> str:
    if tried.made.calibration.personal.slope == 0.0:
        return "Personal thresholds: the bank's pairs showed no gain, so everybody is held to the same."
    return (
        "Personal thresholds: the bank's pairs showed a gain. Who signs more steadily than usual is held to "
        "more, and who signs less steadily to less."
    )


def warning_text(tried: Tried) -> str:
    """That more is asked than the data can show; empty where it is not."""
    evidence, asked = tried.made.evidence, tried.asked
    low = [band.accept_far for band in asked.bands if band.accept_far < evidence.floor]
    shown = []
    if low:
        shown.append(
            f"{_counted(evidence.forged, 'forgery', 'forgeries')} cannot show that only "
            f"{share_text(min(low))} pass: at best {share(evidence.floor)} can be claimed."
        )
    if asked.reject_frr < evidence.genuine_floor:
        shown.append(
            f"{_counted(evidence.genuine, 'genuine signature')} cannot show that only "
            f"{share_text(asked.reject_frr)} are advised to reject: at best {share(evidence.genuine_floor)} "
            "can be claimed."
        )
    if shown:
        shown.append("Until there are more, the threshold is at least as careful as the model's own.")
    return " ".join(shown)


def hope_text(tried: Tried) -> str:
    """Whether so few genuine signatures are referred as was hoped for."""
    hoped = tried.asked.refer_share
    referred = tried.made.outcomes[-1].genuine_referred.value
    if referred <= hoped:
        return f"Came true: {share(referred)} of genuine signatures are referred."
    return (
        f"Did not come true: {share(referred)} of genuine signatures are referred. "
        "Fewer are only if more forgeries may pass."
    )


def lacking_text(supply: Supply) -> str:
    """What is missing for thresholds of the bank's own, and where it comes from."""
    return (
        f"It takes {supply.needed} people with two genuine signatures and a forgery each. So far there "
        f"{'is' if supply.with_forgeries == 1 else 'are'} {supply.with_forgeries or 'none'}; "
        f"{_people(supply.writers)} have two genuine signatures. Accept and reject more on the Verify "
        "page, or import labelled signatures on the Pairs page. People that the model has learnt from do not "
        "count."
    )


def told_text(told: Told, *, bands: int = 1) -> str:
    """What would have been, in two sentences, and a third where thresholds depend on amounts."""
    if not told.decisions:
        return "No decision can be judged again yet."
    decided = _counted(told.decisions, "decision")
    large = " Amounts are not kept, so each is held to the thresholds of the largest." if bands > 1 else ""
    if not told.otherwise:
        return f"Of the last {decided} none would be advised otherwise.{large}"
    against = told.otherwise - told.with_clerk
    return (
        f"Of the last {decided} {told.otherwise:,} would be advised otherwise. The clerk had decided "
        f"{told.with_clerk:,} of these as would now be advised, and {against:,} otherwise.{large}"
    )


def move_text(then: str, now: str, count: int) -> str:
    """One cell of the table of what would have been, for a screen reader."""
    return f"{verdict_word(then)} then, {verdict_word(now)} now: {count}"


def drift_text(months: Sequence[Month]) -> str:
    """Which months stand out, and what that may mean."""
    notable = [month.label for month in months if month.is_notable]
    if not notable:
        return "No month stands out." if len(months) > 1 else ""
    stand = "stands" if len(notable) == 1 else "stand"
    return (
        f"{', '.join(notable)} {stand} out from the months before. Another scanner or other paper may be "
        "why: look at the scans, then set thresholds anew or train."
    )


def state_text(state: CalibrationState) -> str:
    """Whether the figures shown belong to what is asked."""
    if state.fault:
        return state.fault
    if state.is_trying or state.tried is None:
        return "Setting thresholds…" if state.is_trying else ""
    return "" if state.is_current else "The figures are of an earlier policy."


def _people(count: int) -> str:
    return _counted(count, "person", "people")


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
