"""Where is a computer that has nothing but Debian's smallest system? In a folder, made by debootstrap.

It takes the release of the machine that the tests run on, from where that machine takes its packages.
SPECIMEN_CLEAN_ROOT may name an archive that keeps the system from one time to the next.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

KEPT = "SPECIMEN_CLEAN_ROOT"
TOOLS = ("apt-get", "chroot", "debootstrap", "dpkg-deb", "objdump", "tar", "unshare")
APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
CLERK = 1000
PATIENCE_S = 900


class NoCleanRoot(Exception):
    """None can be made here; says why."""


@dataclass(frozen=True)
class CleanRoot:
    """The folder that is its root."""

    folder: Path

    def as_root(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command as whoever looks after the computer, with its network."""
        return self._run(APART, (), words, {"HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"})

    def as_clerk(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command as somebody without rights, a screen, or a network."""
        rights = (f"--userspec={CLERK}:{CLERK}",)
        return self._run(
            (*APART, "--net"), rights, words, {"HOME": self.home, "QT_QPA_PLATFORM": "offscreen"}
        )

    @property
    def home(self) -> str:
        """Return the clerk's own folder, as seen inside."""
        return "/home/clerk"

    def _run(
        self, apart: tuple[str, ...], rights: tuple[str, ...], words: tuple[str, ...], more: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run a command that sees its own processes only; nothing stays mounted or running after it."""
        return subprocess.run(
            [*apart, f"--mount-proc={self.folder / 'proc'}", "chroot", *rights, str(self.folder), *words],
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )


def make(folder: Path) -> CleanRoot:
    """Return a clean root in the folder; raises NoCleanRoot."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing or os.geteuid() != 0:
        raise NoCleanRoot(f"needs {', '.join(missing) or 'the rights of root'}")
    kept = Path(os.environ[KEPT]) if os.environ.get(KEPT) else None
    if kept is not None and kept.is_file():
        folder.mkdir()
        _do("tar", "--extract", f"--file={kept}", f"--directory={folder}")
    else:
        _do("debootstrap", "--variant=minbase", codename(), str(folder), mirror())
        if kept is not None:
            _do("tar", "--create", f"--file={kept}", f"--directory={folder}", ".")
    shutil.copyfile("/etc/resolv.conf", folder / "etc" / "resolv.conf")
    root = CleanRoot(folder)
    home = folder / root.home[1:]
    home.mkdir()
    os.chown(home, CLERK, CLERK)
    told = root.as_root("apt-get", "update", "--quiet")
    if told.returncode != 0:
        raise NoCleanRoot(_last(told.stderr))
    return root


def codename() -> str:
    """Return what the release is called that this machine runs."""
    try:
        return platform.freedesktop_os_release()["VERSION_CODENAME"]
    except (OSError, KeyError) as error:
        raise NoCleanRoot("the machine's release is not known") from error


def mirror() -> str:
    """Return where this machine takes the packages of its release from."""
    command = ["apt-get", "indextargets", "--format", "$(RELEASE) $(SITE)", "Created-By: Packages"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    places = (line.split(" ", 1) for line in told.stdout.splitlines())
    found = [place for release, place in places if release == codename()]
    if not found:
        raise NoCleanRoot(f"no packages of {codename()} are to be had")
    return found[0]


def _do(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    if done.returncode != 0:
        raise NoCleanRoot(f"{words[0]}: {_last(done.stdout + done.stderr)}")


def _last(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]
