"""How does a bank retrain, compare, activate and calibrate from a shell?

With `--events` a retraining writes a line of JSON to standard output for every step, and obeys words on
standard input: that is how the program leads the one that it started.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.bank_options import (
    DatabaseOption,
    OfficerOption,
    ReasonOption,
    known_digest,
    opened,
    serving,
    shipped,
)
from core.cli.options import DeviceOption
from core.cli.output import answer, say, show_progress
from core.errors import BadData
from core.learning.words import LossName, Start
from core.progress import Tick

if TYPE_CHECKING:
    from core.net.twin import Twin
    from core.store.bank import Bank
    from core.training.loop import Loop


def retrain(
    database: DatabaseOption,
    run: Annotated[Path | None, typer.Option(help="Go on with this ordered training.")] = None,
    start: Annotated[Start, typer.Option(help="From the model in use, or from nothing.")] = Start.CHAMPION,
    loss: Annotated[LossName, typer.Option(help="What the distance learns by.")] = LossName.CONTRASTIVE,
    name: Annotated[str, typer.Option(help="What the challenger is called.")] = "",
    events: Annotated[bool, typer.Option("--events", help="A line of JSON for every step.")] = False,  # noqa: FBT002
    device: DeviceOption = "auto",
) -> None:
    """Train a challenger on what the bank has collected, and compare it with the model in use."""
    from core.training.arena import keep_memory

    keep_memory()
    from core.learning.manners import give_way
    from core.learning.ordering import carry_out
    from core.scoring.verifier import device_name

    give_way()
    report, watch = _events() if events else (show_progress, None)
    with opened(database) as bank:
        folder = run or _ordered(bank, start, loss, name=name)
        outcome = carry_out(bank, folder, device=device_name(device), report=report, watch=watch)
    said = {
        "event": "done",
        "challenger": outcome.challenger_digest,
        "may_activate": outcome.finding.may_activate,
        "sentence": outcome.finding.sentence,
    }
    if not events:
        say("")
    _line(said)


def compare(
    database: DatabaseOption,
    challenger: Annotated[str, typer.Argument(help="The beginning of a known model's digest.")],
    device: DeviceOption = "auto",
) -> None:
    """Compare a known model with the one in use on the writers that are kept aside, and on made-up ones."""
    from core.cli.options import torch_device
    from core.learning.gate import judge
    from core.learning.material import collection_of, sides_of
    from core.learning.ordering import odd_share
    from core.learning.places import model_file
    from core.learning.retrain import compared, model_of

    where = torch_device(device)
    with opened(database) as bank:
        digest, now = known_digest(bank, challenger), serving(bank)
        held = collection_of(bank)
        test = held.of_writers(sides_of(held.frames).test)
        champion = model_of(now.file, now.calibration, device=where)
        other = model_of(model_file(bank, digest), None, device=where)
        domains = compared(test, champion, other, device=where, report=show_progress)
        finding = judge(domains, odd_share=odd_share(bank, now, report=show_progress))
    say("")
    answer(json.dumps({"finding": finding.model_dump(), "domains": [one.model_dump() for one in domains]}))


def activate(
    database: DatabaseOption,
    officer: OfficerOption,
    reason: ReasonOption,
    digest: Annotated[str, typer.Argument(help="The beginning of a known model's digest.")] = "",
    previous: Annotated[bool, typer.Option("--previous", help="Return to what served before.")] = False,  # noqa: FBT002
    override: Annotated[bool, typer.Option("--override", help="Against what the gate found.")] = False,  # noqa: FBT002
    device: DeviceOption = "auto",
) -> None:
    """Let a model serve: embed every specimen, then switch."""
    from core.learning.switch import Consent, consent_to, roll_back, switch

    with opened(database) as bank:
        if previous:
            consent = Consent(officer, reason)
            made = roll_back(bank, shipped=shipped(), consent=consent, device=device, report=show_progress)
        else:
            chosen = known_digest(bank, digest or "-")
            consent = consent_to(bank, chosen, officer=officer, reason=reason, is_overridden=override)
            made = switch(
                bank, chosen, shipped=shipped(), consent=consent, device=device, report=show_progress
            )
    say("")
    answer(json.dumps({"in use": made.model_digest, "kind": made.kind.value}))


def calibrate(
    database: DatabaseOption,
    accept_far: Annotated[
        float, typer.Option(min=0.0005, max=0.5, help="Forgeries accepted, at most.")
    ] = 0.01,
    reject_frr: Annotated[float, typer.Option(min=0.0005, max=0.5, help="Genuine advised to reject.")] = 0.01,
    refer_share: Annotated[float, typer.Option(min=0, max=1, help="Genuine referred, hoped for.")] = 0.25,
    officer: Annotated[str, typer.Option(help="Who does it; left out, nothing is changed.")] = "",
    reason: Annotated[str, typer.Option(help="Why, for the record.")] = "",
    device: DeviceOption = "auto",
) -> None:
    """Set thresholds for a policy on the bank's own pairs; with an officer and a reason, use them."""
    from core.learning.calibrating import adopt, measure_bank
    from core.learning.gather import gather
    from core.learning.recalibrate import recalibrate
    from core.learning.switch import Consent
    from core.scoring.policy import Band, Policy
    from core.scoring.verifier import device_name

    policy = Policy(bands=(Band(accept_far=accept_far),), reject_frr=reject_frr, refer_share=refer_share)
    with opened(database) as bank:
        gather(bank, report=show_progress)
        seen = measure_bank(bank, serving(bank), device=device_name(device), report=show_progress)
        made = recalibrate(seen.measured, seen.own, policy=policy, report=show_progress)
        if officer:
            consent = Consent(officer, reason)
            adopt(bank, made, digest=seen.digest, shipped=shipped(), consent=consent)
    say("")
    answer(made.model_dump_json(exclude={"genuine_llr", "forged_llr"}, indent=1))


