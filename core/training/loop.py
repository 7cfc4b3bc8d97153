"""How does a network learn: step by step, stoppable, and measured on development writers only?"""

from __future__ import annotations

import copy
import hashlib
import json
import math
import time
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Generic, NotRequired, TypedDict, Unpack

import numpy as np
import torch
from torch import Tensor

from core.data.augment import Augment, Variation
from core.data.batches import Batches
from core.data.frames import FrameSet
from core.data.synthetic.writer import GENERATOR_VERSION
from core.errors import BadData
from core.image.frame import FRAME_SIZE, PREPROCESSING_VERSION
from core.net.twin import Network, Twin, channels_last
from core.progress import Cancelled, Report, Tick, silent
from core.training.config import Course, TrainingConfig
from core.training.development import development_error
from core.training.objective import batch_loss
from core.training.state import load_state, save_state

AFTER_MADE_UP = {"name", "steps", "split", "fold", "held_out", "made_up_share", "check_every", "patience"}
"""What a recipe says of the steps after those on made-up writers alone."""


@dataclass
class Progress:
    """Where a training stands; `curve` has a row for each report: step, loss, development EER."""

    step: int = 0
    best_error: float = math.inf
    best_step: int = 0
    seconds: float = 0.0
    curve: list[dict[str, float]] = field(default_factory=list)


class Given(TypedDict):
    """What a run is given beside its recipe."""

    real: FrameSet
    made_up: FrameSet | None
    development: FrameSet
    folder: Path
    device: torch.device
    shared: NotRequired[Path | None]


