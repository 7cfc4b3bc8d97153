"""Does every number on the verify page come with its meaning?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.actions import TABLE
from app.messages import finding_text
from app.presenters import verify_words as words
from app.presenters.verify_ranking import by_age, by_distance
from app.presenters.verify_state import Phase, Presented, Subject, VerifyState
from app.presenters.verify_work import picture_of
from core.image.quality import Finding, FindingKind, Severity
from core.scoring.verdict import Verdict
from core.store.records import DecisionRecord, PenRecord, VerificationRecord
from tests.app.fake_desk import BLANK, MARIA, NGOZI, FakeDesk, stroke_page, unscored, verification


def subject_of(desk: FakeDesk, signatory_id: int) -> Subject:
    bank = desk.bank
    return Subject(bank.customer(7), bank.signatory(signatory_id), tuple(bank.specimens(signatory_id)))


def record_of(desk: FakeDesk, verdict: Verdict = Verdict.ACCEPT) -> VerificationRecord:
    return verification(1, MARIA, "scan.png", desk.bank.specimens(MARIA), verdict=verdict)


def judged(verdict: Verdict = Verdict.ACCEPT) -> VerifyState:
    desk = FakeDesk()
    subject, record = subject_of(desk, MARIA), record_of(desk, verdict)
    return VerifyState(
        phase=Phase.JUDGED, subject=subject, record=record, ranking=by_distance(by_age(subject), record)
    )


def unfit(*findings: Finding) -> VerifyState:
    page = stroke_page()
    picture = picture_of(page)
    presented = Presented("scan.png", page, 1, picture, picture.scan, findings=findings)
    return VerifyState(phase=Phase.UNFIT, presented=presented)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_says_how_strong_the_evidence_is_and_how_far_the_signature(verdict: Verdict) -> None:
    said = words.panel_words(judged(verdict))
    assert said.verdict == said.sign == verdict.value
    assert "evidence" in said.strength
    assert "distance 0.30" in said.strength
    assert "LLR" in said.strength


def with_pen(llr: float) -> str:
    """What stands beside the headline of a verdict that the pen had a part in."""
    state = judged()
    assert state.record is not None
    pen = PenRecord({4: 0.42, 5: 0.61}, llr=llr, image_llr=2.1, digest="pen-a")
    return words.panel_words(replace(state, record=replace(state.record, pen=pen))).strength


def test_a_verdict_says_whether_the_pen_agrees_with_the_picture() -> None:
    assert "pen and picture agree, pen's distance 0.42" in with_pen(1.4)
    assert "the pen speaks against it, pen's distance 0.42" in with_pen(-1.4)


def test_a_verdict_without_a_pen_does_not_speak_of_one() -> None:
    assert "pen" not in words.panel_words(judged()).strength


def test_reasons_are_told_apart_by_whether_they_agree() -> None:
    said = words.panel_words(judged())
    assert said.agreeing == "slant"
    assert said.differing == "fewer separate strokes"


def test_thresholds_are_told_with_the_error_rates_they_were_set_for() -> None:
    said = words.panel_words(judged())
    assert said.thresholds == "Thresholds set for 1 false accept in 1,000 and 1 false reject in 100"


def test_a_verdict_from_one_specimen_says_so() -> None:
    state = judged()
    assert state.record is not None
    reason = {"kind": "one_specimen", "agrees": True, "presented": 1.0, "low": 1.0, "high": 1.0}
    state = replace(state, record=replace(state.record, reasons=(reason,)))
    said = words.panel_words(state)
    assert said.strength.endswith("one specimen only")
    assert said.agreeing == "nothing"


def test_an_unfit_scan_gives_its_remedy_and_no_verdict() -> None:
    said = words.panel_words(unfit(Finding(FindingKind.TOO_FAINT, Severity.UNFIT, 0.05)))
    assert said.headline == "Too faint"
    assert "Scan it again" in said.advice
    assert (said.verdict, said.reading, said.offer_name) == ("", None, "open")


def test_an_unfit_scan_can_be_referred_by_its_key() -> None:
    state = replace(unfit(Finding(FindingKind.TOO_FAINT, Severity.UNFIT, 0.05)), is_for_subject=True)
    (key,) = (spec.shortcut for spec in TABLE if spec.id == "verify.refer")
    assert words.panel_words(state).advice.endswith(f"at 300 dpi, or refer it ({key}).")


def test_without_a_signatory_what_is_missing_to_refer_is_told() -> None:
    said = words.panel_words(unfit(BLANK))
    assert said.advice.endswith("was scanned. To refer it, choose the signatory.")


def referred(*decided: str) -> VerifyState:
    """A scan that could not be judged, referred and then decided so."""
    at = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)
    made = [DecisionRecord(n, 1, at, "R. Amara", word, "", "", "") for n, word in enumerate(decided, start=1)]
    record = unscored(1, MARIA, "blank.png")
    return VerifyState(phase=Phase.DECIDED, record=record, decisions=tuple(made), last=made[-1])


def test_a_referred_scan_keeps_its_finding_in_place_of_numbers() -> None:
    said = words.panel_words(referred("refer"))
    assert (said.headline, said.sign, said.verdict) == ("Referred: not fit to judge", "refer", "refer")
    assert said.strength == "not scored"
    assert said.advice == finding_text(BLANK)
    assert (said.reading, said.thresholds, said.agreeing, said.differing) == (None, "", "", "")
    assert said.recorded.startswith("Recorded: Refer")
    assert said.can_correct


def test_a_referred_scan_that_was_decided_otherwise_is_not_called_referred() -> None:
    said = words.panel_words(referred("refer", "reject"))
    assert said.headline == "Not fit to judge"
    assert said.recorded.startswith("Recorded: Reject")


def test_several_signatures_lead_to_drawing_a_box() -> None:
    said = words.panel_words(unfit(Finding(FindingKind.SEVERAL_SIGNATURES, Severity.UNFIT, 3.0)))
    assert said.offer_name == "crop"


def test_without_specimens_the_way_leads_to_adding_some() -> None:
    said = words.panel_words(VerifyState(subject=subject_of(FakeDesk(), NGOZI)))
    assert said.offer_name == "enrol"
    assert "Ngozi Okafor" in said.advice


def test_working_says_nothing_until_it_takes_long() -> None:
    assert words.panel_words(VerifyState(phase=Phase.WORKING)).headline == ""
    assert "Esc" in words.panel_words(VerifyState(phase=Phase.WORKING, is_slow=True)).advice


def test_a_recorded_decision_is_told_with_its_time_and_officer() -> None:
    at = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)
    decision = DecisionRecord(1, 1, at, "R. Amara", "refer", "asked the branch", "", "")
    state = replace(judged(), phase=Phase.DECIDED, decisions=(decision,), last=decision)
    said = words.panel_words(state)
    assert said.recorded == f"Recorded: Refer · {at.astimezone():%H:%M} · by R. Amara · asked the branch"
    assert said.can_correct
    assert not words.panel_words(replace(state, is_correcting=True)).can_correct


def test_the_closest_specimen_is_named_so_and_another_is_not() -> None:
    state = judged()
    closest = replace(state, chosen_id=state.ranking[0].specimen_id)
    other = replace(state, chosen_id=state.ranking[1].specimen_id)
    assert words.specimen_heading(closest) == ("CLOSEST SPECIMEN", "3 of 3 · 2026-03-15 · distance 0.30")
    assert words.specimen_heading(other)[0] == "SPECIMEN"


def test_the_heading_names_the_signatory_and_the_account() -> None:
    assert words.heading(subject_of(FakeDesk(), MARIA)) == (
        "Maria Okafor, director",
        "Okafor Ltd · account 4711-0082",
    )


def test_an_unknown_resolution_is_written_as_unknown() -> None:
    page = stroke_page(dpi=None)
    picture = picture_of(page)
    said = words.presented_caption(Presented("scan.png", page, 1, picture, picture.scan))
    assert said == "scan.png · resolution unknown"


@pytest.mark.parametrize("rate, said", [(0.001, "1 slip in 1,000"), (0.02, "1 slip in 50"), (0.0, "no slip")])
def test_a_rate_is_said_as_one_in_so_many(rate: float, said: str) -> None:
    assert words.one_in("slip", rate) == said
