"""How long is it from a decoded scan to the verdict, and how much of that is the network?

The network's bare forward pass of one frame, the verdict, and the verdict with its record are timed in turn,
on scans of all sorts of pens and paper.
"""

from __future__ import annotations

from collections.abc import Callable

import torch

from core.desk import Desk
from core.image.page import Page
from core.scoring.verifier import Verifier
from tests.benchmarks.harness import Figure, Timing
from tests.benchmarks.workshop import in_turn, open_desk, scans, signatory_with

RUNS = 120
SCANS = 40
LIMIT_MS = 60.0
SHARE, ALLOWANCE_MS = 1.5, 25.0


def run() -> list[Figure]:
    with open_desk() as desk:
        assert isinstance(desk.verifier, Verifier)
        presented = scans(SCANS, first=100)
        return [
            figure for specimens in (5, 10) for figure in _against(desk, desk.verifier, specimens, presented)
        ]


def _against(desk: Desk, verifier: Verifier, specimens: int, presented: list[Page]) -> list[Figure]:
    signatory = signatory_with(desk, specimens)
    desk.references(signatory)
    forward = bare_forward(verifier, presented)

    def judge(number: int) -> None:
        examined = desk.examine(presented[number % SCANS])
        verifier.compare(examined, desk.references(signatory))

    def judge_and_record(number: int) -> None:
        desk.verify(signatory, desk.examine(presented[number % SCANS]))

    timings = in_turn({"forward": forward, "verdict": judge, "record": judge_and_record}, runs=RUNS)
    bare = timings["forward"].median_ms
    ratio_limit = SHARE * bare + ALLOWANCE_MS
    figures = [Figure(f"bare forward pass of one frame ({specimens} specimens enrolled), median", bare, "ms")]
    for name, what in (("verdict", "without its record"), ("record", "with its record written")):
        figures += _figures(
            f"scan to verdict against {specimens} specimens, {what}", timings[name], ratio_limit
        )
    return figures


def _figures(name: str, timing: Timing, ratio_limit: float) -> list[Figure]:
    return [
        Figure(f"{name}, median", timing.median_ms, "ms", LIMIT_MS),
        Figure(f"{name}, median, held to 1.5 forward passes + 25 ms", timing.median_ms, "ms", ratio_limit),
        Figure(f"{name}, 95th percentile", timing.p95_ms, "ms"),
    ]


def bare_forward(verifier: Verifier, pages: list[Page]) -> Callable[[int], object]:
    """Return the network's forward pass alone, of the frame of one page."""
    frames = []
    for page in pages:
        frame = verifier.examine(page).frame
        assert frame is not None
        frames.append(torch.from_numpy(frame[None]).to(memory_format=torch.channels_last))

    def forward(number: int) -> object:
        with torch.inference_mode():
            return verifier._twin.encode(frames[number % len(frames)])

    return forward
