"""Does a verification from a shell say what the desk would, and in its exit code too?"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core.image.drawing import draw
from core.image.page import Page
from core.image.read import encode_png
from core.net.pen.checkpoint import save_pen
from tests.core.cli.saved import model_with, verified
from tests.core.net.pen.small import PEN_CARD, small_pen
from tests.core.pen.builders import written as way
from tests.core.shell import Run


@pytest.mark.parametrize(
    "reject, accept, code, word",
    [(-99, -99, 0, "accept"), (-99, 99, 10, "refer"), (99, 99, 11, "reject")],
)
def test_the_exit_code_is_the_advice(
    run: Run, scans: list[Path], tmp_path: Path, reject: float, accept: float, code: int, word: str
) -> None:
    model = model_with(tmp_path / "m.safetensors", reject=reject, accept=accept)
    found = run(*verified(scans, model))
    assert found.code == code
    assert found.out.startswith(f"{word}: distance ")
    assert found.err == ""


def test_json_holds_all_that_the_desk_would_show(run: Run, scans: list[Path], model: Path) -> None:
    found = json.loads(run(*verified(scans, model), "--json").out)
    assert found["verdict"] == "refer"
    assert set(found["distances"]) == {str(scans[0]), str(scans[1])}
    assert found["distance"] == min(found["distances"].values())
    assert 0 <= found["distance"] <= 2
    assert abs(found["llr"]) <= abs(found["score"])
    assert {reason["kind"] for reason in found["reasons"]} >= {"distance", "slant", "proportions"}
    assert all(finding["severity"] == "note" for finding in found["quality"])
    assert found["model_digest"] == json.loads(model.with_suffix(".json").read_text("utf-8"))["digest"]
    assert found["milliseconds"] > 0
    assert (found["thresholds"]["reject_llr"], found["thresholds"]["accept_llr"]) == (-99.0, 99.0)
    assert "findings" not in found
    assert found["pen"] is None


def test_what_a_pad_recorded_is_judged_by_the_pen_too(
    run: Run, scans: list[Path], model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pen = tmp_path / "pen.safetensors"
    save_pen(small_pen(), PEN_CARD, pen)
    monkeypatch.setattr("core.cli.verify.pen_model", lambda: pen)
    monkeypatch.setattr("core.image.read.read_page", lambda path: draw(way(3, k=scans.index(path))))
    found = json.loads(run(*verified(scans, model), "--json").out)
    assert set(found["pen"]["distances"]) == {str(scans[0]), str(scans[1])}
    assert found["llr"] == found["pen"]["fused_llr"]
    assert {"rhythm", "duration"} <= {reason["kind"] for reason in found["reasons"]}
    said = run(*verified(scans, model)).out
    assert f"(image {found['pen']['image_llr']:+.2f}, pen {found['pen']['llr']:+.2f})" in said


def test_a_pens_model_that_cannot_be_used_is_named_and_images_are_judged(
    run: Run, scans: list[Path], model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(*verified(scans, model))
    monkeypatch.setattr("core.cli.verify.pen_model", lambda: tmp_path / "gone.safetensors")
    after = run(*verified(scans, model))
    assert (after.code, after.out) == (before.code, before.out)
    assert "gone.safetensors" in after.err


@pytest.mark.parametrize("place", [0, -1], ids=["specimen", "presented"])
@pytest.mark.parametrize("kind", ["missing", "blank", "damaged"])
def test_a_scan_that_cannot_be_judged_is_named_on_one_line(
    run: Run, scans: list[Path], model: Path, tmp_path: Path, place: int, kind: str
) -> None:
    bad = tmp_path / "bad.png"
    if kind == "blank":
        bad.write_bytes(encode_png(Page(grey=np.full((200, 400), 255, np.uint8), dpi=200.0)))
    if kind == "damaged":
        bad.write_bytes(b"\x89PNG and no more")
    scans[place] = bad
    found = run(*verified(scans, model))
    assert (found.code, found.out) == (4, "")
    assert found.err.startswith("bad.png: ")
    assert found.err.count("\n") == 1
