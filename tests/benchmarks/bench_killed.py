"""Is anything lost when learning is killed at any moment? Twenty are drawn: training, saving, switching.

Ten times a training is killed and started again, ten times a switch to its challenger. After each the records
are opened, their chains checked, and the model that serves is loaded and used.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from core.net.checkpoint import load_card
from core.store.bank import Bank
from tests.benchmarks.harness import Figure
from tests.journeys.killing import Site, has_ended, kept, killed_after, lay_out, serving, whole_time

MOMENTS = 10
SEED = 7


def run() -> list[Figure]:
    rng = np.random.default_rng(SEED)
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        trained = lay_out(folder / "whole")
        hits = [_training(lay_out(folder / "killed"), whole_time(*_retrain(trained)), rng)]
        hits.append(_switch(trained, rng))
    return [
        Figure("trainings still running when killed, of 10 (nothing lost in any)", hits[0], ""),
        Figure("switches still running when killed, of 10 (nothing lost in any)", hits[1], ""),
    ]


def _retrain(site: Site) -> tuple[object, ...]:
    return "retrain", "--database", site.database, "--run", site.run, "--device", "cpu"


def _training(site: Site, whole_s: float, rng: np.random.Generator) -> int:
    before, hits = kept(site), 0
    for moment in rng.uniform(0.0, whole_s, MOMENTS):
        hits += killed_after(float(moment), *_retrain(site))
        assert kept(site) == before
        assert serving(site) == load_card(site.shipped).digest
    if not has_ended(site):
        whole_time(*_retrain(site))
    assert has_ended(site)
    return hits


def _switch(site: Site, rng: np.random.Generator) -> int:
    with Bank.open(site.database) as bank:
        [challenger] = [one.digest for one in bank.models() if one.parent_digest]
    words = ("activate", challenger, "--database", site.database, "--officer", "S. Okoye",
             "--reason", "to see", "--override", "--device", "cpu")  # fmt: skip
    before, hits = kept(site), 0
    for moment in rng.uniform(1.0, 6.0, MOMENTS):
        hits += killed_after(float(moment), *words)
        assert kept(site) == before
        assert serving(site) in (challenger, load_card(site.shipped).digest)
    whole_time(*words)
    assert serving(site) == challenger
    return hits
