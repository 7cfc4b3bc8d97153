"""Is what the bank has collected put together as frames, and are its writers kept apart for good?"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.learning.material import collected, collection_of, sides_of
from core.store.learning_records import Label, LabelSource
from tests.core.data.builders import numbered
from tests.core.learning.builders import add_signatory, collection, enrol, imported, open_bank, pieces


def test_rows_and_keys_stay_together() -> None:
    ordered = collected(list(reversed(pieces(2))))
    by_key = {piece.key: piece for piece in pieces(2)}
    for row, key in enumerate(ordered.keys):
        piece = by_key[int(key)]
        assert np.array_equal(ordered.frames.packed[row], piece.frame)
        assert ordered.frames.signatories[ordered.frames.signatory[row]] == f"bank/{piece.owner}"
        assert ordered.frames.is_genuine[row] == piece.is_genuine


def test_the_same_ink_of_one_owner_counts_once() -> None:
    twice = [*pieces(1), pieces(1)[0]._replace(key=99)]
    assert len(collected(twice).keys) == len(pieces(1))
    others = [*pieces(1), pieces(1)[0]._replace(key=99, owner="somebody else")]
    assert len(collected(others).keys) == len(pieces(1)) + 1


def test_nothing_collected_is_an_empty_set() -> None:
    nothing = collected([])
    assert (len(nothing.keys), nothing.frames.signatories) == (0, ())
    assert sides_of(nothing.frames) == ((), (), ())


def test_part_of_the_writers_keeps_its_keys() -> None:
    every = collection(3)
    writer = every.frames.writers[1]
    part = every.of_writers([writer])
    rows = np.flatnonzero(every.frames.signatory == 1)
    assert part.keys.tolist() == every.keys[rows].tolist()
    assert np.array_equal(part.frames.packed, every.frames.packed[rows])


def test_a_writer_keeps_its_side_when_others_come() -> None:
    few = sides_of(numbered([f"bank/w{n}" for n in range(40)]))
    many = sides_of(numbered([f"bank/w{n}" for n in range(400)]))
    for before, after in zip(few, many, strict=True):
        assert before
        assert set(before) <= set(after)
    assert len(set().union(*many)) == 400
    # 400 draws at a share of 0.2: four standard deviations are 32
    assert abs(len(many.test) - 80) < 32
    assert abs(len(many.calibration) - 80) < 32


def test_specimens_and_labelled_examples_are_collected_and_nothing_else(tmp_path: Path) -> None:
    with open_bank(tmp_path) as bank:
        specimens = enrol(bank, add_signatory(bank), 3)
        new = [imported(row, label=label) for row, label in ((5, Label.GENUINE), (6, Label.FORGED))]
        genuine, forged = bank.keep_examples(new, officer="R. Amara")
        [left_out] = bank.keep_examples([imported(9)], officer="R. Amara")
        bank.relabel(
            [left_out], label=Label.EXCLUDED, source=LabelSource.OUTCOME, officer="R. Amara", reason="a stamp"
        )
        found = collection_of(bank)
    assert sorted(found.keys.tolist()) == sorted([*(-key for key in specimens), genuine, forged])
    owners = {found.frames.signatories[number] for number in found.frames.signatory}
    assert owners == {"bank/signatory-1", "bank/import-archive/w-7"}
