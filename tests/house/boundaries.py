"""Which libraries and calls belong to which modules alone?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from tests.house.tree import Module, is_or_inside

THREADS = {
    "QThread",
    "QThreadPool",
    "QRunnable",
    "QtConcurrent",
    "_thread",
    "asyncio",
    "concurrent.futures",
    "threading.Thread",
    "threading.Timer",
}
MESSAGE_BOXES = {"QMessageBox", "QErrorMessage"}
NETWORK = {
    "PySide6.QtNetwork",
    "PySide6.QtWebSockets",
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "pg8000",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib",
    "urllib3",
    "xmlrpc",
}
CODE_FROM_DATA = {
    "cloudpickle",
    "dill",
    "eval",
    "exec",
    "joblib",
    "marshal",
    "pickle",
    "shelve",
    "torch.load",
    "torch.save",
}
JOB_SIGNALS = {"done", "failed", "ticked", "ended"}
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b|^#[0-9a-fA-F]{3,4}$|\brgba?\(")


def _used(module: Module, forbidden: Iterable[str]) -> list[str]:
    """Return the forbidden names that a module imports or uses; a class also at the end of its library."""
    known = module.imports | module.names

    def is_used(word: str) -> bool:
        if word[0].isupper():
            return any(word in name.split(".") for name in known)
        return any(is_or_inside(name, word) for name in known)

    return sorted(filter(is_used, forbidden))


def threads_start_only_in_lanes(module: Module) -> list[str]:
    """Work runs on lanes; whoever starts a thread of its own brings back every trap that lanes closes.

    `core/spread.py` may, since its threads end before it returns.
    """
    if module.part == "tests" or module.place in {"app/lanes.py", "core/spread.py"}:
        return []
    return [f"{name} outside app/lanes.py" for name in _used(module, THREADS)]


def message_boxes_only_in_notices_and_faults(module: Module) -> list[str]:
    """The desk speaks through one channel; a box is for what cannot be undone, and for a crash."""
    if module.part != "app" or module.place in {"app/notices.py", "app/faults.py"}:
        return []
    return [f"{name} outside app/notices.py and app/faults.py" for name in _used(module, MESSAGE_BOXES)]


def torchvision_is_imported_in_one_place(module: Module) -> list[str]:
    """A direct import fails beside a processor-only torch; see core/vision.py."""
    if module.place == "core/vision.py":
        return []
    inside = [name for name in sorted(module.imports) if is_or_inside(name, "torchvision")]
    return [f"{name} is imported; use core.vision" for name in inside]


def nothing_reaches_the_network(module: Module) -> list[str]:
    """Signatures never leave the machine, so the program has no means to send them.

    But for the database on a server that IT names: `core/store/server.py` may open and encrypt its line.
    """
    if module.part == "tests":
        return []
    inside = {word for name in module.imports for word in NETWORK if is_or_inside(name, word)}
    if module.place == "core/store/server.py":
        inside -= {"socket", "ssl"}
    return [f"{word} is imported" for word in sorted(inside)]


def no_data_is_run_as_code(module: Module) -> list[str]:
    """A file that is opened must not be able to run; models are safetensors, records are JSON and SQL."""
    if module.part == "tests":
        return []
    found = [f"{name} is used" for name in _used(module, CODE_FROM_DATA)]
    for _, call in module.calls():
        found += ["allow_pickle is set" for keyword in call.keywords if keyword.arg == "allow_pickle"]
    return found


def colours_come_from_the_theme(module: Module) -> list[str]:
    """A colour outside the theme escapes both the dark palette and the contrast test."""
    if module.part != "app" or module.place.startswith("app/theme/"):
        return []
    found = [f"the colour {text!r}" for text in module.strings() if COLOUR.search(text)]
    for name, call in module.calls():
        is_literal = bool(call.args) and all(isinstance(value, ast.Constant) for value in call.args)
        if name.rpartition(".")[2] in {"QColor", "qRgb", "qRgba"} and is_literal:
            found.append(f"a colour made of literals in line {call.lineno}")
    named = {name for name in module.names if is_or_inside(name, "Qt.GlobalColor")}
    return found + [f"{name}" for name in sorted(named - {"Qt.GlobalColor", "Qt.GlobalColor.transparent"})]


def jobs_report_to_methods_only(module: Module) -> list[str]:
    """A lambda connected to a job may run on the lane's thread; a bound method of a QObject comes home."""
    if module.part != "app":
        return []
    found = []
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        signal, slot = node.func.value, node.args[0]
        is_job = isinstance(signal, ast.Attribute) and signal.attr in JOB_SIGNALS
        is_loose = isinstance(slot, ast.Lambda | ast.Call | ast.Name)
        if node.func.attr == "connect" and is_job and is_loose:
            found.append(f"line {node.lineno} connects a job to something that is no method")
    return found
