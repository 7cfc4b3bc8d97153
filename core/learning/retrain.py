"""How does an order become a challenger, resumable at any point?

Nothing of the bank is written here: the run's folder holds all of it, so a crash costs a few steps.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import torch
from pydantic import BaseModel, ConfigDict

from core.data.frames import FrameSet, joined
from core.data.made_up import made_up_frames
from core.learning.compare import BANK, ELSEWHERE, Domain, Model, compare_on, reference_set
from core.learning.finetune import FineTuning
from core.learning.gate import Finding, judge
from core.learning.material import Collection, Sides, sides_of
from core.learning.order import CHALLENGER, REPORT, Order
from core.learning.plan import BATCH
from core.learning.recalibrate import Recalibration, recalibrate
from core.learning.words import Start
from core.net.checkpoint import ModelCard, load_model, save_model
from core.net.twin import Twin
from core.progress import Report, Tick, silent
from core.scoring.policy import BankCalibration, calibration_of
from core.training.config import TrainingConfig
from core.training.development import thinned
from core.training.loop import Given, Loop, Training
from core.training.trials import measure_signatories

REHEARSED_SEEDS = 800_000
"""Made-up writers to rehearse count up from here: neither a recipe's nor the reference set's."""
CHECKED_WRITERS = 12
MOST_CHECKED = 8
"""Signatures of each kind by which a development writer is checked while it learns."""

Watch = Callable[[Loop[Twin]], None]
"""Is shown the running training after each report."""


class Outcome(BaseModel):
    """What came of a retraining: the challenger's calibration on the bank's paper, how it compares, and what
    the gate found.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    champion_digest: str
    challenger_digest: str
    recalibration: Recalibration
    domains: tuple[Domain, ...]
    keys: dict[str, tuple[int, ...]]
    """For each domain of the bank, which piece each row of its frames is."""
    finding: Finding


class _Challenge(NamedTuple):
    order: Order
    collection: Collection
    sides: Sides
    folder: Path
    device: torch.device

    def side(self, writers: tuple[str, ...]) -> FrameSet:
        return self.collection.frames.of_writers(writers)


def retrain(
    order: Order,
    collection: Collection,
    *,
    champion: Path,
    folder: Path,
    device: torch.device,
    report: Report = silent,
    watch: Watch | None = None,
) -> Outcome:
    """Train, calibrate and compare; called again after a crash it goes on from the last checkpoint.

    Raises UnusableModel, BadData, and Cancelled from `report`.
    """
    made = _Challenge(order, collection, sides_of(collection.frames), folder, device)
    old, card = load_model(champion, device=device)
    report(Tick(0, 0, "making up writers"))
    rehearsed = made_up_frames(range(REHEARSED_SEEDS, REHEARSED_SEEDS + order.made_up_writers))
    new, share = _train(made, old, card, rehearsed, report=report, watch=watch)
    report(Tick(0, 0, "setting thresholds"))
    recalibration = _recalibrated(made, new, card, report=report)
    new_card = _card(order, card, made, recalibration.calibration, share=share)
    written = save_model(new, new_card, folder / CHALLENGER)
    report(Tick(0, 0, "comparing"))
    held = made.collection.of_writers(made.sides.test)
    domains = compared(
        held,
        Model(card.name, card.digest, old, order.calibration),
        Model(order.name, written.digest, new, recalibration.calibration),
        device=device,
        report=report,
    )
    outcome = Outcome(
        name=order.name,
        champion_digest=card.digest,
        challenger_digest=written.digest,
        recalibration=recalibration,
        domains=domains,
        keys={BANK: tuple(held.keys.tolist())},
        finding=judge(domains, odd_share=order.odd_share),
    )
    _keep(outcome, folder)
    return outcome


def _recalibrated(made: _Challenge, new: Twin, card: ModelCard, *, report: Report) -> Recalibration:
    aside = made.side(made.sides.calibration)
    measured = measure_signatories(new, aside, device=made.device, report=report)
    return recalibrate(measured, calibration_of(card), policy=made.order.calibration.policy, report=report)


