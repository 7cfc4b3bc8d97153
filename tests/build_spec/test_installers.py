"""Do the installers for Windows and macOS, which are not run here, ask for files that there are?"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from build_spec import deb, smoke
from build_spec.installer import command
from tests.house.tree import ROOT

SCRIPT = ROOT / "build_spec" / "windows" / "specimen.iss"
IMAGE = ROOT / "build_spec" / "macos" / "dmg.sh"
SHELL = shutil.which("sh")
shell = pytest.mark.skipif(SHELL is None, reason="runs a shell's script")


@pytest.fixture
def setup() -> str:
    """What the setup program for Windows is told, without remarks."""
    lines = SCRIPT.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith(";"))


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """The tools of a Mac, which here only write down how they were called."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in ("codesign", "hdiutil", "xcrun"):
        tool = folder / name
        tool.write_text(f'#!/bin/sh\necho "{name} $*" >> "{tmp_path}/called"\n')
        tool.chmod(0o755)
    return folder


def image(tools: Path, folder: Path, **more: str) -> tuple[str, list[str]]:
    """Make the disk image of an app; returns what was said, and which tools did what."""
    app = folder / "Specimen.app"
    app.mkdir()
    done = subprocess.run(
        ["sh", str(IMAGE), str(app), str(folder / "Specimen.dmg")],
        env={"PATH": f"{tools}:{os.environ['PATH']}", **more},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, (folder / "called").read_text().splitlines()


def test_each_platform_has_its_command(tmp_path: Path) -> None:
    for platform, script in (("win32", SCRIPT), ("darwin", IMAGE)):
        assert str(script) in command(tmp_path, platform=platform)
    assert command(tmp_path, platform="linux")[1:] == ["-m", "build_spec.deb", "--dist", str(tmp_path)]


def test_setup_names_files_that_there_are(setup: str) -> None:
    named = re.findall(r"(?:SourcePath \+ \"|\{#SourcePath\})\\([\w.\\]+)", setup)
    assert {r"..\..\LICENSE", r"..\..\dist\specimen", r"..\..\build\specimen\program.ico"} == set(named)
    assert (SCRIPT.parent / ".." / ".." / "LICENSE").is_file()


def test_setup_leaves_what_it_settled_and_the_records(setup: str) -> None:
    assert f'Excludes: "\\{deb.ITS}"' in setup
    assert "[UninstallDelete]" not in setup
    deleted = re.findall(r'^Type: .*Name: "(.*)"', setup, re.MULTILINE)
    assert deleted == [r"{app}\_internal", r"{app}\licences"]
    assert "LOCALAPPDATA" not in setup.upper()


def test_setup_is_for_everybody_and_64_bits(setup: str) -> None:
    said = dict(re.findall(r"^(\w+)=(.*)$", setup, re.MULTILINE))
    assert said["PrivilegesRequired"] == "admin"
    assert said["PrivilegesRequiredOverridesAllowed"] == "commandline dialog"
    assert said["ArchitecturesAllowed"] == said["ArchitecturesInstallIn64BitMode"] == "x64compatible"
    assert re.fullmatch(r"\{\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", said["AppId"])


@shell
def test_a_disk_image_is_made_without_a_certificate_and_says_so(tools: Path, tmp_path: Path) -> None:
    said, called = image(tools, tmp_path)
    assert [line.split()[0] for line in called] == ["hdiutil"]
    assert "SPECIMEN_SIGN_AS names no certificate" in said
    assert "Not notarised" in said


@shell
def test_an_app_is_signed_before_it_is_packed_and_the_image_notarised_after(
    tools: Path, tmp_path: Path
) -> None:
    said, called = image(tools, tmp_path, SPECIMEN_SIGN_AS="The Bank", SPECIMEN_NOTARY_PROFILE="bank")
    steps = [line.split()[0] for line in called]
    assert steps == ["codesign", "hdiutil", "codesign", "xcrun", "xcrun"]
    assert "--sign The Bank" in called[0]
    assert (IMAGE.parent / "entitlements.plist").is_file()
    assert f"--entitlements {IMAGE.parent / 'entitlements.plist'}" in called[0]
    assert said == ""


@shell
@pytest.mark.parametrize("code, wrong", [(0, 0), (10, 1), (6, 1)])
def test_a_program_that_ends_otherwise_than_it_should_is_noticed(
    tmp_path: Path, code: int, wrong: int, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "specimen"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --screenshot ] && : > "$2"\n[ "$1" = doctor ] && exit {code}\nexit 0\n'
    )
    program.chmod(0o755)
    assert smoke.main([str(program)]) == wrong
    assert f"specimen doctor: exit code {code}" in capsys.readouterr().out


@shell
def test_a_picture_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    program = tmp_path / "specimen"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    assert smoke.main([str(program)]) == 1
