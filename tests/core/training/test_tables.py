"""Do the figures in the README come from the result files, and from nowhere else?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.errors import BadData
from core.training.tables import accuracy_tables, fill_tables, speed_table
from tests.core.training.test_family_table import result

MARKS = """# Specimen
<!-- figures:start accuracy -->
old figures
<!-- figures:end accuracy -->
Between.
<!-- figures:start speed -->
<!-- figures:end speed -->
After.
"""


def row(protocol: str, measure: str, value: float, **more: Any) -> dict[str, Any]:
    """Return one figure of a result file."""
    return {"protocol": protocol, "set_name": "cedar", "measure": measure, "value": value, **more}


MEASURED = {
    "command": "python -m core evaluate --data DATA",
    "date": "2026-03-02",
    "model": "0123456789abcdef",
    "figures": [
        row("pairs", "EER", 0.0512, low=0.04, high=0.0667, specimens=1),
        row("desk", "EER", 0.03, low=0.02, high=0.04, specimens=1),
        row("desk", "minCllr", 0.2, low=None, high=None, specimens=1),
        row("desk", "genuine accepted", 0.91, low=0.9, high=0.92, specimens=5),
        row("probe", "AUC, embedding", 0.6123),
    ],
}
BENCH = {
    "command": "make bench",
    "figures": [
        {"name": "verify", "value": 38.21, "unit": "ms", "limit": 100.0},
        {"name": "made up", "value": 210.0, "unit": "/s", "limit": 150.0, "at_least": True},
        {"name": "memory", "value": 0.91, "unit": "GB"},
    ],
}


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder with a result file of each kind."""
    folder = tmp_path / "results"
    folder.mkdir()
    (folder / "evaluate.json").write_text(json.dumps(MEASURED), "utf-8")
    (folder / "bench.json").write_text(json.dumps(BENCH), "utf-8")
    return folder


def test_figures_stand_with_their_interval_and_the_command_that_made_them() -> None:
    text = accuracy_tables([MEASURED, BENCH])
    assert "    python -m core evaluate --data DATA    # 2026-03-02, model 0123456789ab" in text
    assert "| cedar | 0.051 [0.040, 0.067] |" in text
    assert "| cedar | 1 | 0.030 [0.020, 0.040] |  |  | 0.200 |" in text
    assert "| cedar | 5 | 0.910 [0.900, 0.920] |" in text
    assert "| cedar | embedding | 0.612 |" in text
    assert "verify" not in text


def test_losses_and_other_banks_paper_have_tables_of_their_own() -> None:
    interval = {"low": 0.1, "high": 0.3}
    figures = [
        row("bitonal", "EER", 0.22, **interval, specimens=3),
        row("bitonal", "Cllr", 0.5, **interval, specimens=3),
        row("bitonal", "EER, as scanned", 0.2, **interval, specimens=3),
        row("bitonal", "EER, lost", 0.02, low=-0.01, high=0.03, specimens=3),
        row("cross", "EER", 0.3, **interval, specimens=1),
        row("cross", "EER", 0.25, **interval, specimens=5),
        row("cross", "Cllr - minCllr", 0.125, low=None, high=None, specimens=5),
        row("cross", "FAR, set for 1%", 0.21, **interval, specimens=5),
        row("cross, recalibrated", "EER", 0.24, **interval, specimens=5),
        row("cross, recalibrated", "FAR, set for 1%", 0.15, **interval, specimens=5),
        row("cross, recalibrated", "genuine accepted", 0.6, **interval, specimens=5),
    ]
    text = accuracy_tables([{**MEASURED, "figures": figures}])
    ends = "[0.100, 0.300]"
    for line in (
        f"| cedar | 3 | 0.200 {ends} | 0.220 {ends} | 0.020 [-0.010, 0.030] |",
        f"| cedar | 1 | as shipped | 0.300 {ends} |  |  |",
        f"| cedar | 5 | as shipped | 0.250 {ends} |  | 0.125 |\n| cedar | 5 | ten writers | 0.240 {ends} |",
        f"| cedar | 5 | ten writers | 0.150 {ends} |  |  |  |",
        f"| cedar | 5 | ten writers | 0.600 {ends} |  |  |  |  |",
    ):
        assert line in text
    assert "**desk" not in text
    assert "bitonal" not in accuracy_tables([MEASURED])
    assert "cross" not in accuracy_tables([MEASURED])


