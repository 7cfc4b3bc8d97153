"""Do the workflows run nothing that is only written there, and ask for no more than they need?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RUN = re.compile(r"^ *-? *run: *(.*)$", re.MULTILINE)
USES = re.compile(r"^ *-? *uses: *(.*)$", re.MULTILINE)
COMMANDS = (
    re.compile(r"(?:sudo )?make (?P<target>[\w-]+)"),
    re.compile(r"python -m (?P<module>build_spec\.\w+)"),
    re.compile(r'python -m pip install --editable "\.\[(?P<extra>\w+)\]"'),
)
each = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)


def unknown(command: str) -> str:
    """Return what a command asks for that there is not, and nothing where all is there."""
    for form in COMMANDS:
        found = form.fullmatch(command)
        if found:
            return _missing(**found.groupdict())
    return command


def _missing(*, target: str = "", module: str = "", extra: str = "") -> str:
    if target:
        makefile = (ROOT / "Makefile").read_text("utf-8")
        return "" if re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE) else f"make {target}"
    if module:
        place = ROOT.joinpath(*module.split(".")).with_suffix(".py")
        is_command = place.is_file() and 'if __name__ == "__main__":' in place.read_text("utf-8")
        return "" if is_command else module
    return "" if f"\n{extra} = [" in (ROOT / "pyproject.toml").read_text("utf-8") else extra


def read(workflow: Path) -> Any:
    """Return what a workflow says, where there is something to read it with."""
    return pytest.importorskip("yaml").safe_load(workflow.read_text("utf-8"))


def test_changes_are_tested_and_releases_built() -> None:
    assert [path.name for path in WORKFLOWS] == ["release.yml", "test.yml"]


@each
def test_every_command_is_one_that_a_person_can_give(workflow: Path) -> None:
    commands = RUN.findall(workflow.read_text("utf-8"))
    assert commands
    assert [unknown(command) for command in commands if unknown(command)] == []


@pytest.mark.parametrize(
    "command", ["make coffee", "python -m build_spec.trim", "python -m build_spec.gone", "rm -r dist", "|"]
)
def test_a_command_that_nobody_else_can_give_is_noticed(command: str) -> None:
    assert unknown(command)


@each
def test_actions_are_pinned_to_a_major_version(workflow: Path) -> None:
    uses = USES.findall(workflow.read_text("utf-8"))
    assert uses
    assert [action for action in uses if not re.fullmatch(r"actions/[\w-]+@v\d+", action)] == []


@each
def test_nothing_may_be_written_and_no_secret_is_read(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    assert re.search(r"^permissions:\n  contents: read\n\n", text, re.MULTILINE)
    assert "write" not in re.sub(r"#.*", "", text)
    assert "secrets." not in text


@each
def test_a_workflow_is_well_formed(workflow: Path) -> None:
    said = read(workflow)
    assert said["permissions"] == {"contents": "read"}
    for job in said["jobs"].values():
        assert job["timeout-minutes"] <= 90
        assert all({"run", "uses"} & step.keys() for step in job["steps"])


def test_a_release_is_built_and_tried_on_three_platforms() -> None:
    said = read(ROOT / ".github" / "workflows" / "release.yml")
    (job,) = said["jobs"].values()
    assert {one["system"] for one in job["strategy"]["matrix"]["include"]} == {"linux", "windows", "macos"}
    steps = [step["run"] for step in job["steps"] if "run" in step]
    assert steps[-3:] == [f"python -m build_spec.{name}" for name in ("bundle", "smoke", "installer")]
    assert job["steps"][-1]["uses"].startswith("actions/upload-artifact@")
