"""How does one model examine scans and compare a presented signature with specimens?

A `Verifier` owns a network. It is used from one thread at a time; the app gives it a lane of its own.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from core.errors import ModelProblem, NoSpecimens, UnfitScan, UnusableModel
from core.image.frame import FRAME_SIZE, Frame, frame_ink
from core.image.ink import Ink, find_ink
from core.image.page import Page
from core.image.quality import Finding, FindingKind, Severity, assess, is_fit
from core.image.shape import Shape, measure_shape
from core.net.checkpoint import ModelCard, load_model
from core.net.embedding import Embedding
from core.net.encoder import Encoded
from core.net.twin import Twin, chosen
from core.pen.way import Trajectory
from core.progress import Report, Tick, silent
from core.scoring.calibrate import bounded, calibration_for, raw_score
from core.scoring.evidence import Alikeness, evidence, form_of
from core.scoring.pen import PenComparison, PenJudge
from core.scoring.policy import BankCalibration, calibration_of
from core.scoring.steadiness import FEWEST, own_llrs
from core.scoring.verdict import Reason, Thresholds, Verdict, advise, reasons_for, with_pen_reasons
from core.spread import spread

EMBED_AT_ONCE = 32
FEWEST_FRAME_PX = 90
"""Ink fills its frame one way, 180 or 372 pixels; with fewer than this it is a
few dots far apart, and one frame without strokes equals any other."""
OWN_KEPT = 512
"""Sets of specimens whose likeness among themselves is remembered: numbers of some kB each."""
Pairwise = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Distance and local likeness of pairs."""
LOST = Finding(FindingKind.TOO_FAINT, Severity.UNFIT, 0.0)
"""Nothing in the frame that could be compared."""


@dataclass(frozen=True, eq=False)
class Examined:
    """One page as the verifier sees it; shape, frame and embedding are None where the page is unfit."""

    page: Page
    ink: Ink
    findings: tuple[Finding, ...]
    shape: Shape | None
    frame: Frame | None
    embedding: Embedding | None


@dataclass(frozen=True, eq=False)
class Reference:
    """A specimen to compare with."""

    specimen_id: int
    embedding: Embedding
    shape: Shape
    trajectory: Trajectory | None = None
    """How it was written, where a pad has recorded it."""


@dataclass(frozen=True)
class Comparison:
    """What came out: distances by specimen id (Euclidean, 0 to 2), and what they amount to.

    score is the fused evidence in log10 units, llr the same within the bounds of its calibration data;
    larger is more genuine in both. thresholds are those that the verdict was given by. milliseconds is the
    time of the comparison alone.
    """

    distances: dict[int, float]
    distance: float
    score: float
    llr: float
    verdict: Verdict
    thresholds: Thresholds
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    model_digest: str
    milliseconds: float
    pen: PenComparison | None = None
    """What the way of the pen says, where it was recorded here and of a specimen; score and llr then are
    those of both together."""


