"""In which words does the verify page say what it shows?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.messages import (
    DELETED_NAME,
    DELETED_PICTURE,
    finding_text,
    finding_word,
    pen_text,
    reason_text,
    strength_text,
    verdict_word,
)
from app.presenters.verify_state import Phase, Presented, Ranked, Subject, VerifyState
from app.widgets.score_scale import Reading, signed
from app.widgets.specimen_strip import StripItem
from app.widgets.verdict_panel import PanelWords
from core.image.quality import Finding, FindingKind, Severity

if TYPE_CHECKING:
    from core.store.records import DecisionRecord, VerificationRecord

CROPPED = (FindingKind.SEVERAL_SIGNATURES, FindingKind.MOSTLY_PRINT)
NOT_ABOUT_AGREEMENT = ("one_specimen", "specimens_disagree")


def panel_words(state: VerifyState) -> PanelWords:
    """What the verdict panel says about the item on the desk."""
    if state.record is not None and state.phase in (Phase.JUDGED, Phase.DECIDED):
        return _judged(state, state.record)
    recorded = _recorded_before(state)
    can_correct = state.last is not None
    match state.phase:
        case Phase.WORKING if state.is_slow:
            return PanelWords("Examining", advice="Esc stops it.", recorded=recorded, can_correct=can_correct)
        case Phase.WORKING:
            return PanelWords(recorded=recorded, can_correct=can_correct)
        case Phase.UNFIT:
            return _unfit(state, recorded, can_correct=can_correct)
    headline, advice, offer, name = _waiting(state)
    return PanelWords(
        headline, advice=advice, offer=offer, offer_name=name, recorded=recorded, can_correct=can_correct
    )


def _waiting(state: VerifyState) -> tuple[str, str, str, str]:
    """Headline, advice, and the words and the name of an offer, where there is nothing to judge yet."""
    if state.subject is not None and not state.subject.specimens:
        who = state.subject.signatory.name
        advice = f"{who} has no specimens yet. Add some first; then compare."
        return "No specimens", advice, "Add specimens", "enrol"
    match state.phase:
        case Phase.WAITING:
            return (
                "Whose signature is it?",
                "Choose the signatory to compare with.",
                "Choose a signatory",
                "choose",
            )
        case Phase.STOPPED:
            return "Stopped", "This scan was not judged.", "Examine again", "again"
    if state.subject is None:
        return "", "Choose a signatory, then hand in a scan. Either may come first.", "", ""
    return "", "The verdict appears here.", "", ""


def _unfit(state: VerifyState, recorded: str, *, can_correct: bool) -> PanelWords:
    worst = _worst(state.presented.findings if state.presented else ())
    remedy = _remedy(worst)
    refer = f"{remedy.removesuffix('.')}, or refer it (F9)."
    is_to_crop = any(one.kind in CROPPED for one in worst)
    return PanelWords(
        headline=finding_word(worst[0]) if worst else "Unfit to judge",
        sign="warning",
        strength="not judged",
        advice=refer if state.can_refer else f"{remedy} To refer it, choose the signatory.",
        offer="Draw a box" if is_to_crop else "Open another scan",
        offer_name="crop" if is_to_crop else "open",
        recorded=recorded,
        can_correct=can_correct,
    )


def _worst(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.severity is Severity.UNFIT]


def _remedy(findings: Iterable[Finding]) -> str:
    return " ".join(finding_text(one) for one in findings)


def _judged(state: VerifyState, record: VerificationRecord) -> PanelWords:
    if record.llr is None or record.distance is None:
        return _unscored(state, record)
    agreeing = [_in_short(one) for one in record.reasons if one["agrees"] and not _is_remark(one)]
    differing = [_in_short(one) for one in record.reasons if not one["agrees"] and not _is_remark(one)]
    remarks = [reason_text(one) for one in record.reasons if _is_remark(one)]
    notes = [finding_word(one).lower() for one in record.findings if one.severity is Severity.NOTE]
    facts = [strength_text(record.llr), f"LLR {signed(record.llr)}", f"distance {record.distance:.2f}"]
    facts += _pen_fact(record)
    return PanelWords(
        headline=verdict_word(record.verdict),
        sign=str(record.verdict),
        verdict=str(record.verdict),
        strength=" · ".join([*facts, *remarks, *notes]),
        reading=Reading(record.llr, record.reject_llr, record.accept_llr),
        thresholds=thresholds_text(record, band=state.band),
        agreeing=" · ".join(sorted(agreeing, key=len)) or "nothing",
        differing=" · ".join(sorted(differing, key=len)) or "nothing",
        recorded=_recorded(state),
        can_correct=_can_correct(state),
    )


def _pen_fact(record: VerificationRecord) -> list[str]:
    """What the pen says, where the signature was judged by the way it was written too."""
    pen = record.pen
    if pen is None:
        return []
    return [pen_text(llr=pen.llr, image_llr=pen.image_llr, distance=min(pen.distances.values()))]


def _unscored(state: VerifyState, record: VerificationRecord) -> PanelWords:
    """What could not be judged, and was referred by a person."""
    is_referred = bool(state.decisions) and state.decisions[-1].decision == record.verdict
    return PanelWords(
        headline="Referred: not fit to judge" if is_referred else "Not fit to judge",
        sign=str(record.verdict),
        verdict=str(record.verdict),
        strength="not scored",
        advice=_remedy(_worst(record.findings)),
        recorded=_recorded(state),
        can_correct=_can_correct(state),
    )


def _can_correct(state: VerifyState) -> bool:
    return (state.phase is Phase.DECIDED and not state.is_correcting) or _is_of_another(state)


def _in_short(reason: Mapping[str, Any]) -> str:
    """A reason without what the head of its line says: that it agrees, or differs, and from what."""
    text = reason_text(reason).removeprefix("number of ")
    for said in (" agrees", " agree", " than in the specimens", " than the specimens"):
        text = text.removesuffix(said)
    return text.replace(" as they are to each other", " as usual").replace(
        " than they are from each other", " than usual"
    )


def _is_remark(reason: Mapping[str, Any]) -> bool:
    return str(reason["kind"]) in NOT_ABOUT_AGREEMENT


def thresholds_text(record: VerificationRecord, *, band: str = "") -> str:
    """The error rates that the thresholds of a verdict were set for; the scale shows the thresholds.

    `band` says for which amounts, where the bank tells them apart.
    """
    accepts, rejects = one_in("false accept", record.accept_far), one_in("false reject", record.reject_frr)
    if band:
        return f"Amounts {band}: {accepts}, {rejects}"
    return f"Thresholds set for {accepts} and {rejects}"


def one_in(what: str, rate: float) -> str:
    """A rate in [0, 1] as a person says it: '1 false accept in 1,000'."""
    return f"1 {what} in {round(1 / rate):,}" if rate > 0 else f"no {what}"


def _recorded(state: VerifyState) -> str:
    if state.is_correcting:
        return "Correcting: what was recorded before stays in the history"
    if state.phase is Phase.DECIDED and state.decisions:
        return f"Recorded: {decision_text(state.decisions[-1], is_dated=state.is_past)}"
    return _recorded_before(state)


def _recorded_before(state: VerifyState) -> str:
    return f"Last item: {decision_text(state.last)}" if state.last is not None else ""


def _is_of_another(state: VerifyState) -> bool:
    is_open = state.record is not None and state.last is not None
    return is_open and not state.is_past and state.phase is Phase.JUDGED


def decision_text(decision: DecisionRecord, *, is_dated: bool = False) -> str:
    """What was decided, when and by whom, and the remark."""
    when = moment(decision.at) if is_dated else f"{decision.at.astimezone():%H:%M}"
    parts = [verdict_word(decision.decision), when, f"by {decision.officer}", decision.remark]
    return " · ".join(part for part in parts if part)


def day(at: datetime) -> str:
    """A date as everybody reads it, in local time."""
    return f"{at.astimezone():%Y-%m-%d}"


def moment(at: datetime) -> str:
    """A date and time in local time."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def heading(subject: Subject | None) -> tuple[str, str]:
    """Who signs, and for whom: the large words and the small ones of the page's head."""
    if subject is None:
        return "Verify a signature", ""
    customer, signatory = subject.customer, subject.signatory
    name = signatory.name or DELETED_NAME
    role = f"{name}, {signatory.role}" if signatory.role else name
    owner = customer.name if customer.name != signatory.name else ""
    accounts = ", ".join(customer.accounts[:2]) + (" …" if len(customer.accounts) > 2 else "")
    number = f"customer {customer.number}" if customer.number else ""
    account = f"account {accounts}" if accounts else number
    return role, " · ".join(part for part in (owner, account) if part)


