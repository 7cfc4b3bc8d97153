"""What does a bank on a server cost the clerk, beside one in a file?

The server runs on the same machine and writes through to the disk as it would at work; a network adds its
round trips, of which the number is told.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import event

from core.desk import Desk
from core.image.page import Page
from core.store.bank import Bank
from tests.benchmarks.bench_search import LIMIT_MS, fill, slowest_ms
from tests.benchmarks.harness import Figure
from tests.benchmarks.workshop import in_turn, open_desk, scans, signatory_with
from tests.core.store.cluster import Cluster, running, why_none

RUNS = 60
SPECIMENS = 10
SCANS = 40
LIMIT_RATIO = 1.5
SERVED, SEARCHED = "served", "searched"


def run() -> list[Figure]:
    if reason := why_none():
        sys.stderr.write(f"server: not measured, for {reason}\n")
        raise SystemExit(0)
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, running("fsync=on") as cluster:
        return [*_verified(cluster, Path(name)), *_searched(cluster, Path(name))]


def _verified(cluster: Cluster, folder: Path) -> list[Figure]:
    cluster.make(SERVED)
    presented = scans(SCANS, first=100)
    with open_desk() as beside, open_desk(cluster.database(SERVED, folder=folder)) as served:
        works = {"file": _recorded(beside, presented), "server": _recorded(served, presented)}
        timings = in_turn(works, runs=RUNS)
        asked = _questions(served, works["server"])
    file, server = (timings[name].median_ms for name in ("file", "server"))
    what = f"scan to verdict against {SPECIMENS} specimens, with its record"
    return [
        Figure(f"{what}, in a file, median", file, "ms"),
        Figure(f"{what}, on a server, median", server, "ms"),
        Figure("server over file", server / file, "", LIMIT_RATIO),
        Figure("statements to the server for a verification and its record", asked, ""),
    ]


def _recorded(desk: Desk, presented: list[Page]) -> Callable[[int], object]:
    signatory = signatory_with(desk, SPECIMENS)

    def verify(number: int) -> None:
        desk.verify(signatory, desk.examine(presented[number % SCANS]))

    return verify


def _questions(desk: Desk, work: Callable[[int], object]) -> float:
    """Count the statements of one verification, those of its transactions too."""
    told: list[object] = []
    for moment in ("after_cursor_execute", "commit", "rollback"):
        event.listen(desk.bank._engine, moment, lambda *_: told.append(None))
    work(0)
    return float(len(told))


def _searched(cluster: Cluster, folder: Path) -> list[Figure]:
    cluster.make(SEARCHED)
    with Bank.open(cluster.database(SEARCHED, folder=folder)) as bank:
        fill(bank)
        with bank._engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")  # as a server does by itself, within minutes
        customers, signatories = map(slowest_ms, (bank.search_customers, bank.find_signatories))
    return [
        Figure("slowest word of 100,000 customers on a server, customers", customers, "ms", LIMIT_MS),
        Figure("slowest word of 100,000 customers on a server, signatories", signatories, "ms", LIMIT_MS),
    ]