class Verifier:
    """One network with its card, ready to judge: by a bank's own calibration, or else by its card's.

    Where there is a judge of pens too, both judge what a pad recorded.
    """

    def __init__(
        self,
        twin: Twin,
        card: ModelCard,
        *,
        device: torch.device,
        calibration: BankCalibration | None = None,
        pen: PenJudge | None = None,
    ) -> None:
        self.calibration = calibration or calibration_of(card)
        self.pen = pen
        self.pen_refusal: UnusableModel | None = None
        self._twin = twin
        self._device = device
        self._own: OrderedDict[tuple[bytes, ...], Pairwise] = OrderedDict()
        self.card = card

    @classmethod
    def load(
        cls,
        path: Path,
        *,
        device: str = "auto",
        calibration: BankCalibration | None = None,
        pen: Path | None = None,
    ) -> Verifier:
        """Load a model onto "cpu", "cuda", or the better of the two ("auto"); raises UnusableModel.

        pen: the model that judges by how a pen moved. One that cannot be used is left out, and `pen_refusal`
        says why: images are judged all the same.
        """
        chosen_device = torch.device(device_name(device))
        twin, card = load_model(path, device=chosen_device)
        if calibration is None and (card.thresholds is None or not card.calibrations):
            raise UnusableModel(path, ModelProblem.DAMAGED, "it has not been calibrated")
        verifier = cls(twin, card, device=chosen_device, calibration=calibration)
        if pen is not None:
            try:
                verifier.pen = PenJudge.load(pen)
            except UnusableModel as refusal:
                verifier.pen_refusal = refusal
        return verifier

    @property
    def thresholds(self) -> Thresholds:
        """Where the rule cuts for an item of unknown amount."""
        return self.calibration.thresholds()

    @property
    def digest(self) -> str:
        """SHA-256 of the weights, in hex."""
        return self.card.digest

    @property
    def device_name(self) -> str:
        """`cpu` or `cuda`."""
        return self._device.type

    @property
    def thread_count(self) -> int:
        """How many processor threads the network may use."""
        return torch.get_num_threads()

    def warm_up(self) -> None:
        """Run the network once, so that the first clerk does not wait for it."""
        self._embed([np.zeros((1, FRAME_SIZE.height, FRAME_SIZE.width), np.float32)])

    def examine(self, page: Page) -> Examined:
        """Find the ink of a page, judge its quality, and embed it where it is fit."""
        return self.examine_many([page])[0]

    def examine_many(self, pages: Sequence[Page], report: Report = silent) -> list[Examined]:
        """Examine pages in batches, in order; `report` may raise Cancelled between batches."""
        examined: list[Examined] = []
        for start in range(0, len(pages), EMBED_AT_ONCE):
            report(Tick(start, len(pages), "examine"))
            examined += self._examine_some(pages[start : start + EMBED_AT_ONCE])
        report(Tick(len(pages), len(pages), "examine"))
        return examined

    def embed_frames(self, frames: Sequence[Frame]) -> list[Embedding]:
        """Embed frames that were made before, in order."""
        starts = range(0, len(frames), EMBED_AT_ONCE)
        return [one for start in starts for one in self._embed(frames[start : start + EMBED_AT_ONCE])]

    def compare(
        self, presented: Examined, specimens: Sequence[Reference], *, amount: float | None = None
    ) -> Comparison:
        """Compare a fit presented signature with specimens; raises UnfitScan, NoSpecimens.

        amount is the item's, in the bank's currency, where the bank's policy asks for it.
        """
        if presented.embedding is None or presented.shape is None:
            raise UnfitScan(presented.page.name, tuple(finding.kind.value for finding in presented.findings))
        judged = self.judge(
            presented.embedding, presented.shape, specimens, amount=amount, way=presented.page.trajectory
        )
        return replace(judged, findings=presented.findings)

    def judge(
        self,
        presented: Embedding,
        shape: Shape,
        specimens: Sequence[Reference],
        *,
        amount: float | None = None,
        way: Trajectory | None = None,
    ) -> Comparison:
        """Compare an embedded signature of this form with specimens; raises NoSpecimens.

        way: how it was written, where a pad has recorded it.
        """
        if not specimens:
            raise NoSpecimens
        started = time.perf_counter()
        judged = self._by_image(presented, shape, specimens, amount=amount)
        if way is not None and self.pen is not None:
            judged = _by_both(judged, self.pen, way, specimens)
        return replace(judged, milliseconds=(time.perf_counter() - started) * 1000.0)

    def _by_image(
        self, presented: Embedding, shape: Shape, specimens: Sequence[Reference], *, amount: float | None
    ) -> Comparison:
        alike = self._alikeness(presented, specimens)
        shapes = [specimen.shape for specimen in specimens]
        calibration = calibration_for(self.calibration.calibrations, len(specimens))
        forms = np.stack([form_of(each) for each in shapes])
        numbers = evidence(alike, presented=form_of(shape)[None], specimens=forms)
        score = raw_score(numbers, calibration)[0]
        llr = float(bounded(score, calibration))
        thresholds = self.calibration.thresholds(amount=amount, shift=self._shift(alike, forms))
        distances = [float(distance) for distance in alike.distance[:, 0]]
        spread = [float(distance) for distance in alike.own_distance]
        return Comparison(
            distances={s.specimen_id: d for s, d in zip(specimens, distances, strict=True)},
            distance=min(distances),
            score=float(score),
            llr=llr,
            verdict=advise(llr, thresholds=thresholds),
            thresholds=thresholds,
            reasons=reasons_for(shape, shapes, distance=min(distances), spread=spread),
            findings=(),
            model_digest=self.digest,
            milliseconds=0.0,
        )

    def prepare(self, specimens: Sequence[Reference]) -> None:
        """Compare specimens among themselves before there is anything to compare them with."""
        self._own_alikeness(specimens)
        if self.pen is not None and (ways := _ways(specimens)):
            self.pen.prepare(list(ways.values()))

    def distances(self, references: Sequence[Reference]) -> NDArray[np.float64]:
        """Return the distances between specimens, (n, n), zero on the diagonal."""
        vectors = np.stack([reference.embedding.vector for reference in references]).astype(np.float64)
        difference = vectors[:, None] - vectors[None]
        return np.asarray(np.sqrt((difference**2).sum(axis=2)))

    def _examine_some(self, pages: Sequence[Page]) -> list[Examined]:
        prepared = spread(framed, pages)
        embeddings = iter(self._embed([scan.frame for scan in prepared if scan.frame is not None]))
        return [
            scan if scan.frame is None else replace(scan, embedding=next(embeddings)) for scan in prepared
        ]

    def _embed(self, frames: Sequence[Frame]) -> list[Embedding]:
        if not frames:
            return []
        batch = torch.from_numpy(np.stack(frames)).to(self._device, memory_format=torch.channels_last)
        with torch.inference_mode():
            encoded = self._twin.encode(batch)
        vectors = encoded.vector.cpu().numpy().astype(np.float32)
        local = encoded.local.half().cpu().contiguous().numpy()
        weights = encoded.weights.half().cpu().contiguous().numpy()
        return [
            Embedding(v, np.ascontiguousarray(c), w) for v, c, w in zip(vectors, local, weights, strict=True)
        ]

    def _alikeness(self, presented: Embedding, specimens: Sequence[Reference]) -> Alikeness:
        """Compare presented with all specimens, and these among themselves."""
        count = len(specimens)
        embeddings = [*(specimen.embedding for specimen in specimens), presented]
        distance, local = self.alike(embeddings, np.arange(count), np.full(count, count))
        return Alikeness(distance[:, None], local[:, None], *self._own_alikeness(specimens))

    def _shift(self, alike: Alikeness, forms: NDArray[np.float64]) -> float:
        """Return how far the specimens' own steadiness moves the thresholds."""
        personal = self.calibration.personal
        if personal.slope == 0.0 or len(forms) < FEWEST:
            return 0.0
        first, second = np.triu_indices(len(forms), 1)
        distance, local = np.zeros((2, len(forms), len(forms)))
        for plane, own in ((distance, alike.own_distance), (local, alike.own_local)):
            plane[first, second] = plane[second, first] = own
        llrs = own_llrs(distance, local, forms, calibrations=self.calibration.calibrations)
        return personal.shift(llrs.tolist())

    def _own_alikeness(self, specimens: Sequence[Reference]) -> Pairwise:
        """Compare specimens among themselves, or remember what came out the last time."""
        embeddings = [specimen.embedding for specimen in specimens]
        key = tuple(embedding.vector.tobytes() for embedding in embeddings)
        if key not in self._own:
            self._own[key] = self.alike(embeddings, *np.triu_indices(len(specimens), 1))
            if len(self._own) > OWN_KEPT:
                self._own.popitem(last=False)
        self._own.move_to_end(key)
        return self._own[key]

    def alike(
        self, embeddings: Sequence[Embedding], first: NDArray[np.intp], second: NDArray[np.intp]
    ) -> Pairwise:
        """Return distance and local likeness of pairs of embeddings, by their places, in one batch."""
        if first.size == 0:
            return np.zeros(0), np.zeros(0)
        encoded = _stacked(embeddings, self._device)
        with torch.inference_mode():
            alike = self._twin.compare(
                chosen(encoded, torch.from_numpy(first)), chosen(encoded, torch.from_numpy(second))
            )
        distance, local = (part.cpu().numpy().astype(np.float64) for part in (alike.distance, alike.local))
        return distance, local


