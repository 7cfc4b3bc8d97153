"""Is the model ready, and what answers for it until it is?

The window opens before the model is loaded. Until then the desk holds a stand-in whose methods, called on the
inference lane, load the model first; a model that cannot be loaded fails each use with the same reason, and
customers and history keep working.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Lane
from core.errors import SpecimenError, UnusableModel
from core.image.page import Page
from core.progress import Report, silent
from core.resources import pen_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.learning.switch import InUse
    from core.scoring.verdict import Thresholds
    from core.scoring.verifier import Comparison, Examined, Reference, Verifier


class AwaitedVerifier:
    """What the desk is given in place of a verifier: the same questions, answered once there is one."""

    def __init__(self, load: Callable[[], Verifier]) -> None:
        self._load = load
        self._lock = Lock()
        self._verifier: Verifier | None = None
        self._refusal: SpecimenError | None = None

    def get(self) -> Verifier:
        """The verifier, loaded at the first call; raises UnusableModel at every call where it cannot be."""
        with self._lock:
            if self._refusal is not None:
                raise self._refusal.with_traceback(None)  # else it would grow with every use
            if self._verifier is None:
                try:
                    self._verifier = self._load()
                except SpecimenError as refusal:
                    self._refusal = refusal
                    raise
            return self._verifier

    def replace(self, verifier: Verifier) -> None:
        """Let another verifier answer from now on."""
        with self._lock:
            self._verifier, self._refusal = verifier, None

    @property
    def digest(self) -> str:
        return self.get().digest

    @property
    def thresholds(self) -> Thresholds:
        return self.get().thresholds

    def examine(self, page: Page) -> Examined:
        return self.get().examine(page)

    def examine_many(self, pages: Sequence[Page], report: Report = silent) -> list[Examined]:
        return self.get().examine_many(pages, report)

    def compare(
        self, presented: Examined, specimens: Sequence[Reference], *, amount: float | None = None
    ) -> Comparison:
        return self.get().compare(presented, specimens, amount=amount)

    def prepare(self, specimens: Sequence[Reference]) -> None:
        self.get().prepare(specimens)

    def distances(self, references: Sequence[Reference]) -> NDArray[Any]:
        return self.get().distances(references)


@dataclass(frozen=True)
class ModelInUse:
    """What the status line says about the model."""

    name: str
    digest: str
    device: str
    pen_refusal: UnusableModel | None = None
    """Why the pad's own model cannot be used, so that what it records is judged as images are."""


class ModelWatch(QObject):
    """Loads and warms the model on its lane, and says when it is ready or why it never will be."""

    ready = Signal(object)  # a ModelInUse
    refused = Signal(object)  # the error

    def __init__(self, lane: Lane, awaited: AwaitedVerifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._awaited = awaited

    def start(self) -> None:
        """Queue the loading; everything submitted to the lane later waits for it."""
        job = self._lane.submit(_load_and_warm, self._awaited)
        job.done.connect(self._on_job_done)
        job.failed.connect(self._on_job_failed)

    @Slot(object)
    def _on_job_done(self, model: ModelInUse) -> None:
        self.ready.emit(model)

    @Slot(object)
    def _on_job_failed(self, error: Exception) -> None:
        self.refused.emit(error)


class Choice:
    """Which model the records say is in use, told by the store's lane and waited for by the model's."""

    def __init__(self) -> None:
        self._told = Event()
        self._in_use: InUse | None = None
        self._refusal: SpecimenError | None = None

    def tell(self, in_use: InUse | None = None, *, refusal: SpecimenError | None = None) -> None:
        """Say what serves, None for the model that came with the program; the first to say so counts."""
        if not self._told.is_set():
            self._in_use, self._refusal = in_use, refusal
            self._told.set()

    @property
    def in_use(self) -> InUse | None:
        """What was told, without waiting for it."""
        return self._in_use

    def wait(self) -> InUse | None:
        """Return what serves, as soon as it is known; raises what was told in its place."""
        self._told.wait()
        if self._refusal is not None:
            raise self._refusal
        return self._in_use


def verifier_loader(shipped: Path, *, device: str, choice: Choice) -> Callable[[], Verifier]:
    """What loads the model in use, to be called on the inference lane; the import is part of the load."""

    def load() -> Verifier:
        from core.scoring.verifier import Verifier

        now = choice.wait()
        if now is None:
            return Verifier.load(shipped, device=device, pen=pen_model())
        return Verifier.load(now.file, device=device, calibration=now.calibration, pen=pen_model())

    return load


def _load_and_warm(awaited: AwaitedVerifier) -> ModelInUse:
    return warmed(awaited.get())


def warmed(verifier: Verifier) -> ModelInUse:
    """Run a verifier once, and say what it is."""
    verifier.warm_up()
    device = verifier.device_name.upper().replace("CUDA", "GPU")
    if device == "CPU":
        count = verifier.thread_count
        device = f"CPU, {count} thread{'' if count == 1 else 's'}"
    return ModelInUse(verifier.card.name, verifier.digest, device, verifier.pen_refusal)
