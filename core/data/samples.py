"""Which made-up customers come with the program, and where are their signatures?"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import BadData

MANIFEST = "manifest.json"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SampleCheck(_Strict):
    """A made-up signature to present, and what it truly is: "genuine" or "forged"."""

    file: Path
    what: str


class SampleSignatory(_Strict):
    """A made-up signatory with the files of the specimens."""

    name: str
    role: str = ""
    specimens: tuple[Path, ...] = ()
    to_check: tuple[SampleCheck, ...] = ()


class SampleCustomer(_Strict):
    """A made-up customer."""

    number: str
    name: str
    accounts: tuple[str, ...] = ()
    signatories: tuple[SampleSignatory, ...] = ()


class _Manifest(_Strict):
    customers: tuple[SampleCustomer, ...]


def read_samples(folder: Path) -> tuple[SampleCustomer, ...]:
    """Read the manifest of `folder`; the paths returned start with `folder`. Raises BadData."""
    manifest = folder / MANIFEST
    try:
        customers = _Manifest.model_validate_json(manifest.read_bytes()).customers
    except (OSError, ValidationError) as error:
        raise BadData(str(manifest), str(error)) from error
    return tuple(_within(folder, customer) for customer in customers)


def _within(folder: Path, customer: SampleCustomer) -> SampleCustomer:
    signatories = tuple(
        signatory.model_copy(
            update={
                "specimens": tuple(folder / path for path in signatory.specimens),
                "to_check": tuple(
                    check.model_copy(update={"file": folder / check.file}) for check in signatory.to_check
                ),
            }
        )
        for signatory in customer.signatories
    )
    return customer.model_copy(update={"signatories": signatories})
