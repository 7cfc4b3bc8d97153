"""Which model serves now, and how does another take its place without a moment in which neither does?

A challenger first embeds every specimen, beside the champion, whose embeddings stay; the switch itself is one
row in one transaction, which is refused while any specimen lacks an embedding. A roll-back is a switch to
what served before.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from core.errors import NothingToRollBack, RefusedChallenger
from core.image.frame import unpacked_frame
from core.learning.gate import Finding
from core.learning.order import CHALLENGER
from core.learning.places import model_file, take_in
from core.learning.retrain import Outcome
from core.net.checkpoint import load_card
from core.progress import Report, Tick, silent
from core.roles import Deed, require
from core.scoring.policy import BankCalibration
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from core.store.learning_records import ActivationKind, ActivationRecord, ModelRecord

EMBEDDED_AT_ONCE = 32


class InUse(NamedTuple):
    """The model that serves, and the bank's own calibration of it, None for its card's."""

    digest: str
    file: Path
    calibration: BankCalibration | None
    calibration_id: int | None


class Consent(NamedTuple):
    """Who wants it, why, and whether against what the gate found."""

    officer: str
    reason: str
    finding: str = ""
    is_overridden: bool = False


def consent_to(bank: Bank, digest: str, *, officer: str, reason: str, is_overridden: bool = False) -> Consent:
    """Say who wants this model; raises RefusedChallenger where the gate refused it and nobody overrides."""
    report = bank.model(digest).report
    finding = Finding.model_validate(report["finding"]) if report else None
    if finding is None or finding.may_activate:
        return Consent(officer, reason, finding.sentence if finding else "")
    if not is_overridden:
        raise RefusedChallenger(tuple(refusal.value for refusal in finding.refusals))
    return Consent(officer, reason, finding.sentence, is_overridden=True)


def in_use(bank: Bank, *, shipped: Path) -> InUse:
    """Return what serves: what was last activated, or the model that came with the program.

    Raises UnusableModel where the shipped card cannot be read.
    """
    last = bank.active()
    if last is None:
        return InUse(load_card(shipped).digest, shipped, None, None)
    return _chosen(bank, last.model_digest, last.calibration_id)


def know_shipped(bank: Bank, *, shipped: Path) -> ModelRecord:
    """Keep the model that came with the program among the bank's: a later program may bring another."""
    card = load_card(shipped)
    known = {record.digest: record for record in bank.models()}
    if card.digest in known:
        return known[card.digest]
    return bank.add_model(card.digest, name=card.name, file=take_in(bank, shipped, digest=card.digest))


def register(bank: Bank, run: Path, outcome: Outcome) -> ModelRecord:
    """Take a finished run's challenger among the bank's models; it serves nobody yet."""
    name = take_in(bank, run / CHALLENGER, digest=outcome.challenger_digest)
    return bank.add_model(
        outcome.challenger_digest,
        name=outcome.name,
        file=name,
        parent_digest=outcome.champion_digest,
        report=outcome.model_dump(mode="json"),
    )


def embed_lacking(bank: Bank, verifier: Verifier, *, report: Report = silent) -> int:
    """Embed every specimen that this model has not met, a few at a time; returns how many. Stopped, it goes
    on where it was.
    """
    total = bank.count_lacking(digest=verifier.digest)
    done = 0
    while lacking := bank.specimens_lacking(digest=verifier.digest, limit=EMBEDDED_AT_ONCE):
        report(Tick(done, total, "embedding specimens"))
        packed = bank.specimen_frames(lacking)
        embeddings = verifier.embed_frames([unpacked_frame(packed[specimen_id]) for specimen_id in lacking])
        bank.keep_embeddings(dict(zip(lacking, embeddings, strict=True)), digest=verifier.digest)
        done += len(lacking)
    return done


def switch(
    bank: Bank,
    digest: str,
    *,
    shipped: Path,
    consent: Consent,
    device: str = "auto",
    calibration_id: int | None = None,
    kind: ActivationKind = ActivationKind.SWITCH,
    report: Report = silent,
) -> ActivationRecord:
    """Let a known model serve: embed what it lacks, then switch. Raises ReservedDeed, UnusableModel,
    RefusedRecord; the old one serves until this returns.
    """
    require(Deed.ACTIVATE)
    know_shipped(bank, shipped=shipped)
    chosen = _chosen(bank, digest, calibration_id)
    verifier = Verifier.load(chosen.file, device=device, calibration=chosen.calibration)
    embed_lacking(bank, verifier, report=report)
    return bank.activate(
        digest,
        calibration_id=calibration_id,
        kind=kind,
        is_overridden=consent.is_overridden,
        finding=consent.finding,
        officer=consent.officer,
        reason=consent.reason,
    )


def roll_back(
    bank: Bank, *, shipped: Path, consent: Consent, device: str = "auto", report: Report = silent
) -> ActivationRecord:
    """Return to what served before the last activation; raises ReservedDeed, NothingToRollBack."""
    require(Deed.ACTIVATE)
    know_shipped(bank, shipped=shipped)
    before = previous(bank, shipped=shipped)
    if before is None:
        raise NothingToRollBack
    return switch(
        bank,
        before.digest,
        shipped=shipped,
        consent=consent,
        device=device,
        calibration_id=before.calibration_id,
        kind=ActivationKind.ROLLBACK,
        report=report,
    )


def previous(bank: Bank, *, shipped: Path) -> InUse | None:
    """Return what served before what serves now, roll-backs undone in turn; None where nothing did."""
    first = load_card(shipped).digest, None
    stack: list[tuple[str, int | None]] = [first]
    for record in bank.activations():
        entry = record.model_digest, record.calibration_id
        if record.kind is ActivationKind.ROLLBACK and len(stack) > 1:
            stack.pop()
        elif entry != stack[-1]:
            stack.append(entry)
    if len(stack) < 2:
        return None
    if stack[-2] == first:  # which the bank need not have kept, where a later program brought it
        return InUse(first[0], shipped, None, None)
    return _chosen(bank, *stack[-2])


def _chosen(bank: Bank, digest: str, calibration_id: int | None) -> InUse:
    calibration = None
    if calibration_id is not None:
        calibration = BankCalibration.model_validate(bank.calibration(calibration_id).judgement)
    return InUse(digest, model_file(bank, digest), calibration, calibration_id)
