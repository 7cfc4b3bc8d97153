"""Does a bank go on as it was when learning is killed? `make bench ARGS=killed` draws twenty moments."""

from __future__ import annotations

from pathlib import Path

from core.net.checkpoint import load_card
from tests.journeys.killing import has_ended, kept, killed_after, lay_out, serving, whole_time

MOMENTS_S = (5.5,)


def test_a_training_that_is_killed_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    site = lay_out(tmp_path)
    before = kept(site)
    words = ("retrain", "--database", site.database, "--run", site.run, "--device", "cpu")
    for moment in MOMENTS_S:
        killed_after(moment, *words)
        assert kept(site) == before
        assert serving(site) == load_card(site.shipped).digest
    if not has_ended(site):
        whole_time(*words)
    assert has_ended(site)
    assert kept(site) == before
