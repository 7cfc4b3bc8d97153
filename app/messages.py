"""What does the desk say, in the bank's words, about errors, findings, verdicts and reasons?

Core gives values; the prose lives here. An error is told as what happened, what was kept and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

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


class FindingLike(Protocol):
    """A finding about the quality of a scan."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> float: ...


class ReasonLike(Protocol):
    """A reason behind a verdict."""

    @property
    def kind(self) -> str: ...
    @property
    def agrees(self) -> bool: ...
    @property
    def presented(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


_SCANS = {
    ScanProblem.MISSING: "{name} is no longer there. Choose it again from where it is now.",
    ScanProblem.EMPTY: "{name} is an empty file. Scan the document again.",
    ScanProblem.DAMAGED: "{name} is damaged and cannot be read. Scan the document again.",
    ScanProblem.TRUNCATED: "{name} breaks off before its end. Copy or scan it again.",
    ScanProblem.UNKNOWN_FORMAT: "{name} is not a picture that Specimen reads. "
    "Use PNG, JPEG, TIFF, WebP, BMP or PDF, or what a signature pad wrote (CSV, ISO/IEC 19794-7).",
    ScanProblem.PASSWORD: "{name} is protected by a password. Save a copy without one and choose that.",
    ScanProblem.TOO_MANY_BYTES: "{name} is too large a file. Scan the document at 300 dpi in grey.",
    ScanProblem.TOO_MANY_PIXELS: "{name} has too many pixels. Scan the document at 300 dpi.",
    ScanProblem.TOO_MANY_PAGES: "{name} has too many pages. Keep only the pages with signatures.",
    ScanProblem.NO_SUCH_PAGE: "{name} has no such page.",
    ScanProblem.NOT_READABLE: "{name} may not be opened by this user. "
    "Ask for access, or copy it to a folder of yours.",
}

_MODELS = {
    ModelProblem.MISSING: "The model {name} is not where it should be.",
    ModelProblem.DIGEST: "The model {name} is not the one that its card describes, so it is not used.",
    ModelProblem.VERSION: "The model {name} was made for another version of Specimen.",
    ModelProblem.DAMAGED: "The model {name} is damaged.",
    ModelProblem.PREPROCESSING: "The model {name} was trained on scans prepared in another way.",
}
_MODEL_REMEDY = (
    " Customers and history still work; install Specimen again, or choose another model, to verify."
)

_PEN_REMEDY = " Signatures of the pad are judged by their image alone; install Specimen again."

_STORES = {
    StoreProblem.NEWER: "The database was written by a newer version of Specimen. It was left as it is; "
    "install the newer version, or choose another data folder.",
    StoreProblem.DAMAGED: "The database is damaged. It was left as it is; "
    "restore a copy, or choose another data folder.",
    StoreProblem.NOT_WRITABLE: "The database cannot be written. Nothing was changed; "
    "check that its folder may be written and that the disk is not full.",
    StoreProblem.BUSY: "The database is in use by another program. Nothing was changed; "
    "try again in a moment.",
    StoreProblem.UNREACHABLE: "The database's server cannot be reached. Nothing was changed; "
    "check the network, try again, then call your bank's IT.",
    StoreProblem.NOT_ADMITTED: "The database's server does not let this desk in. Nothing was changed; "
    "your bank's IT can put that right (specimen.toml).",
    StoreProblem.LOST: "The connection to the database was lost. What was under way was kept whole or not at "
    "all; look, then do it again if it is missing.",
}

_RECORDS = {
    RecordProblem.NOT_FOUND: "This {kind} is no longer there. Nothing was changed.",
    RecordProblem.DUPLICATE: "There is already a {kind} with this {detail}. Nothing was changed.",
    RecordProblem.EMPTY_FIELD: "The {detail} of the {kind} is empty. Fill it in and save again.",
    RecordProblem.WITHDRAWN: "This {kind} has been withdrawn. Restore it first.",
    RecordProblem.IN_USE: "This {kind} is in use. Nothing was changed; use another one first.",
    RecordProblem.NOT_IN_USE: "This {kind} is no longer the one in use. Nothing was changed; look again.",
    RecordProblem.INCOMPLETE: "A specimen was enrolled meanwhile. Nothing was changed; try again.",
}

_FINDINGS = {
    "blank": "No ink was found. Check that the right side was scanned.",
    "too_small": "The signature is too small to judge. Scan it again at 300 dpi.",
    "cut_at_border": "The signature is cut off at the edge. Scan it again with some paper around it.",
    "too_faint": "The ink is too faint to judge. Scan it again darker, or in grey at 300 dpi.",
    "several_signatures": "There is more than one signature. Crop to one of them.",
    "mostly_print": "This looks like print rather than a signature. Crop to the signature.",
    "low_resolution": "The resolution is low. Scan at 200 dpi or more for a surer verdict.",
}
_FINDING_NAMES = {
    "blank": "No ink",
    "too_small": "Too small",
    "cut_at_border": "Cut off",
    "too_faint": "Too faint",
    "several_signatures": "Several signatures",
    "mostly_print": "Mostly print",
    "low_resolution": "Low resolution",
}

DELETED_PICTURE = "Picture deleted, as your bank settled."
DELETED_NAME = "Name deleted"

_VERDICTS = {"accept": "Accept", "refer": "Refer", "reject": "Reject"}

# kind -> (agrees, below the specimens, above the specimens)
_REASONS = {
    "distance": (
        "as close to the specimens as they are to each other",
        "",
        "further from the specimens than they are from each other",
    ),
    "proportions": (
        "proportions agree",
        "narrower for its height than the specimens",
        "wider for its height than the specimens",
    ),
    "slant": (
        "slant agrees",
        "leans further left than the specimens",
        "leans further right than the specimens",
    ),
    "size": ("size agrees", "smaller than the specimens", "larger than the specimens"),
    "density": ("inking agrees", "less ink than in the specimens", "more ink than in the specimens"),
    "stroke_width": (
        "stroke width agrees",
        "thinner strokes than in the specimens",
        "thicker strokes than in the specimens",
    ),
    "pieces": (
        "number of strokes agrees",
        "fewer separate strokes than in the specimens",
        "more separate strokes than in the specimens",
    ),
    "rhythm": (
        "rhythm of the pen agrees",
        "",
        "written in another rhythm than the specimens",
    ),
    "duration": (
        "writing time agrees",
        "written faster than the specimens",
        "written slower than the specimens",
    ),
}

# by log10 of the likelihood ratio: ENFSI guideline for evaluative reporting (2015), verbal equivalents
_STRENGTHS = (
    (0.301, ""),
    (1.0, "weak"),
    (2.0, "moderate"),
    (3.0, "moderately strong"),
    (4.0, "strong"),
    (6.0, "very strong"),
)


def explain(error: BaseException) -> str:
    """What happened, what was kept and what to do, in a sentence or two."""
    if isinstance(error, SpecimenError):
        return _explain_expected(error)
    return _explain_system(error)


def _explain_expected(error: SpecimenError) -> str:  # noqa: PLR0911 - one branch for each type
    match error:
        case UnreadableScan():
            return _SCANS[error.problem].format(name=error.name or "The file")
        case BlankScan():
            return f"No ink was found on {error.name}. Check that the right side was scanned."
        case UnfitScan():
            remedies = [_FINDINGS[str(kind)] for kind in error.findings if str(kind) in _FINDINGS]
            return " ".join([f"{error.name} cannot be judged.", *remedies])
        case FitScan():
            return f"{error.name} can be judged, so compare it first. Nothing was recorded."
        case NoSpecimens():
            name = error.signatory or "This signatory"
            return f"{name} has no specimens yet. Add some on the Customers page first."
        case UnusableModel():
            return _MODELS[error.problem].format(name=error.path.name) + _MODEL_REMEDY
        case UnusableStore():
            return _STORES[error.problem]
        case RefusedRecord():
            return _RECORDS[error.problem].format(kind=error.kind, detail=error.detail or "name")
        case BadData():
            return f"{error.where} cannot be used: {error.why}."
    return _explain_settled(error)


def explain_pen(refusal: UnusableModel) -> str:
    """Why the model of the pad is not used, and what still is."""
    return _MODELS[refusal.problem].format(name=refusal.path.name) + _PEN_REMEDY


def _explain_settled(error: SpecimenError) -> str:
    match error:
        case ReservedDeed():
            ask = "Nothing was changed; ask one of them, or your bank's IT (specimen.toml)."
            return f"{error.deed} is for {error.whose}s. {ask}"
        case DeletedPicture():
            return DELETED_PICTURE
    return _explain_switch(error)


def _explain_switch(error: SpecimenError) -> str:
    match error:
        case RefusedChallenger():
            return f"This model was refused: {'; '.join(error.refusals)}. The one in use goes on serving."
        case NothingToRollBack():
            return "Nothing served before the model in use, so there is nothing to return to."
    return f"{error}."


def _explain_system(error: BaseException) -> str:
    match error:
        case PermissionError():
            return f"{_file(error)} may not be opened by this user. Nothing was changed."
        case OSError():
            return f"{_file(error)} could not be read or written. Nothing was changed; check the disk."
        case MemoryError():
            return "There is not enough memory for this. Nothing was changed; close other programs."
    return "Something went wrong inside Specimen. Nothing was changed; the log has the details."


def finding_text(finding: FindingLike) -> str:
    """What is wrong with the scan and how to put it right."""
    return _FINDINGS[str(finding.kind)]


def finding_word(finding: FindingLike) -> str:
    """The same in two words, for a chip on a thumbnail."""
    return _FINDING_NAMES[str(finding.kind)]


def verdict_word(verdict: str) -> str:
    """Accept, Refer or Reject."""
    return _VERDICTS[str(verdict)]


def reason_text(reason: ReasonLike | Mapping[str, Any]) -> str:
    """Why, in plain words that can be joined by a middle dot; no full stop."""
    values = dict(reason) if isinstance(reason, Mapping) else {
        name: getattr(reason, name) for name in ("kind", "agrees", "presented", "low", "high")
    }  # fmt: skip
    kind = str(values["kind"])
    if kind == "one_specimen":
        return "one specimen only"
    if kind == "specimens_disagree":
        return "the specimens differ from each other"
    agreeing, below, above = _REASONS[kind]
    if values["agrees"]:
        return agreeing
    return below if below and float(values["presented"]) < float(values["low"]) else above


def strength_text(llr: float) -> str:
    """The strength of the evidence in words; `llr` is the log10 likelihood ratio, larger is more genuine."""
    word = _strength(llr)
    if not word:
        return "the evidence points neither way"
    return f"{word} evidence {'for' if llr > 0 else 'against'} genuine"


def short_strength(llr: float) -> str:
    """The same where a heading says already that it is evidence for genuine: "strong, against"."""
    word = _strength(llr)
    return f"{word}, {'for' if llr > 0 else 'against'}" if word else "neither way"


def pen_text(*, llr: float, image_llr: float, distance: float) -> str:
    """What the way of the pen says beside the picture: the evidence of each, in log10 as above, and how far
    the way is from the closest specimen's.
    """
    pen, picture = _side(llr), _side(image_llr)
    if not pen:
        said = "the pen points neither way"
    elif pen == picture:
        said = "pen and picture agree"
    else:
        said = f"the pen speaks {'for' if pen > 0 else 'against'} it"
    return f"{said}, pen's distance {distance:.2f}"


def _side(llr: float) -> int:
    return (1 if llr > 0 else -1) if _strength(llr) else 0


def _strength(llr: float) -> str:
    return next((word for limit, word in _STRENGTHS if abs(llr) < limit), "extremely strong")


def _file(error: OSError) -> str:
    return str(error.filename).replace("\\", "/").rsplit("/", 1)[-1] if error.filename else "A file"
