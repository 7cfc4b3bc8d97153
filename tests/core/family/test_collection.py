"""Do the parts of a collection keep whose examples they are, and are the three sides apart?"""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.errors import BadData
from core.family.collection import Collection, split_classes, split_examples
from tests.core.family.builders import patterns, picture, with_forgeries


def test_pictures_are_read_as_numbers_between_nought_and_one() -> None:
    read = patterns(2, examples=3).read(np.array([4, 0]))
    assert read.shape == (2, 1, 16, 16)
    assert read.dtype == torch.float32
    np.testing.assert_allclose(read[0, 0].numpy(), picture(1, 1) / 255.0, atol=1e-6)


def test_some_classes_are_numbered_anew_and_keep_their_examples() -> None:
    whole = patterns(4, examples=3, groups=2)
    part = whole.of_classes([3, 1])
    assert part.names == ("3", "1")
    assert part.groups == ("group 1", "group 1")
    assert part.label.tolist() == [1, 1, 1, 0, 0, 0]
    assert torch.equal(part.read(part.rows_of(0)), whole.read(whole.rows_of(3)))


def test_parts_of_parts_read_the_right_rows() -> None:
    whole = patterns(5, examples=4)
    part = whole.of_classes([1, 2, 4]).of_rows(np.array([5, 9, 11]))
    assert part.label.tolist() == [1, 2, 2]
    assert torch.equal(part.read(np.array([2])), whole.read(np.array([19])))


def seen(side: Collection) -> set[bytes]:
    return {one.numpy().tobytes() for one in side.read(np.arange(side.label.size))}


def test_a_split_by_example_has_every_class_on_every_side_and_no_example_twice() -> None:
    sides = split_examples(patterns(3, examples=10), shares=(0.2, 0.3), seed=1)
    kept = [sides.training, sides.development, sides.test]
    assert [np.bincount(side.label).tolist() for side in kept] == [[5] * 3, [2] * 3, [3] * 3]
    assert len(set().union(*map(seen, kept))) == 30


def test_a_split_by_class_has_no_class_twice() -> None:
    sides = split_classes(patterns(10, examples=2), shares=(0.2, 0.3), seed=1)
    kept = [sides.training, sides.development, sides.test]
    assert [len(side.names) for side in kept] == [5, 2, 3]
    assert len({name for side in kept for name in side.names}) == 10


def test_too_few_classes_are_refused() -> None:
    with pytest.raises(BadData, match="too few classes"):
        split_classes(patterns(4, examples=2), shares=(0.2, 0.3), seed=1)


def test_forgeries_are_no_examples_of_their_class() -> None:
    signed = with_forgeries(genuine=4, forged=3)
    assert signed.has_forgeries
    assert signed.rows_of(1).tolist() == [7, 8, 9, 10]
    assert signed.rows_of(1, genuine=False).tolist() == [11, 12, 13]
    assert not patterns(2).has_forgeries
