"""Is the sample bank complete, made-up and small, and does it come out the same again?"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from core.data.synthetic.bank import CUSTOMERS, main, make_bank
from core.image.read import read_page

SAMPLES = Path(__file__).parents[4] / "resources" / "samples"


def named_files(folder: Path) -> set[str]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    signatories = [one for customer in manifest["customers"] for one in customer["signatories"]]
    presented = {scan["file"] for one in signatories for scan in one["to_check"]}
    return presented | {file for one in signatories for file in one["specimens"]}


def test_manifest_names_every_scan_and_no_other(tmp_path: Path) -> None:
    count = make_bank(tmp_path, seed=7)
    assert named_files(tmp_path) == {path.name for path in tmp_path.glob("*.png")}
    assert len(named_files(tmp_path)) == count


def test_a_seed_gives_the_same_bank_and_another_seed_another(tmp_path: Path) -> None:
    for folder, seed in (("one", "7"), ("two", "7"), ("three", "8")):
        main([str(tmp_path / folder), "--seed", seed])
    one, two, three = (
        [path.read_bytes() for path in sorted((tmp_path / folder).glob("*.png"))]
        for folder in ("one", "two", "three")
    )
    assert one == two
    assert one != three


def test_shipped_bank_has_specimens_and_both_kinds_of_check_for_each_signatory() -> None:
    manifest = json.loads((SAMPLES / "manifest.json").read_text(encoding="utf-8"))
    assert [customer["number"] for customer in manifest["customers"]] == [one.number for one in CUSTOMERS]
    for customer in manifest["customers"]:
        for signatory in customer["signatories"]:
            assert 3 <= len(signatory["specimens"]) <= 6
            assert {scan["what"] for scan in signatory["to_check"]} == {"genuine", "forged"}


def test_shipped_bank_is_what_the_command_writes(tmp_path: Path) -> None:
    make_bank(tmp_path, seed=7)
    for name in named_files(tmp_path):
        written, shipped = (read_page(folder / name).grey.astype(int) for folder in (tmp_path, SAMPLES))
        assert written.shape == shipped.shape
        assert np.abs(written - shipped).mean() < 1.0  # of 255: rounding differs between processors


def test_shipped_scans_are_readable_at_their_resolution_and_small() -> None:
    files = sorted(SAMPLES / name for name in named_files(SAMPLES))
    assert sum(path.stat().st_size for path in files) < 1_500_000
    for path in files:
        page = read_page(path)
        assert page.dpi is not None
        assert abs(page.dpi - 200.0) < 0.1
