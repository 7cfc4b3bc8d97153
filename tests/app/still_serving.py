"""What stands in for the model in use where a test is not about it? One that never changes by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

SHIPPED = Path("shipped.safetensors")


class StillServing(QObject):
    """Answers as `Serving` would, and counts how often it was asked to look again."""

    changed = Signal(object)
    loaded = Signal(object)
    refused = Signal(object)

    def __init__(self, current: Any = None) -> None:
        super().__init__()
        self.shipped = SHIPPED
        self.device = "cpu"
        self.current = current
        self.refreshed = 0

    def refresh(self) -> None:
        self.refreshed += 1
