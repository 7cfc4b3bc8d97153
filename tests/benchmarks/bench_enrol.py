"""How fast are 100 specimens enrolled, measured against what the network alone can do with their frames?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch

from core.desk import Desk
from core.scoring.verifier import EMBED_AT_ONCE, Verifier
from tests.benchmarks.harness import Figure
from tests.benchmarks.workshop import in_turn, open_desk, scans

SPECIMENS = 100
ROUNDS = 7
LEAST_SHARE = 0.8


def run() -> list[Figure]:
    with open_desk() as desk:
        return _measured(desk)


def _measured(desk: Desk) -> list[Figure]:
    verifier = desk.verifier
    assert isinstance(verifier, Verifier)
    pages = scans(SPECIMENS)
    known = desk.examine_many(pages)
    frames = [scan.frame for scan in known if scan.frame is not None]
    assert len(frames) == SPECIMENS
    customer = desk.bank.add_customer(number="00100", name="Made up")
    signatories = [desk.bank.add_signatory(customer.id, name=f"Round {n}").id for n in range(2 * ROUNDS + 2)]
    batches = [
        torch.from_numpy(np.stack(frames[at : at + EMBED_AT_ONCE])).to(memory_format=torch.channels_last)
        for at in range(0, SPECIMENS, EMBED_AT_ONCE)
    ]

    def forward(_number: int) -> None:
        with torch.inference_mode():
            for batch in batches:
                verifier._twin.encode(batch)

    timings = in_turn(
        {
            "bare": forward,
            "embed": lambda _: [verifier._embed(frames[at : at + EMBED_AT_ONCE]) for at in range(0, 100, 32)],
            "examine": lambda _: desk.examine_many(pages),
            "store": lambda _: desk.enrol(signatories.pop(), known),
            "all": lambda _: desk.enrol(signatories.pop(), desk.examine_many(pages)),
        },
        runs=ROUNDS,
        warm_up=1,
    )
    return _figures({name: timing.median_ms for name, timing in timings.items()})


WHAT = {
    "bare": "the network's bare forward passes, 32 frames at once",
    "embed": "frames to embeddings",
    "examine": "decoded scans to ink, findings, shape and embedding",
    "store": "pages packed and written in one transaction",
    "all": "decoded scans to specimens in the store",
}
SHARES = {"embed": "embedding", "all": "everything from decoded scans to the store"}


def _figures(ms: Mapping[str, float]) -> list[Figure]:
    times = [Figure(f"100 specimens: {what}", ms[name], "ms") for name, what in WHAT.items()]
    shares = [
        Figure(f"share of bare throughput: {what}", ms["bare"] / ms[name], "", LEAST_SHARE, at_least=True)
        for name, what in SHARES.items()
    ]
    return times + shares
