"""Are collected signatures taken in, handed out whole, and looked over?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.errors import BadData, RefusedRecord
from core.image.page import Page
from core.image.read import encode_png
from core.learning.checks import OddKind
from core.learning.exchange import TABLE
from core.learning.pairs import export_to, import_from, label_llrs, odd_ones
from core.progress import Cancelled, Tick
from core.scoring.policy import BankCalibration
from core.store.bank import Bank
from core.store.learning_records import Label, LabelSource
from core.training.trials import Signatory
from tests.core.learning.builders import add_signatory, enrol, fusions, imported, made_up, open_bank
from tests.core.training.builders import by_distance, card


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with open_bank(tmp_path / "bank") as opened:
        yield opened


def written(folder: Path, *, writers: int = 2) -> Path:
    """Write made-up ink as scans of a page in folders by writer and kind."""
    frames = made_up(4)
    for row in range(7 * writers):
        kind = "genuine" if frames.is_genuine[row] else "forged"
        goal = folder / f"w{frames.signatory[row]}" / kind / f"{row}.png"
        goal.parent.mkdir(parents=True, exist_ok=True)
        ink = np.pad(frames.frames([row])[0, 0], 12)
        goal.write_bytes(encode_png(Page(np.where(ink > 0, 30, 245).astype(np.uint8), dpi=200.0)))
    return folder


def test_a_folder_is_taken_in_under_the_name_of_its_batch(bank: Bank, tmp_path: Path) -> None:
    came = import_from(bank, written(tmp_path / "in"), batch="archive 2025", officer="S. Okoye")
    assert (came.kept, came.unreadable) == (14, ())
    kept = bank.examples()
    assert {one.batch for one in kept} == {"archive 2025"}
    assert {(one.writer, one.label) for one in kept} == {
        (writer, label) for writer in ("w0", "w1") for label in (Label.GENUINE, Label.FORGED)
    }
    assert all(one.source is LabelSource.IMPORT and one.is_fit for one in kept)


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_kept(bank: Bank, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", writers=1)
    (folder / "w0" / "genuine" / "broken.png").write_bytes(b"not a picture")
    came = import_from(bank, folder, batch="archive", officer="S. Okoye")
    assert (came.kept, came.unreadable) == (7, ("broken.png",))


def test_an_import_needs_an_officer_and_a_folder_with_signatures(bank: Bank, tmp_path: Path) -> None:
    with pytest.raises(RefusedRecord):
        import_from(bank, written(tmp_path / "in", writers=1), batch="archive", officer=" ")
    (tmp_path / "nothing").mkdir()
    with pytest.raises(BadData):
        import_from(bank, tmp_path / "nothing", batch="archive", officer="S. Okoye")
    assert bank.examples() == []


def test_stopped_what_was_taken_in_stays(bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.learning.pairs.AT_ONCE", 5)

    def stop(tick: Tick) -> None:
        if tick.done >= 10:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_from(bank, written(tmp_path / "in"), batch="archive", officer="S. Okoye", report=stop)
    assert len(bank.examples()) == 10


def test_what_is_handed_out_can_be_taken_in_elsewhere(bank: Bank, tmp_path: Path) -> None:
    import_from(bank, written(tmp_path / "in"), batch="archive", officer="S. Okoye")
    enrol(bank, add_signatory(bank), 2)
    excluded = bank.examples()[0].id
    bank.relabel(
        [excluded], label=Label.EXCLUDED, source=LabelSource.CLERK, officer="S. Okoye", reason="a stamp"
    )
    assert export_to(bank, tmp_path / "out") == 2 + 13
    with open_bank(tmp_path / "other") as other:
        came = import_from(other, tmp_path / "out" / TABLE, batch="from head office", officer="S. Okoye")
        assert came.kept == 15
        labels = [one.label for one in other.examples()]
        assert (labels.count(Label.GENUINE), labels.count(Label.FORGED)) == (2 + 8, 5)
    with pytest.raises(BadData):
        export_to(bank, tmp_path / "out")


def seen_rightly() -> tuple[list[Signatory], list[int], dict[int, str]]:
    """Return 30 signatories as a perfect model sees them, and the labels of what is theirs."""
    measured: list[Signatory] = []
    labels: dict[int, str] = {}
    start = 0
    for number in range(30):
        distance = np.full((7, 8), 0.2)
        distance[:, 7] = 1.0
        rows = np.arange(start, start + 8)
        measured.append(Signatory(number, "bank", 7, 1, distance, 4 - 8 * distance, np.zeros((8, 3)), rows))
        labels |= {start + place + 1: "genuine" if place < 7 else "forged" for place in range(8)}
        start += 8
    return measured, list(range(1, start + 1)), labels


def test_a_piece_is_judged_against_the_others_of_its_name() -> None:
    measured, keys, labels = seen_rightly()
    calibration = BankCalibration(calibrations=(by_distance(),), cuts=(card().thresholds,))  # type: ignore[arg-type]
    llrs = label_llrs(measured, keys, calibration)
    assert set(llrs) == set(keys)
    assert all((llrs[key] > 0) == (labels[key] == "genuine") for key in keys)


def test_conflicts_and_unfit_scans_are_found_in_the_bank(bank: Bank) -> None:
    signatory = add_signatory(bank)
    enrol(bank, signatory, 2)
    same = [imported(5, label=label, writer="w") for label in (Label.GENUINE, Label.FORGED)]
    first, second = bank.keep_examples(same, officer="S. Okoye")
    calibration = BankCalibration(calibrations=fusions(), cuts=(card().thresholds,))  # type: ignore[arg-type]
    found = odd_ones(bank, [], [], calibration)
    conflicts = {odd.key: odd.others for odd in found if odd.kind is OddKind.CONFLICT}
    assert conflicts == {first: (second,), second: (first,)}
