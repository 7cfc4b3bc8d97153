"""Does every error carry what the desk needs to explain it, and a line for the log?"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import (
    BadData,
    BlankScan,
    FitScan,
    ModelProblem,
    NoSpecimens,
    RecordProblem,
    RefusedRecord,
    ScanProblem,
    SealProblem,
    SpecimenError,
    StoreProblem,
    UnfitScan,
    UnreadableScan,
    UntrustedModel,
    UnusableManagedFile,
    UnusableModel,
    UnusableStore,
)


@pytest.mark.parametrize(
    "error, line",
    [
        (UnreadableScan("a.pdf", ScanProblem.TOO_MANY_PAGES), "a.pdf: too many pages"),
        (UnreadableScan("a.png", ScanProblem.DAMAGED, "bad CRC"), "a.png: damaged (bad CRC)"),
        (BlankScan("a.png"), "a.png: no ink was found on it"),
        (UnfitScan("a.png", ("too_faint", "too_small")), "a.png: unfit to judge (too_faint, too_small)"),
        (FitScan("a.png"), "a.png: fit to judge, so it must be compared before it is referred"),
        (NoSpecimens("M. Okafor"), "no usable specimens for M. Okafor"),
        (NoSpecimens(), "no usable specimens"),
        (UnusableModel(Path("m/x.safetensors"), ModelProblem.DIGEST), "x.safetensors: digest"),
        (UnusableStore(Path("b/bank.db"), StoreProblem.NOT_WRITABLE), "bank.db: not writable"),
        (RefusedRecord("customer", RecordProblem.DUPLICATE, "number"), "customer: duplicate (number)"),
        (BadData("cedar", "no writers"), "cedar: no writers"),
        (UnusableManagedFile(Path("a.toml"), "is no TOML"), "a.toml: is no TOML"),
        (UnusableManagedFile(Path("a.toml"), "is no key", key="b.c"), "a.toml: b.c is no key"),
        (UntrustedModel(Path("m/x.safetensors"), SealProblem.MISSING), "x.safetensors: it has no signature"),
    ],
)
def test_an_error_says_in_one_line_what_happened(error: SpecimenError, line: str) -> None:
    assert isinstance(error, SpecimenError)
    assert str(error) == line


def test_an_unreadable_scan_carries_its_reason_as_data() -> None:
    error = UnreadableScan("a.tif", ScanProblem.TRUNCATED, "strip 3")
    assert (error.name, error.problem, error.detail) == ("a.tif", ScanProblem.TRUNCATED, "strip 3")
