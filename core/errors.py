"""In which few ways can work fail, and what does the caller need to know about each?

Errors carry data, never prose for the clerk: the app turns each into what happened, what was kept and
what to do (`app/messages.py`); the command line turns each into one line and an exit code.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from core.address import Place


class SpecimenError(Exception):
    """What the program expects may go wrong. `str()` is one plain English line for logs and shells."""


class ScanProblem(StrEnum):
    """Why a file could not become a page."""

    MISSING = "missing"
    EMPTY = "empty"
    DAMAGED = "damaged"
    TRUNCATED = "truncated"
    UNKNOWN_FORMAT = "unknown_format"
    PASSWORD = "password"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    NO_SUCH_PAGE = "no_such_page"
    NOT_READABLE = "not_readable"


class UnreadableScan(SpecimenError):
    """A file that could not be read as a scan: which file, why, and the detail a decoder gave."""

    def __init__(self, name: str, problem: ScanProblem, detail: str = "") -> None:
        super().__init__(f"{name}: {problem.value.replace('_', ' ')}" + (f" ({detail})" if detail else ""))
        self.name = name
        self.problem = problem
        self.detail = detail


class BlankScan(SpecimenError):
    """A page on which no ink was found."""

    def __init__(self, name: str = "scan") -> None:
        super().__init__(f"{name}: no ink was found on it")
        self.name = name


class UnfitScan(SpecimenError):
    """A scan that must not be scored; `findings` are the values of `core.image.quality.FindingKind`."""

    def __init__(self, name: str, findings: tuple[str, ...]) -> None:
        super().__init__(f"{name}: unfit to judge ({', '.join(findings)})")
        self.name = name
        self.findings = findings


class FitScan(SpecimenError):
    """A scan that can be judged, where one was expected that cannot."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: fit to judge, so it must be compared before it is referred")
        self.name = name


class NoSpecimens(SpecimenError):
    """A signatory, or a command, without a single usable specimen."""

    def __init__(self, signatory: str = "") -> None:
        super().__init__(f"no usable specimens{f' for {signatory}' if signatory else ''}")
        self.signatory = signatory


class ModelProblem(StrEnum):
    """Why a model file cannot be used."""

    MISSING = "missing"
    DIGEST = "digest"
    VERSION = "version"
    DAMAGED = "damaged"
    PREPROCESSING = "preprocessing"


class UnusableModel(SpecimenError):
    """A model that must not be used: which file, why, and the digests where they differ."""

    def __init__(self, path: Path, problem: ModelProblem, detail: str = "") -> None:
        super().__init__(f"{path.name}: {problem.value}" + (f" ({detail})" if detail else ""))
        self.path = path
        self.problem = problem
        self.detail = detail


class StoreProblem(StrEnum):
    """Why the database cannot be opened or written."""

    NEWER = "newer"
    DAMAGED = "damaged"
    NOT_WRITABLE = "not_writable"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    NOT_ADMITTED = "not_admitted"
    LOST = "lost"


class UnusableStore(SpecimenError):
    """A database that cannot be used as it is; nothing in it was changed.

    LOST alone may hide that what was under way was kept: all of it, or nothing.
    """

    def __init__(self, place: Place, problem: StoreProblem, detail: str = "") -> None:
        super().__init__(
            f"{place.name}: {problem.value.replace('_', ' ')}" + (f" ({detail})" if detail else "")
        )
        self.place = place
        self.problem = problem
        self.detail = detail


class RecordProblem(StrEnum):
    """Why a record was refused."""

    NOT_FOUND = "not_found"
    DUPLICATE = "duplicate"
    EMPTY_FIELD = "empty_field"
    WITHDRAWN = "withdrawn"
    IN_USE = "in_use"
    NOT_IN_USE = "not_in_use"
    INCOMPLETE = "incomplete"


class RefusedRecord(SpecimenError):
    """A record the store would not take: its kind (`customer`, `specimen`, ...), why, which field or id."""

    def __init__(self, kind: str, problem: RecordProblem, detail: str = "") -> None:
        super().__init__(f"{kind}: {problem.value.replace('_', ' ')}" + (f" ({detail})" if detail else ""))
        self.kind = kind
        self.problem = problem
        self.detail = detail


class BadData(SpecimenError):
    """Training or evaluation data that cannot be used: where, and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


class MissingPackage(SpecimenError):
    """Work for which a package is needed that is not there; `extra` is Specimen's extra that brings it."""

    def __init__(self, work: str, extra: str) -> None:
        super().__init__(f"{work} needs more packages: install specimen[{extra}] with Python's pip")
        self.extra = extra


class NothingToRollBack(SpecimenError):
    """There is no model or calibration that served before the one in use."""

    def __init__(self) -> None:
        super().__init__("nothing served before the model in use")


class RefusedChallenger(SpecimenError):
    """A model that should not be activated: why, in the words of `core.learning.gate.Refusal`."""

    def __init__(self, refusals: tuple[str, ...]) -> None:
        super().__init__(f"the challenger is refused: {'; '.join(refusals)}")
        self.refusals = refusals


class UnusableManagedFile(SpecimenError):
    """What the bank's IT settled cannot be followed: which file, which key (none: all of it), and why."""

    def __init__(self, path: Path, why: str, *, key: str = "") -> None:
        super().__init__(f"{path}: {f'{key} ' if key else ''}{why}")
        self.path = path
        self.key = key
        self.why = why


class SealProblem(StrEnum):
    """Why nobody is known to vouch for a model."""

    MISSING = "it has no signature"
    DAMAGED = "its signature cannot be read"
    NOT_THEIRS = "its signature is not of the key that is trusted, or the model was changed after it"


class UntrustedModel(SpecimenError):
    """A model that was delivered without the signature of whoever is trusted; it was not taken in."""

    def __init__(self, path: Path, problem: SealProblem) -> None:
        super().__init__(f"{path.name}: {problem.value}")
        self.path = path
        self.problem = problem


class ReservedDeed(SpecimenError):
    """Something that the bank's IT left to some: what it is, and to whom, as `core.roles` names them."""

    def __init__(self, deed: str, whose: str) -> None:
        super().__init__(f"{deed} is for {whose}s; ask one of them, or your bank's IT (specimen.toml)")
        self.deed = deed
        self.whose = whose


class DeletedPicture(SpecimenError):
    """A picture that was kept as long as the bank settled, and then deleted: of what."""

    def __init__(self, kind: str, record_id: int) -> None:
        super().__init__(f"{kind} {record_id}: its picture was deleted, as the bank settled")
        self.kind = kind
        self.record_id = record_id
