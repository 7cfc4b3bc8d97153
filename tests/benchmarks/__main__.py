"""Which benchmarks are there, and do their figures keep within the limits?

`python -m tests.benchmarks [NAME ...]` runs every `bench_NAME.py`, each in a process of its own, since
memory peaks are a process's. The exit status is 1 when a limit was missed or a benchmark failed.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.harness import keep

HERE = Path(__file__).parent
ONE = "--one"


def names() -> list[str]:
    """Return the names of all benchmarks, in the order in which they run."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def run_one(name: str) -> bool:
    """Run one benchmark in this process and keep its figures; tell whether all limits were met."""
    figures = importlib.import_module(f"tests.benchmarks.bench_{name}").run()
    keep(name, figures)
    return all(figure.is_met for figure in figures)


def run_apart(name: str) -> bool:
    """Run one benchmark in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks", ONE, name]
    return subprocess.run(command, cwd=HERE.parents[1], check=False).returncode == 0


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, or all; return the exit status."""
    if arguments[:1] == [ONE]:
        return 0 if run_one(arguments[1]) else 1
    unknown = set(arguments) - set(names())
    if unknown:
        sys.stderr.write(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(names())}\n")
        return 2
    outcomes = [run_apart(name) for name in arguments or names()]
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
