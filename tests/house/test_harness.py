"""Does the harness of the benchmarks count, summarise and keep what it measured?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.harness import Figure, Timing, keep, measure


def test_the_95th_percentile_is_a_time_that_occurred() -> None:
    timing = Timing.of([float(n) for n in range(100, 0, -1)])
    assert (timing.runs, timing.median_ms, timing.p95_ms) == (100, 50.5, 95.0)
    assert (timing.min_ms, timing.max_ms) == (1.0, 100.0)
    assert Timing.of([7.0]).p95_ms == 7.0


def test_the_warm_up_is_run_but_not_counted() -> None:
    calls: list[int] = []
    timing = measure(lambda: calls.append(1), runs=4, warm_up=3)
    assert len(calls) == 7
    assert timing.runs == 4


@pytest.mark.parametrize(
    "limit, at_least, is_met",
    [(60.0, False, True), (40.0, False, False), (40.0, True, True), (60.0, True, False), (None, False, True)],
)
def test_a_figure_knows_whether_it_keeps_its_limit(limit: float | None, at_least: bool, is_met: bool) -> None:
    figure = Figure("verdict", 50.0, "ms", limit=limit, at_least=at_least)
    assert figure.is_met is is_met
    assert ("MISSED" in str(figure)) is not is_met


def test_figures_are_kept_with_the_machine_they_were_measured_on(tmp_path: Path) -> None:
    kept = json.loads(
        keep("verify", [Figure("verdict", 50.0, "ms", limit=60.0)], folder=tmp_path).read_text()
    )
    assert kept["figures"] == [
        {"name": "verdict", "value": 50.0, "unit": "ms", "limit": 60.0, "at_least": False, "is_met": True}
    ]
    assert {"processor", "cores", "torch", "date"} <= kept["machine"].keys()
    assert kept["command"] == "python -m tests.benchmarks verify"
    assert [path.name for path in tmp_path.iterdir()] == ["verify.json"]
