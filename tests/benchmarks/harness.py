"""How long does a piece of work take, how much memory, and on which machine was that measured?"""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from math import ceil
from pathlib import Path

RESULTS = Path(__file__).with_name("results")


@dataclass(frozen=True)
class Timing:
    """How long single runs took, in milliseconds."""

    runs: int
    median_ms: float
    p95_ms: float
    min_ms: float
    max_ms: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Timing:
        """Summarise; the 95th percentile is the nearest rank, a value that did occur."""
        ordered = sorted(milliseconds)
        p95 = ordered[ceil(0.95 * len(ordered)) - 1]
        return cls(len(ordered), statistics.median(ordered), p95, ordered[0], ordered[-1])


@dataclass(frozen=True)
class Figure:
    """One measured number, and the most (or, with `at_least`, the least) it may be."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        line = f"{self.name}: {self.value:.4g} {self.unit}"
        if self.limit is None:
            return line
        sense = "at least" if self.at_least else "at most"
        return f"{line} ({sense} {self.limit:.4g}: {'met' if self.is_met else 'MISSED'})"


def measure(work: Callable[[], object], *, runs: int = 50, warm_up: int = 5) -> Timing:
    """Time single calls of `work` after a few that do not count, with the garbage collector at rest."""
    for _ in range(warm_up):
        work()
    gc.collect()
    gc.disable()
    try:
        return Timing.of([_milliseconds(work) for _ in range(runs)])
    finally:
        gc.enable()


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000.0


def peak_memory_mb() -> float:
    """Return the most memory (resident, in MB of 10^6 bytes) that this process has held so far."""
    if sys.platform == "win32":
        return _peak_on_windows() / 1e6
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / 1e6


def _peak_on_windows() -> int:
    """Return PeakWorkingSetSize of PROCESS_MEMORY_COUNTERS, in bytes, of this process."""
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.DWORD),
            ("page_faults", wintypes.DWORD),
            ("peak", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 7),
        )

    windows = vars(ctypes)["WinDLL"]
    kernel, counters = windows("kernel32"), Counters()
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    ask = kernel.K32GetProcessMemoryInfo
    ask.argtypes = (wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD)
    counters.size = ctypes.sizeof(Counters)
    if not ask(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size):
        raise OSError("Windows did not tell how much memory this process has held")
    return int(counters.peak)


def machine() -> dict[str, object]:
    """Describe where and when a figure is being measured."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "torch": version("torch"),
        "pyside6": version("PySide6-Essentials"),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _processor() -> str:
    """Return the processor's name, which Linux keeps in a file of its own."""
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def keep(name: str, figures: Sequence[Figure], *, folder: Path = RESULTS) -> Path:
    """Print the figures and write them, with the machine, to `<folder>/<name>.json`; return that file."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [asdict(figure) | {"is_met": figure.is_met} for figure in figures]
    path = folder / f"{name}.json"
    command = f"python -m tests.benchmarks {name}"
    kept = {"benchmark": name, "machine": machine(), "command": command, "figures": rows}
    staged = path.with_suffix(".partial")
    staged.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    staged.replace(path)
    for figure in figures:
        sys.stdout.write(f"{name}: {figure}\n")
    return path