class Loop(ABC, Generic[Network]):
    """One run of a course over frames; `run` may be called again after a crash and goes on.

    Whoever trains a network says what it loses on a batch and how far it errs on development writers.
    """

    REPORT_EVERY = 20
    """Steps between two reports."""

    def __init__(
        self,
        config: Course,
        network: Network,
        *,
        real: FrameSet,
        made_up: FrameSet | None,
        development: FrameSet,
        folder: Path,
        device: torch.device,
        shared: Path | None = None,
    ) -> None:
        """Keep checkpoints in `folder`, and in `shared` what trainings that differ only in their real writers
        have in common: the steps on made-up writers alone.
        """
        self.config = config
        self.folder = folder
        self.shared = shared
        self.device = device
        self.development = development
        self.network = channels_last(network.to(device))
        self.average = copy.deepcopy(self.network)
        self._sources = [(real, Batches(real, config.batch))]
        if made_up is not None:
            self._sources.append((made_up, Batches(made_up, config.batch)))
        generator = torch.Generator().manual_seed(config.seed)
        self._augment = Augment(
            Variation(), height=FRAME_SIZE.height, width=FRAME_SIZE.width, generator=generator
        )
        self.optimiser = self._made_optimiser()
        self.progress = Progress()
        self.latest_loss = float("nan")

    @abstractmethod
    def _loss(self, pictures: Tensor, signatory: Tensor, is_genuine: Tensor) -> Tensor:
        """Pass a batch of frames (B, 1, H, W) through the network and return what it loses, ()."""

    @abstractmethod
    def _error(self) -> float:
        """Return the development error of the averaged network."""

    def _made_optimiser(self) -> torch.optim.Optimizer:
        config = self.config
        learning = [weight for weight in self.network.parameters() if weight.requires_grad]
        return torch.optim.AdamW(
            learning, lr=config.learning_rate, weight_decay=config.weight_decay, fused=True
        )

    def run(self, report: Report = silent) -> Network:
        """Train to the end, or until it stops getting better; returns the best averaged network."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._last.is_file():
            self._resume()
        elif (start := self._after_made_up) and start.is_file():
            self._restore(start)
        started = time.monotonic() - self.progress.seconds
        losses: list[float] = []
        while self.progress.step < self.config.steps and not self._has_stalled():
            self.latest_loss = self._step(self.progress.step)
            losses.append(self.latest_loss)
            self.progress.step += 1
            self.progress.seconds = time.monotonic() - started
            if self.progress.step % self.REPORT_EVERY == 0:
                self._report(losses, report)
            if self._is_due():
                self._check(losses, report)
                losses = []
            elif self.progress.step % self.config.check_every == 0:
                self._save(self._last)
            if self.progress.step == self._made_up_steps and (start := self._after_made_up):
                start.parent.mkdir(parents=True, exist_ok=True)
                self._save(start)
        return self._best()

    def _report(self, losses: list[float], report: Report) -> None:
        """Tell where the training stands; asked to stop, it keeps where it is first."""
        try:
            report(self._tick(losses))
        except Cancelled:
            self._save(self._last)
            raise

    def _is_due(self) -> bool:
        """Tell whether to measure now: not before the network has met a real writer."""
        step, config = self.progress.step, self.config
        return step == config.steps or (step % config.check_every == 0 and step > self._made_up_steps)

    @property
    def _last(self) -> Path:
        return self.folder / "last.safetensors"

    @property
    def _made_up_steps(self) -> int:
        """How many steps at the start are on made-up writers alone: none where there are no such writers."""
        return self.config.made_up_steps if len(self._sources) > 1 else 0

    @property
    def _after_made_up(self) -> Path | None:
        """Where the network lies as the made-up writers left it, for others too; the name tells all that
        decided it.
        """
        if self.shared is None or not self._made_up_steps:
            return None
        decided = self.config.model_dump(mode="json", exclude=AFTER_MADE_UP)
        shapes = {key: list(value.shape) for key, value in self.network.state_dict().items()}
        versions = [GENERATOR_VERSION, PREPROCESSING_VERSION]
        text = json.dumps([decided, shapes, asdict(Variation()), *versions], sort_keys=True)
        return self.shared / f"after-made-up-{hashlib.sha256(text.encode()).hexdigest()[:16]}.safetensors"

    def _resume(self) -> None:
        """Go on from the last checkpoint; raises BadData where it belongs to another training."""
        theirs, ours = self._restore(self._last), self._identity
        other = [key for key in ours if key in theirs and theirs[key] != ours[key]]
        if other:
            raise BadData(str(self.folder), f"holds a training with another {other[0]}: {theirs[other[0]]}")

    def _restore(self, path: Path) -> dict[str, object]:
        """Go back to a checkpoint; returns the recipe that it was made by."""
        kept = load_state(path, twin=self.network, average=self.average, optimiser=self.optimiser)
        recipe: dict[str, object] = kept.pop("recipe", {})
        self.progress = Progress(**kept)
        return recipe

    @property
    def _identity(self) -> dict[str, object]:
        """What may not change between a run and its continuation; steps and checks may."""
        batch = {"signatories", "genuine", "forged"}
        kept = {"seed", "encoder", "network", "loss", "optimiser", "split", "fold"} | batch
        return self.config.model_dump(mode="json", include=kept)

    def _step(self, step: int) -> float:
        """Take one step. All chance comes from (seed, step), so a resumed run repeats the uninterrupted
        one.
        """
        config = self.config
        rng = np.random.Generator(np.random.PCG64([config.seed, step]))
        torch.manual_seed(config.seed * 1_000_003 + step)
        self._augment.generator.manual_seed(config.seed * 1_000_003 + step)
        frames, batches = self._source(step, rng)
        batch = batches.draw(rng)
        signatory = torch.from_numpy(batch.signatory)
        pictures = self._augment(torch.from_numpy(frames.frames(batch.rows)).float(), signatory)
        pictures = pictures.to(self.device, memory_format=torch.channels_last)
        self._set_rate(step)
        self._begin_step()
        loss = self._loss(pictures, signatory, torch.from_numpy(batch.is_genuine))
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimiser.step()
        self._follow()
        return float(loss.detach())

    def _begin_step(self) -> None:
        """Put the network into the mode that it learns in."""
        self.network.train()

    def _source(self, step: int, rng: np.random.Generator) -> tuple[FrameSet, Batches]:
        """Made-up writers first, then a share of them among the real ones."""
        is_made_up = step < self._made_up_steps or rng.random() < self.config.made_up_share
        return self._sources[-1] if is_made_up else self._sources[0]

    def _set_rate(self, step: int) -> None:
        """Linear warm-up; level on made-up writers, of whom there are always more; then a cosine down to a
        fiftieth.
        """
        config = self.config
        warm = min(1.0, (step + 1) / max(1, config.warm_up_steps))
        falling = max(0, step - self._made_up_steps) / max(1, config.steps - self._made_up_steps)
        cosine = 0.5 * (1.0 + math.cos(math.pi * falling))
        for group in self.optimiser.param_groups:
            group["lr"] = config.learning_rate * warm * (0.02 + 0.98 * cosine)

    @torch.no_grad()
    def _follow(self) -> None:
        """Let the averaged weights follow, faster at the start."""
        decay = min(self.config.averaging, (1.0 + self.progress.step) / (10.0 + self.progress.step))
        for kept, new in zip(
            self.average.state_dict().values(), self.network.state_dict().values(), strict=True
        ):
            if kept.is_floating_point():
                kept.lerp_(new, 1.0 - decay)
            else:
                kept.copy_(new)

    def _check(self, losses: list[float], report: Report) -> None:
        error = self._error()
        progress = self.progress
        progress.curve.append(
            {"step": progress.step, "loss": float(np.mean(losses)), "development_eer": error}
        )
        if error < progress.best_error:
            progress.best_error, progress.best_step = error, progress.step
            self._save(self.folder / "best.safetensors")
        self._save(self._last)
        staged = self.folder / "curve.part"
        staged.write_text(json.dumps(progress.curve, indent=1), "utf-8")
        staged.replace(self.folder / "curve.json")
        report(self._tick(losses))

    def _save(self, path: Path) -> None:
        counters = {**vars(self.progress), "recipe": self._identity}
        save_state(path, twin=self.network, average=self.average, optimiser=self.optimiser, counters=counters)

    def _best(self) -> Network:
        path = self.folder / "best.safetensors"
        best = copy.deepcopy(self.average)
        load_state(path, twin=copy.deepcopy(self.network), average=best, optimiser=self.optimiser)
        best.eval()
        return best

    def _has_stalled(self) -> bool:
        past = self.progress.step - max(self.progress.best_step, self._made_up_steps)
        return past >= self.config.patience * self.config.check_every

    def _tick(self, losses: list[float]) -> Tick:
        progress = self.progress
        remaining = progress.seconds / max(1, progress.step) * (self.config.steps - progress.step)
        best = f"{progress.best_error:.4f}" if math.isfinite(progress.best_error) else "-"
        loss = float(np.mean(losses[-50:])) if losses else float("nan")
        text = f"loss {loss:.3f}, best development EER {best}, {remaining / 60:.0f} min left"
        return Tick(progress.step, self.config.steps, text)


class Training(Loop[Twin]):
    """One run of a recipe for the twin."""

    config: TrainingConfig

    def __init__(self, config: TrainingConfig, **given: Unpack[Given]) -> None:
        torch.manual_seed(config.seed)
        super().__init__(config, Twin(config.encoder), **given)

    @property
    def twin(self) -> Twin:
        """The network while it learns; what is kept is its average."""
        return self.network

    def _loss(self, pictures: Tensor, signatory: Tensor, is_genuine: Tensor) -> Tensor:
        with torch.autocast(self.device.type, torch.bfloat16, enabled=uses_bf16(self.device)):
            encoded = self.twin.encode(pictures)
        return batch_loss(self.twin, encoded, signatory, is_genuine, config=self.config)

    def _error(self) -> float:
        return development_error(self.average, self.development, device=self.device)


def uses_bf16(device: torch.device) -> bool:
    """Tell whether bf16 pays: on CUDA, and on processors with matrix units (with AVX-512 alone fp32 is
    faster).
    """
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return device.type == "cpu" and bool(torch.cpu._is_amx_tile_supported())