def presented_caption(presented: Presented | None) -> str:
    """The file's name, its resolution, and whether only a part of the page is looked at."""
    if presented is None:
        return ""
    dpi = f"{presented.whole.dpi:.0f} dpi" if presented.whole.dpi else "resolution unknown"
    part = "part of the page" if presented.box is not None else ""
    return " · ".join(piece for piece in (presented.name, dpi, part) if piece)


def specimen_heading(state: VerifyState) -> tuple[str, str]:
    """What the right picture is, and which specimen of how many, from when and how far."""
    chosen = state.chosen
    if chosen is None:
        return "SPECIMEN", ""
    is_closest = chosen.distance is not None and state.ranking[0] is chosen
    parts = [title(chosen, len(state.ranking)), day(chosen.enrolled_at)]
    if chosen.distance is not None:
        parts.append(f"distance {chosen.distance:.2f}")
    if chosen.is_withdrawn:
        parts.append("withdrawn since")
    return "CLOSEST SPECIMEN" if is_closest else "SPECIMEN", " · ".join(parts)


def title(ranked: Ranked, count: int) -> str:
    """Which specimen it is by age, of how many."""
    return f"{ranked.number} of {count}"


def strip_items(state: VerifyState) -> list[StripItem]:
    """The specimens in the order shown."""
    pictures = state.subject.pictures if state.subject is not None else {}
    return [
        StripItem(
            specimen_id=one.specimen_id,
            title=title(one, len(state.ranking)),
            date=day(one.enrolled_at),
            ink=pictures[one.specimen_id].ink if one.specimen_id in pictures else None,
            distance=one.distance,
        )
        for one in state.ranking
    ]


