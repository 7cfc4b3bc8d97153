"""Do the documents point at files that exist, and are their parts whole?"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from tests.house.tree import ROOT

DOCUMENTS = ("README.md", "CHANGELOG.md", "DECISIONS.md", "tests/benchmarks/README.md")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
BLOCK = re.compile(r"<!-- figures:(start \w+|end \w+) -->")


def broken_links(document: Path) -> list[str]:
    """Return the relative links of a document that lead to no file."""
    targets = LINK.findall(document.read_text(encoding="utf-8"))
    return [target for target in targets if not (document.parent / target).exists()]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    assert broken_links(ROOT / name) == []


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_text("[there](README.md) [web](https://x) [part](#x) ![gone](a/b.png)", encoding="utf-8")
    assert broken_links(document) == ["a/b.png"]


def test_the_readme_shows_every_page_in_both_themes() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    pages, themes = (re.search(rf"^{name} *:= (.+)$", makefile, re.MULTILINE) for name in ("PAGES", "THEMES"))
    assert pages
    assert themes
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    for page, theme in product(pages[1].split(), themes[1].split()):
        assert f"(resources/screenshots/{page}-{theme}.png)" in shown


def test_every_block_of_figures_that_opens_is_closed() -> None:
    marks = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert marks == [
        f"{side} {name}" for name in ("accuracy", "pen", "family", "speed") for side in ("start", "end")
    ]


def test_no_decision_has_the_number_of_another() -> None:
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"^### (\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