def _by_both(
    judged: Comparison, pen: PenJudge, way: Trajectory, specimens: Sequence[Reference]
) -> Comparison:
    """Let the pen judge by those specimens whose way is known too; where there is none, nothing changes."""
    ways = _ways(specimens)
    if not ways:
        return judged
    found = pen.judge(way, ways, judged.llr)
    reasons = with_pen_reasons(
        judged.reasons,
        llr=found.llr,
        seconds=way.seconds,
        specimens_s=[each.seconds for each in ways.values()],
        distance=min(found.distances.values()),
        spread=found.own,
    )
    return replace(
        judged,
        score=found.fused_score,
        llr=found.fused_llr,
        verdict=advise(found.fused_llr, thresholds=judged.thresholds),
        reasons=reasons,
        pen=found,
    )


def _ways(specimens: Sequence[Reference]) -> dict[int, Trajectory]:
    return {one.specimen_id: one.trajectory for one in specimens if one.trajectory is not None}


def framed(page: Page) -> Examined:
    """Do everything but embedding; unfit are also scans that leave no strokes in the frame."""
    ink = find_ink(page)
    findings = assess(page, ink)
    if not is_fit(findings):
        return Examined(page, ink, findings, None, None, None)
    frame = frame_ink(ink)
    if np.count_nonzero(frame) < FEWEST_FRAME_PX:
        return Examined(page, ink, (LOST, *findings), None, None, None)
    return Examined(page, ink, findings, measure_shape(ink), frame, None)


def _stacked(embeddings: Sequence[Embedding], device: torch.device) -> Encoded:
    return Encoded(
        torch.from_numpy(np.stack([one.vector for one in embeddings])).to(device),
        torch.from_numpy(np.stack([one.local for one in embeddings])).to(device).float(),
        torch.from_numpy(np.stack([one.weights for one in embeddings])).to(device).float(),
    )


def device_name(wanted: str) -> str:
    """Return the device that "auto" stands for, or the one asked for."""
    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    return wanted
