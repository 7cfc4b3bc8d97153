"""Which program is this, of which parts, on which machine?"""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from core.checkup.findings import Entry, Section

LIBRARIES = (
    "torch", "torchvision", "PySide6-Essentials", "opencv-python-headless", "numpy",
    "pillow", "pypdfium2", "SQLAlchemy", "alembic", "pg8000", "pydantic", "safetensors", "pynacl",
)  # fmt: skip
MIB = 2**20
LEAST_FREE_MIB = 500
CUDA_REMEDY = (
    "The settings ask for a graphics card that cannot be used: choose another device, or see to its driver."
)


def program() -> Section:
    """Tell versions: of the program, of Python, and of the libraries that it stands on."""
    frozen = bool(getattr(sys, "frozen", False))
    return Section(
        "program",
        (
            Entry("version", _version("specimen")),
            Entry("standalone", frozen),
            Entry("Python", platform.python_version()),
            *(Entry(name, _version(name)) for name in LIBRARIES),
        ),
    )


def machine(*, device: str) -> Section:
    """Tell what the machine has; `device` is the one that the settings ask for."""
    import psutil
    import torch

    memory = psutil.virtual_memory()
    free = int(memory.available // MIB)
    crowded = "Close other programs, or give this computer more memory." if free < LEAST_FREE_MIB else ""
    has_cuda = torch.cuda.is_available()
    card = torch.cuda.get_device_name(0) if has_cuda else None
    return Section(
        "machine",
        (
            Entry("platform", platform.platform()),
            Entry("processor", platform.machine()),
            Entry("processors", os.cpu_count()),
            Entry("threads used", torch.get_num_threads()),
            Entry("memory, MiB", int(memory.total // MIB)),
            Entry("free memory, MiB", free, crowded),
            Entry("graphics card", card, CUDA_REMEDY if device == "cuda" and not has_cuda else ""),
            Entry("device asked for", device),
        ),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not recorded"
