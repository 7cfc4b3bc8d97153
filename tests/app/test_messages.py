"""Does the desk have words for everything that core can say?"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from app import messages
from app.messages import (
    explain,
    explain_pen,
    finding_text,
    finding_word,
    pen_text,
    reason_text,
    short_strength,
    strength_text,
)
from core.errors import (
    BadData,
    BlankScan,
    DeletedPicture,
    FitScan,
    ModelProblem,
    NoSpecimens,
    NothingToRollBack,
    RecordProblem,
    RefusedChallenger,
    RefusedRecord,
    ReservedDeed,
    ScanProblem,
    SpecimenError,
    StoreProblem,
    UnfitScan,
    UnreadableScan,
    UnusableModel,
    UnusableStore,
)
from core.image.quality import Finding, FindingKind, Severity
from core.roles import WHOSE, Deed
from core.scoring.verdict import ReasonKind

ERRORS: list[SpecimenError] = [
    *(UnreadableScan("cheque.tif", problem) for problem in ScanProblem),
    *(UnusableModel(Path("m.safetensors"), problem) for problem in ModelProblem),
    *(UnusableStore(Path("specimen.sqlite"), problem) for problem in StoreProblem),
    *(RefusedRecord("customer", problem, "number") for problem in RecordProblem),
    BlankScan("cheque.tif"),
    UnfitScan("cheque.tif", ("too_faint",)),
    FitScan("cheque.tif"),
    NoSpecimens("M. Okafor"),
    BadData("manifest.json", "it is empty"),
    RefusedChallenger(("worse elsewhere",)),
    NothingToRollBack(),
    DeletedPicture("verification", 7),
    *(ReservedDeed(deed.value, WHOSE[deed].value) for deed in Deed),
]


@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_every_error_is_told_in_whole_sentences(error: SpecimenError) -> None:
    text = explain(error)
    assert text[0].isupper() or text.startswith(("cheque.tif", "manifest.json"))
    assert text.endswith(".")
    assert "{" not in text
    assert "_" not in text.replace("manifest.json", "")
    assert text != explain(RuntimeError("anything"))


def test_what_is_left_to_others_is_told_with_whom_to_ask() -> None:
    assert explain(ReservedDeed("Activating a model", "supervisor")) == (
        "Activating a model is for supervisors. "
        "Nothing was changed; ask one of them, or your bank's IT (specimen.toml)."
    )


def test_unexpected_error_is_told_without_its_own_words() -> None:
    assert "Okafor" not in explain(RuntimeError("no row for Okafor"))


def test_error_of_the_disk_names_the_file_alone() -> None:
    text = explain(PermissionError(13, "denied", "/home/someone/secret/history.csv"))
    assert text.startswith("history.csv ")


@pytest.mark.parametrize("kind", FindingKind)
def test_every_finding_has_words_and_a_remedy(kind: FindingKind) -> None:
    finding = Finding(kind, Severity.UNFIT, 0.0)
    assert finding_text(finding).count(".") >= 2
    assert finding_word(finding)


@pytest.mark.parametrize("kind", sorted(set(ReasonKind) - {"one_specimen", "specimens_disagree"}))
def test_every_reason_has_words(kind: str) -> None:
    assert len(messages._REASONS[kind]) == 3


@pytest.mark.parametrize("problem", ModelProblem)
def test_without_the_model_of_the_pen_it_is_said_what_still_works(problem: ModelProblem) -> None:
    text = explain_pen(UnusableModel(Path("/opt/pen.safetensors"), problem))
    assert text.startswith("The model pen.safetensors ")
    assert text.endswith("judged by their image alone; install Specimen again.")


@pytest.mark.parametrize("kind", sorted(messages._REASONS))
def test_reason_says_which_way_it_differs(kind: str) -> None:
    def reason(presented: float, *, agrees: bool) -> SimpleNamespace:
        return SimpleNamespace(kind=kind, agrees=agrees, presented=presented, low=1.0, high=2.0)

    agreeing, above = reason_text(reason(1.5, agrees=True)), reason_text(reason(3.0, agrees=False))
    below = reason_text(reason(0.5, agrees=False))
    assert agreeing not in (above, below)
    assert kind in ("distance", "rhythm") or above != below


def test_reason_can_be_told_from_what_was_recorded() -> None:
    recorded = {"kind": "slant", "agrees": False, "presented": -4.0, "low": 1.0, "high": 2.0}
    assert reason_text(recorded) == "leans further left than the specimens"


@pytest.mark.parametrize(
    "llr,text",
    [
        (0.0, "the evidence points neither way"),
        (-0.3, "the evidence points neither way"),
        (0.5, "weak evidence for genuine"),
        (1.5, "moderate evidence for genuine"),
        (2.1, "moderately strong evidence for genuine"),
        (-3.2, "strong evidence against genuine"),
        (5.0, "very strong evidence for genuine"),
        (-7.0, "extremely strong evidence against genuine"),
    ],
)
def test_strength_follows_the_scale_of_the_forensic_institutes(llr: float, text: str) -> None:
    assert strength_text(llr) == text


def test_short_strength_leaves_out_what_the_heading_says() -> None:
    assert short_strength(-2.1) == "moderately strong, against"


@pytest.mark.parametrize(
    "llr, image_llr, said",
    [
        (1.4, 2.0, "pen and picture agree"),
        (-1.4, -2.0, "pen and picture agree"),
        (-1.4, 2.0, "the pen speaks against it"),
        (1.4, -2.0, "the pen speaks for it"),
        (0.0, 2.0, "the pen points neither way"),
    ],
)
def test_the_pen_is_told_beside_the_picture(llr: float, image_llr: float, said: str) -> None:
    assert pen_text(llr=llr, image_llr=image_llr, distance=0.418) == f"{said}, pen's distance 0.42"
