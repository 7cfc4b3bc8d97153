"""How does a bank measure its own pairs with the model in use, set thresholds on them, and use them?

Measuring takes seconds to minutes and is done once; a policy can then be tried as often as one likes.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch

from core.image.frame import unpacked_frame
from core.learning.material import collection_of, sides_of
from core.learning.recalibrate import Recalibration
from core.learning.switch import Consent, InUse, know_shipped
from core.net.checkpoint import load_model
from core.progress import Report, Tick, silent
from core.roles import Deed, require
from core.scoring.policy import BankCalibration, Policy, calibration_of
from core.scoring.verifier import Reference, Verifier
from core.store.bank import Bank
from core.store.learning_records import ActivationKind, ActivationRecord
from core.training.trials import Signatory, measure_signatories

WHAT_IF = 200
"""Decisions that a calibration is tried on, the newest."""


class BankMeasured(NamedTuple):
    """The bank's signatories as the model in use sees them, and how it judges them today."""

    digest: str
    measured: list[Signatory]
    keys: tuple[int, ...]
    """Which piece each row of the signatories is: an example's id, or a specimen's with a minus."""
    own: BankCalibration
    today: BankCalibration


class Retold(NamedTuple):
    """A past verification: what was advised then and decided, and what would be advised now."""

    verification_id: int
    then: str
    decision: str
    now: str


def measure_bank(bank: Bank, serving: InUse, *, device: str = "cpu", report: Report = silent) -> BankMeasured:
    """Compare all labelled signatures of writers that this model did not learn from."""
    where = torch.device(device)
    twin, card = load_model(serving.file, device=where)
    held = collection_of(bank)
    if "bank" in card.training_sets:
        sides = sides_of(held.frames)
        held = held.of_writers([*sides.calibration, *sides.test])
    measured = []
    if len(held.frames.packed):
        measured = measure_signatories(twin, held.frames, device=where, report=report)
    own = calibration_of(card)
    today = serving.calibration or own
    return BankMeasured(card.digest, measured, tuple(held.keys.tolist()), own, today)


def adopt(
    bank: Bank, made: Recalibration, *, digest: str, shipped: Path, consent: Consent
) -> ActivationRecord:
    """Judge by this calibration from now on; the model stays. Raises ReservedDeed."""
    require(Deed.CALIBRATE)
    know_shipped(bank, shipped=shipped)
    policy: Policy = made.calibration.policy
    kept = bank.add_calibration(
        digest,
        judgement=made.calibration.model_dump(mode="json"),
        policy=policy.model_dump(mode="json"),
        evidence=made.model_dump(mode="json", exclude={"calibration"}),
        officer=consent.officer,
        reason=consent.reason,
    )
    return bank.activate(
        digest,
        calibration_id=kept.id,
        kind=ActivationKind.CALIBRATION,
        is_overridden=consent.is_overridden,
        finding=consent.finding,
        officer=consent.officer,
        reason=consent.reason,
    )


def retell(bank: Bank, verifier: Verifier, *, last: int = WHAT_IF, report: Report = silent) -> list[Retold]:
    """Judge the newest decided verifications again, against the specimens of then; newest first.

    Left out are those that were not fit to judge, and those whose specimens this model never embedded.
    """
    newest = bank.history(limit=last)
    rows = [row for row in newest if row.decision is not None and row.verification.is_scored]
    by_verification = {one.verification_id: one for one in bank.examples() if one.shape is not None}
    examples = [by_verification.get(row.verification.id) for row in rows]
    frames = bank.example_frames([one.id for one in examples if one is not None])
    specimens: dict[int, dict[int, Reference]] = {}
    told = []
    for number, (row, example) in enumerate(zip(rows, examples, strict=True)):
        report(Tick(number, len(rows), "judging again"))
        signatory = row.verification.signatory_id
        if signatory not in specimens:
            specimens[signatory] = _references(bank, signatory, digest=verifier.digest)
        then = [specimens[signatory].get(key) for key in row.verification.specimen_ids]
        known = [reference for reference in then if reference is not None]
        if example is None or example.shape is None or not known or row.decision is None:
            continue
        [embedding] = verifier.embed_frames([unpacked_frame(frames[example.id])])
        now = verifier.judge(embedding, example.shape, known)
        told.append(
            Retold(row.verification.id, row.verification.verdict, row.decision.decision, now.verdict.value)
        )
    return told


def _references(bank: Bank, signatory_id: int, *, digest: str) -> dict[int, Reference]:
    made = bank.embeddings(signatory_id, digest=digest)
    return {
        record.id: Reference(record.id, made[record.id], record.shape)
        for record in bank.specimens(signatory_id, with_withdrawn=True)
        if record.id in made
    }
