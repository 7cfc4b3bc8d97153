"""How does a published system learn: step by step, stoppable, within a budget, the best kept?

Like the desk's training it measures on development classes only, takes all chance from (seed, step), and
goes on from its last checkpoint. What is kept is the network that did best there.
"""

from __future__ import annotations

import copy
import math
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from pydantic import ValidationError
from torch import Tensor

from core.errors import BadData
from core.family.batches import BatchesName, InTurn, Source
from core.family.bending import bent
from core.family.collection import Collection, Material
from core.family.distortion import distorted, turned
from core.family.make import make_pair, make_source, spread_of
from core.family.measure import Check
from core.family.objective import batch_loss
from core.family.offline import Offline
from core.family.pair import Pair
from core.family.recipe import Evaluation, Parts
from core.family.schedule import epoch_of, make_optimiser, set_epoch
from core.net.twin import channels_last
from core.progress import Cancelled, Report, Tick, silent
from core.training.loop import Progress, uses_bf16
from core.training.state import load_state, save_state

REPORT_EVERY = 10
MOST_NORM = 10.0
"""Gradients longer than this are shortened: one bad batch must not undo many good ones."""
CHANGEABLE = {"steps", "epochs", "check_every", "patience"}
"""Parts that a run may go on with others of."""


class FamilyTraining:
    """One run of one variant; `run` may be called again after a crash, or with a larger budget."""

    def __init__(
        self,
        parts: Parts,
        material: Material,
        *,
        evaluation: Evaluation,
        seed: int,
        device: torch.device,
        folder: Path | None = None,
        budget_s: float = math.inf,
    ) -> None:
        """Keep checkpoints in `folder`; without one a run that is stopped begins anew."""
        self.parts, self.seed, self.device = parts, seed, device
        self.folder, self.budget_s = folder, budget_s
        self._training = material.training
        self._development = Check(material.development, evaluation)
        torch.manual_seed(seed)
        shape, spread = material.training.shape, spread_of(material.training)
        if parts.is_turned and (len(shape) != 3 or shape[1] != shape[2]):
            raise BadData("size", "only square pictures are turned by right angles")
        self.network = channels_last(make_pair(parts, shape, spread=spread).to(device))
        self.best = copy.deepcopy(self.network)
        self.optimiser = make_optimiser(self.network, parts.rates)
        self.progress = Progress()
        self._source = make_source(parts, material.training, seed=seed)
        self._made_up = self._first = None
        if parts.made_up_steps and material.made_up is not None:
            self._made_up, self._first = material.made_up, make_source(parts, material.made_up, seed=seed)
        self.steps = parts.steps
        if parts.epochs and isinstance(self._source, InTurn):
            self.steps = parts.epochs * self._source.epoch_steps
        self._generator = torch.Generator()

    def run(self, report: Report = silent) -> Pair:
        """Train until the steps, the budget or the patience end; returns the best network so far."""
        self._resume()
        started = self._worked_s() - self.progress.seconds
        losses: list[float] = []
        while not self._is_over():
            losses.append(self._step(self.progress.step))
            self.progress.step += 1
            self.progress.seconds = self._worked_s() - started
            if self.progress.step % REPORT_EVERY == 0:
                self._report(losses, report)
            if self.progress.step % self.parts.check_every == 0 or self._is_over():
                self._check(losses)
                losses = []
        self.best.eval()
        return self.best

    def _worked_s(self) -> float:
        """Return seconds of work: on processors those of all threads, shared among them, so that nobody
        pays for what else the machine did.
        """
        is_on_processor = self.device.type == "cpu"
        return time.process_time() / torch.get_num_threads() if is_on_processor else time.monotonic()

    def _is_over(self) -> bool:
        progress = self.progress
        past = progress.step - progress.best_step
        is_spent = progress.step >= self.steps or progress.seconds >= self.budget_s
        return is_spent or (past >= self.parts.patience * self.parts.check_every and bool(progress.curve))

    def _step(self, step: int) -> float:
        """Take one step."""
        rng = np.random.Generator(np.random.PCG64([self.seed, step]))
        torch.manual_seed(self.seed * 1_000_003 + step)
        self._generator.manual_seed(self.seed * 1_000_003 + step)
        set_epoch(self.optimiser, self.parts.rates, epoch=epoch_of(step, self.parts.rates))
        collection, source = self._lesson(step)
        if isinstance(source, Offline) and (step % self.parts.mine_every == 0 or source.triplets is None):
            source.mine(self.network, rng, device=self.device)
        batch = source.draw(step, rng)
        self.network.train()
        with torch.autocast(self.device.type, torch.bfloat16, enabled=uses_bf16(self.device)):
            loss = batch_loss(
                self.network, self.parts, collection, batch, vary=self._varied, device=self.device
            )
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), MOST_NORM)
        self.optimiser.step()
        return float(loss.detach())

    def _lesson(self, step: int) -> tuple[Collection, Source | Offline]:
        """Return what a step learns from: made-up writers first, where the parts say so."""
        if self._made_up is not None and self._first is not None and step < self.parts.made_up_steps:
            return self._made_up, self._first
        return self._training, self._source

    def _varied(self, examples: Tensor, label: Tensor) -> Tensor:
        """Bend pictures and the ways of pens as the parts say."""
        parts, generator = self.parts, self._generator
        if examples.dim() != 4:
            return bent(examples, label, generator=generator) if parts.is_distorted else examples
        if parts.is_turned and parts.batches is BatchesName.CLASSES:
            groups = {self._training.groups[each] for each in label.tolist()}
            examples = turned(examples, label, as_one=len(groups) == 1, generator=generator)
        return distorted(examples, warp=parts.warp, generator=generator) if parts.is_distorted else examples

    def _check(self, losses: list[float]) -> None:
        """Measure on development data, and keep the network where it is the best so far."""
        error = 1.0 - self._development.figure(self.network, device=self.device)
        progress = self.progress
        row = {"step": progress.step, "seconds": round(progress.seconds, 1), "development_error": error}
        progress.curve.append({**row, "loss": float(np.mean(losses))})
        if error < progress.best_error:
            progress.best_error, progress.best_step = error, progress.step
            self.best.load_state_dict(self.network.state_dict())
        self._save()

    def _report(self, losses: list[float], report: Report) -> None:
        progress = self.progress
        best = f"{1.0 - progress.best_error:.3f}" if math.isfinite(progress.best_error) else "-"
        text = f"loss {np.mean(losses[-50:]):.3f}, best {best}, {progress.seconds / 60:.0f} min"
        try:
            report(Tick(progress.step, self.steps, text))
        except Cancelled:
            self._save()
            raise

    @property
    def _last(self) -> Path | None:
        return self.folder / "last.safetensors" if self.folder else None

    @property
    def _identity(self) -> dict[str, object]:
        """What may not change between a run and its continuation."""
        return {"seed": self.seed, **self.parts.model_dump(mode="json", exclude=CHANGEABLE)}

    def _save(self) -> None:
        if self._last is None:
            return
        self._last.parent.mkdir(parents=True, exist_ok=True)
        counters = {**asdict(self.progress), "parts": self._identity}
        save_state(
            self._last, twin=self.network, average=self.best, optimiser=self.optimiser, counters=counters
        )

    def _resume(self) -> None:
        """Go on from the last checkpoint; raises BadData where it belongs to another training."""
        if self._last is None or not self._last.is_file():
            return
        kept = load_state(self._last, twin=self.network, average=self.best, optimiser=self.optimiser)
        theirs, ours = _with_defaults(kept.pop("parts", {})), self._identity
        other = [key for key in ours if theirs.get(key) != ours[key]]
        if other:
            raise BadData(str(self.folder), f"holds a training with another {other[0]}")
        self.progress = Progress(**kept)


def _with_defaults(identity: dict[str, Any]) -> dict[str, Any]:
    """Fill in what parts were not named yet when a checkpoint was written: it did without them."""
    named = {key: value for key, value in identity.items() if key != "seed"}
    try:
        return identity | Parts.model_validate(named).model_dump(mode="json", exclude=CHANGEABLE)
    except ValidationError:
        return identity
