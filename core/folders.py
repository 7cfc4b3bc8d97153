"""Where does the program keep what is one user's own, and where may the bank's IT have said otherwise?"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

DATABASE = "specimen.sqlite"
MANAGED = "specimen.toml"
MANAGED_VARIABLE = "SPECIMEN_MANAGED"
_NAME = "Specimen"


def usual_data_folder() -> Path:
    """Return where the records of this user are kept."""
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def usual_settings() -> Path:
    """Return the file that keeps what this user chose."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False)) / "settings.json"


def usual_log_folder() -> Path:
    """Return where the log of this user is kept."""
    return Path(platformdirs.user_log_dir(_NAME, appauthor=False))


def managed_file() -> Path | None:
    """Return the file in which IT settled things, None where there is none: beside the frozen program, on
    macOS beside its .app, whose seal it would break; of one that is not frozen, SPECIMEN_MANAGED names it.
    """
    if not getattr(sys, "frozen", False):
        named = os.environ.get(MANAGED_VARIABLE)
        return Path(named) if named else None
    program = Path(sys.executable)
    app = next((folder for folder in program.parents if folder.suffix == ".app"), None)
    beside = (app if app is not None and sys.platform == "darwin" else program).with_name(MANAGED)
    try:
        beside.lstat()
    except FileNotFoundError:
        return None
    except OSError:
        return beside  # it is there; whoever reads it will be told why it cannot be read
    return beside