def _ordered(bank: Bank, start: Start, loss: LossName, *, name: str) -> Path:
    """Plan and order a retraining; raises BadData where there is too little to learn from."""
    from core.learning.gather import gather
    from core.learning.material import collection_of
    from core.learning.ordering import place_order
    from core.learning.plan import plan_for, step_seconds
    from core.net.checkpoint import load_model

    gather(bank, report=show_progress)
    now = serving(bank)
    twin, _card = load_model(now.file)
    frames = collection_of(bank).frames
    plan = plan_for(frames, start=start, loss=loss, seconds_per_step=step_seconds(twin))
    if not plan.may_start:
        first = plan.shortfalls[0]
        raise BadData("what is collected", f"{first.have} {first.what}, {first.need} are needed: {first.why}")
    say("")
    say(f"{plan.steps} steps, about {plan.seconds / 60:.0f} min")
    return place_order(bank, plan, serving=now, shipped=shipped(), name=name, report=show_progress)


def _events() -> tuple[Callable[[Tick], None], Callable[[Loop[Twin]], None]]:
    """Return a report and a watch that write lines of JSON; a reader who has gone ends the training."""
    from core.learning.control import Control

    control, rows_told = Control(), 0

    def report(tick: Tick) -> None:
        control.obey()
        _line({"event": "tick", "doing": tick.doing, "done": tick.done, "total": tick.total})

    def watch(loop: Loop[Twin]) -> None:
        nonlocal rows_told
        progress = loop.progress
        rows = progress.curve[rows_told:]
        rows_told = len(progress.curve)
        _line({"event": "step", "step": progress.step, "steps": loop.config.steps,
               "seconds": progress.seconds, "loss": loop.latest_loss, "checks": rows})  # fmt: skip

    return report, watch


def _line(content: dict[str, Any]) -> None:
    from core.progress import Cancelled

    try:
        sys.stdout.write(json.dumps(content) + "\n")
        sys.stdout.flush()
    except OSError as gone:
        raise Cancelled from gone
