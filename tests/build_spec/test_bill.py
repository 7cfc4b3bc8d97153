"""Does the bill of materials name every package with its version and licence, and come with the texts?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pydantic
import pytest
import torch

from build_spec import bill
from build_spec.bill import Component

MADE_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_packages_are_found_by_their_files() -> None:
    found = bill.packages([torch.__file__, pydantic.__file__, "/nowhere/x.py"])
    assert [one.name for one in found] == ["pydantic", "torch"]


def test_every_package_comes_with_what_tells_its_version() -> None:
    places = [place for place, _, _ in bill.names_and_versions([pydantic.__file__])]
    assert places == [f"pydantic-{version('pydantic')}.dist-info/METADATA"]


def test_the_bill_is_cyclonedx(tmp_path: Path) -> None:
    ourselves = Component("specimen", "1.0", "Apache-2.0", "pkg:generic/specimen@1.0")
    theirs = Component("odd", "2.0", "GPLv2 with an exception", "pkg:pypi/odd@2.0")
    bill.write_bill(tmp_path / "bill.json", [theirs], of=ourselves, made_at=MADE_AT)
    told = json.loads((tmp_path / "bill.json").read_text(encoding="utf-8"))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert told["metadata"]["timestamp"] == "2026-03-02T09:00:00Z"
    assert told["metadata"]["component"]["licenses"] == [{"expression": "Apache-2.0"}]
    (part,) = told["components"]
    assert (part["name"], part["version"], part["purl"]) == ("odd", "2.0", "pkg:pypi/odd@2.0")
    assert part["licenses"] == [{"license": {"name": "GPLv2 with an exception"}}]


@pytest.mark.parametrize("name", ["pydantic", "numpy", "Python", "pyinstaller"])
def test_known_packages_have_a_version_a_licence_and_its_text(name: str) -> None:
    import numpy as np

    parts = {part.name: part for part in bill.components([pydantic.__file__, np.__file__])}
    part = parts[name]
    assert part.version
    assert part.licence
    assert part.version in part.purl
    assert part.texts or name == "Python"  # some systems keep Python's elsewhere


def test_texts_of_the_same_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "LICENSE").write_text(folder, encoding="utf-8")
    texts = (tmp_path / "a" / "LICENSE", tmp_path / "b" / "LICENSE")
    parts = [
        Component("one", "1", "MIT", "pkg:pypi/one@1", texts),
        Component("two", "1", "MIT", "pkg:pypi/two@1"),
    ]
    assert bill.write_licences(tmp_path / "licences", parts) == ["two"]
    assert sorted(file.read_text("utf-8") for file in (tmp_path / "licences" / "one").iterdir()) == ["a", "b"]
