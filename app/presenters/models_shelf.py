"""Which models has the bank, and what is known of each? Read on the store's lane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import UnusableModel
from core.store.learning_records import ActivationRecord, ModelRecord

if TYPE_CHECKING:
    from core.learning.retrain import Outcome
    from core.net.checkpoint import ModelCard
    from core.store.bank import Bank


@dataclass(frozen=True)
class KnownModel:
    """A model and its state; `added_at` is None for one that came with the program and was never left."""

    digest: str
    name: str
    added_at: datetime | None
    has_report: bool = False
    is_removed: bool = False
    is_in_use: bool = False
    is_shipped: bool = False
    has_served: bool = False
    card: ModelCard | None = None
    """None where the card cannot be read."""

    @property
    def is_challenger(self) -> bool:
        """Whether it was trained here and never served."""
        return self.has_report and not (self.is_in_use or self.has_served or self.is_removed)


@dataclass(frozen=True)
class Shelf:
    """All models, the one in use first and then newest first; activations newest first."""

    models: tuple[KnownModel, ...]
    activations: tuple[ActivationRecord, ...]
    broken_id: int | None
    """The first activation that is not as it was recorded."""
    previous: str | None
    """What served before, by its digest."""

    def model(self, digest: str | None) -> KnownModel | None:
        """The model with that digest, None where there is none."""
        return next((one for one in self.models if one.digest == digest), None)

    @property
    def in_use(self) -> KnownModel | None:
        """The model that serves; None where the shipped one cannot be read."""
        return next((one for one in self.models if one.is_in_use), None)

    def name(self, digest: str) -> str:
        """What a model is called, or else the beginning of its digest."""
        known = self.model(digest)
        return known.name if known else digest[:8]

    def last_calibration(self, digest: str) -> int | None:
        """The calibration with which a model served last; None: its card's."""
        served = (record for record in self.activations if record.model_digest == digest)
        return next((record.calibration_id for record in served), None)


@dataclass(frozen=True)
class Looked:
    """What stands behind one model: how it was compared, and how many specimens it has not embedded yet."""

    digest: str
    outcome: Outcome | None
    lacking: int
    is_unreadable: bool = False
    """Whether there is a comparison that this program does not understand."""


def read_shelf(bank: Bank, *, shipped: Path) -> Shelf:
    """Read everything; raises UnusableModel where the shipped card cannot be read."""
    from core.learning.places import models_folder
    from core.learning.switch import in_use, previous
    from core.net.checkpoint import load_card

    came = load_card(shipped)
    now = in_use(bank, shipped=shipped).digest
    activations = bank.activations()[::-1]
    served = {record.model_digest for record in activations}
    records = bank.models(with_removed=True)[::-1]
    models = [
        _known(
            record,
            models_folder(bank) / record.file,
            now=now,
            shipped=came.digest,
            has_served=record.digest in served,
        )
        for record in records
    ]
    if came.digest not in {record.digest for record in records}:
        is_in_use = now == came.digest
        models.append(
            KnownModel(came.digest, came.name, None, is_in_use=is_in_use, is_shipped=True, card=came)
        )
    before = previous(bank, shipped=shipped)
    return Shelf(
        _in_order(models), tuple(activations), bank.check_activations(), before.digest if before else None
    )


def look(bank: Bank, digest: str) -> Looked:
    """Read how one model was compared; a model that the bank has not kept was not."""
    from core.learning.retrain import Outcome

    records = {record.digest: record for record in bank.models(with_removed=True)}
    report = records[digest].report if digest in records else None
    lacking = bank.count_lacking(digest=digest)
    if report is None:
        return Looked(digest, None, lacking)
    try:
        return Looked(digest, Outcome.model_validate(report), lacking)
    except ValueError:  # written by another version of the program
        return Looked(digest, None, lacking, is_unreadable=True)


def _known(record: ModelRecord, file: Path, *, now: str, shipped: str, has_served: bool) -> KnownModel:
    from core.net.checkpoint import load_card

    try:
        card = load_card(file)
    except UnusableModel:
        card = None
    return KnownModel(
        record.digest,
        record.name,
        record.added_at,
        has_report=record.report is not None,
        is_removed=record.is_removed,
        is_in_use=record.digest == now,
        is_shipped=record.digest == shipped,
        has_served=has_served,
        card=card,
    )


def _in_order(models: Sequence[KnownModel]) -> tuple[KnownModel, ...]:
    """The one in use, then the others as they came, those that were removed last."""
    return tuple(sorted(models, key=lambda one: (not one.is_in_use, one.is_removed)))