def _keep(outcome: Outcome, folder: Path) -> None:
    """Write the report; a run that has one is finished."""
    staged = folder / "report.part"
    staged.write_text(outcome.model_dump_json(), "utf-8")
    staged.replace(folder / REPORT)


def model_of(file: Path, calibration: BankCalibration | None, *, device: torch.device) -> Model:
    """Load a model to be compared, judged by a bank's calibration or else by its card's."""
    twin, card = load_model(file, device=device)
    return Model(card.name, card.digest, twin, calibration or calibration_of(card))


def compared(
    held: Collection, champion: Model, challenger: Model, *, device: torch.device, report: Report = silent
) -> tuple[Domain, ...]:
    """Compare two models on the bank's held-out writers and on the made-up reference set."""
    reference = reference_set(report)
    return tuple(
        compare_on(name, frames, champion, challenger, device=device, report=report)
        for name, frames in ((BANK, held.frames), (ELSEWHERE, reference))
    )


def config_of(order: Order) -> TrainingConfig:
    """Return the recipe that an order amounts to."""
    return TrainingConfig(
        name=order.name,
        seed=order.seed,
        signatories=BATCH.signatories,
        genuine=BATCH.genuine,
        forged=BATCH.forged,
        steps=order.steps,
        warm_up_steps=max(1, order.steps // 10),
        made_up_steps=order.made_up_steps,
        made_up_share=order.made_up_share,
        made_up_writers=order.made_up_writers,
        learning_rate=order.learning_rate,
        averaging=0.95 if order.start is Start.CHAMPION else 0.998,
        check_every=max(1, order.steps // order.checks),
        patience=order.checks + 1,
        split="none",
        loss=order.loss.value,
        random_pairs=96,
    )


def _train(
    made: _Challenge,
    old: Twin,
    card: ModelCard,
    rehearsed: FrameSet,
    *,
    report: Report,
    watch: Watch | None,
) -> tuple[Twin, float]:
    """Return the network, and how much of what it learnt is in it."""
    kept_aside = rehearsed.of_writers(rehearsed.writers[:CHECKED_WRITERS])
    calibration = made.side(made.sides.calibration)
    given: Given = {
        "real": made.side(made.sides.training),
        "made_up": rehearsed.of_writers(rehearsed.writers[CHECKED_WRITERS:]),
        "development": joined([thinned(part, most=MOST_CHECKED) for part in (calibration, kept_aside)]),
        "folder": made.folder / "work",
        "device": made.device,
    }
    config = config_of(made.order)
    loop: Loop[Twin]
    if made.order.start is Start.CHAMPION:
        loop = FineTuning(config, old, **given)
    else:
        loop = Training(config.model_copy(update={"encoder": card.encoder}), **given)

    loop.REPORT_EVERY = 1  # asked to pause or stop, it does so after its present step

    def watched(tick: Tick) -> None:
        if watch:
            watch(loop)
        report(tick)

    learnt = loop.run(watched)
    return learnt, loop.share if isinstance(loop, FineTuning) else 1.0


def _card(
    order: Order, card: ModelCard, made: _Challenge, calibration: BankCalibration, *, share: float
) -> ModelCard:
    frames = made.collection.frames
    counts = {name: len(writers) for name, writers in made.sides._asdict().items()}
    said = ", ".join(f"{count} writers for {side}" for side, count in counts.items())
    return ModelCard(
        name=order.name,
        created=order.created,
        encoder=card.encoder,
        recipe=config_of(order).model_dump(mode="json"),
        seed=order.seed,
        training_sets={
            **(card.training_sets if order.start is Start.CHAMPION else {}),
            "bank": f"{said}; {len(frames.packed)} signatures of this bank",
            "made-up": f"{order.made_up_writers} writers for rehearsal",
        },
        calibrations=calibration.calibrations,
        thresholds=calibration.cuts[-1],
        notes=f"Learnt from the bank's own decisions: {share:.0%} of the way from model "
        f"{order.champion_digest[:16]} to what its signatures ask for."
        if order.start is Start.CHAMPION
        else "Learnt from the bank's own decisions, starting from nothing.",
    )