def test_other_methods_stand_beside_ours_set_by_set() -> None:
    """Ours where it was trained on the literature's split; nothing at all before another was measured."""

    def found(error: float) -> list[dict[str, Any]]:
        desk = [row("desk", "EER", error / n, specimens=n) for n in (1, 5)]
        return [row("pairs", "EER", error, low=0.1, high=0.9, specimens=1), *desk]

    rival = {"command": "python -m core rival hog", "date": "2026-03-02", "rival": "hog", "passes": 0}
    results: list[dict[str, Any]] = [
        MEASURED | {"figures": found(0.25), "passes": 720, "split": "literature"},
        MEASURED | {"figures": found(0.5), "split": "fold"},
        rival | {"figures": found(0.75)},
    ]
    text = accuracy_tables(results)
    beside = text.partition("**beside other methods**")[2].splitlines()[4:]
    assert beside == [
        "| cedar | hog | 0 | 0.750 [0.100, 0.900] | 0.150 |",
        "| cedar | ours | 720 | 0.250 [0.100, 0.900] | 0.050 |",
    ]
    assert "    python -m core rival hog    # 2026-03-02, 0 image passes" in text
    assert text.count("0.750") == 1
    assert "beside other" not in accuracy_tables([MEASURED, BENCH])
    assert speed_table(results) == ""


def test_speed_stands_with_its_limit() -> None:
    assert speed_table([MEASURED, BENCH]).splitlines()[2:] == [
        "| verify | 38.2 ms | at most 100 ms |",
        "| made up | 210 /s | at least 150 /s |",
        "| memory | 0.91 GB |  |",
    ]


def test_tables_replace_what_stood_between_the_marks_and_nothing_else(tmp_path: Path, results: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(MARKS, "utf-8")
    fill_tables(readme, results)
    once = readme.read_text("utf-8")
    assert "old figures" not in once
    assert once.startswith("# Specimen\n<!-- figures:start accuracy -->\nMade by:")
    assert "<!-- figures:end accuracy -->\nBetween.\n<!-- figures:start speed -->\n| what |" in once
    assert once.endswith("<!-- figures:end speed -->\nAfter.\n")
    fill_tables(readme, results)
    assert readme.read_text("utf-8") == once
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "results"]


@pytest.mark.parametrize("name", ["accuracy", "speed"])
def test_a_missing_mark_is_told_and_nothing_is_written(tmp_path: Path, results: Path, name: str) -> None:
    readme = tmp_path / "README.md"
    text = MARKS.replace(f"figures:end {name}", "")
    readme.write_text(text, "utf-8")
    with pytest.raises(BadData, match=name):
        fill_tables(readme, results)
    assert readme.read_text("utf-8") == text


@pytest.mark.parametrize("text", ["not JSON", "[]", "{}", "3"])
def test_a_file_that_is_no_result_is_told_by_name(tmp_path: Path, results: Path, text: str) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(MARKS, "utf-8")
    (results / "wrong.json").write_text(text, "utf-8")
    with pytest.raises(BadData) as refused:
        fill_tables(readme, results)
    assert refused.value.where == "wrong.json"


def test_a_folder_of_results_or_a_page_that_is_not_there_is_told(tmp_path: Path, results: Path) -> None:
    readme = tmp_path / "README.md"
    with pytest.raises(BadData):
        fill_tables(readme, results)
    readme.write_text(MARKS, "utf-8")
    with pytest.raises(BadData):
        fill_tables(readme, tmp_path / "nowhere")
    assert readme.read_text("utf-8") == MARKS


def test_the_published_systems_have_marks_and_a_folder_of_their_own(tmp_path: Path, results: Path) -> None:
    """Without results nothing is asked of the page, and what lies in the folder is in no other table."""
    readme = tmp_path / "README.md"
    readme.write_text(MARKS, "utf-8")
    (results / "family").mkdir()
    with pytest.raises(BadData, match="no marks for the family"):
        fill_tables(readme, results)
    readme.write_text(MARKS + "<!-- figures:start family -->\n<!-- figures:end family -->\n", "utf-8")
    (results / "family" / "one.json").write_text(json.dumps(result("one", 2015)), "utf-8")
    fill_tables(readme, results)
    text = readme.read_text("utf-8")
    assert "(results/family/one.svg)" in text
    assert text.count("one (2015)") == 1


def test_results_that_a_page_cannot_name_are_refused(tmp_path: Path, results: Path) -> None:
    (results / "family").mkdir()
    elsewhere = tmp_path / "pages" / "README.md"
    elsewhere.parent.mkdir()
    elsewhere.write_text(MARKS, "utf-8")
    with pytest.raises(BadData, match=r"does not lie beside README\.md"):
        fill_tables(elsewhere, results)
