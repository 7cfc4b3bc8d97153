"""How does a page show a sentence? As plain text, never as markup, on as many lines as it needs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def words(text: str = "", *, kind: str = "", parent: QWidget) -> QLabel:
    """Return a label that wraps; `kind` is how the sheet draws it: heading, muted or small."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if kind:
        label.setProperty("kind", kind)
    return label