def waiting_text(count: int) -> str:
    """How many items wait."""
    return f"{count} waiting" if count else ""


def past_text(state: VerifyState) -> str:
    """That this is out of the history, from when, and every decision on it."""
    if not state.is_past or state.record is None:
        return ""
    made = "; ".join(decision_text(one, is_dated=True) for one in state.decisions) or "no decision yet"
    return f"As it was on {moment(state.record.at)}. Decisions: {made}"


def pair_caption(state: VerifyState, mode: str, *, shown: str) -> tuple[str, str]:
    """The words above two signatures in one picture; `shown` says which is up in the blink view."""
    _, detail = specimen_heading(state)
    first = shown if mode == "blink" else "presented over specimen"
    return mode.replace("_", " ").upper(), f"{first} {detail}" if detail else ""


def missing_specimen(state: VerifyState) -> str:
    """What the right-hand picture says while it has nothing to show."""
    if state.subject is None:
        return "The closest specimen appears here."
    if state.subject.specimens:
        return ""
    return (
        DELETED_PICTURE if state.is_past and state.record and state.record.is_scored else "No specimens yet."
    )


def deleted_presented(state: VerifyState, *, pictures_days: int | None) -> str:
    """What stands where the presented picture was; nothing where it is kept.

    It may have gone earlier than others, with the name of whoever was removed.
    """
    if not state.is_deleted:
        return ""
    has_name = state.subject is not None and bool(state.subject.signatory.name)
    if pictures_days is None or not has_name:
        return DELETED_PICTURE
    days = "1 day" if pictures_days == 1 else f"{pictures_days:,} days"
    return f"Picture deleted after {days}, as your bank settled."
