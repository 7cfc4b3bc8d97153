"""Is no hand ever on two sides, and are the literature's test writers the literature's?"""

from __future__ import annotations

from collections import Counter

import pytest

from core.data.frames import FrameSet
from core.data.split import Split, cross_split, fold_split, literature_split, random_split
from core.errors import BadData
from tests.core.data.builders import numbered

COLLECTIONS = {"bhsig260_hindi": 160, "bhsig260_bengali": 100, "cedar": 55, "other": 12}


@pytest.fixture(scope="module")
def frames() -> FrameSet:
    """A frame for every writer of the collections the literature splits, and of another."""
    names = [f"{name}/{number}" for name, count in COLLECTIONS.items() for number in range(1, count + 1)]
    return numbered(names, genuine=1, forged=0)


def of_set(writers: tuple[str, ...], name: str) -> set[int]:
    """Return the numbers of the writers of one set."""
    return {int(writer.split("/")[1]) for writer in writers if writer.startswith(f"{name}/")}


def test_a_writer_on_two_sides_is_refused() -> None:
    with pytest.raises(BadData, match="two sides"):
        Split(("a/1", "a/2"), ("a/3",), ("a/2",))


def test_the_literature_tests_its_own_writers(frames: FrameSet) -> None:
    test = literature_split(frames).test
    assert of_set(test, "bhsig260_hindi") == set(range(101, 161))
    assert of_set(test, "bhsig260_bengali") == set(range(51, 101))
    assert of_set(test, "cedar") == set(range(45, 56))
    assert of_set(test, "other") == set()


def test_names_with_leading_zeros_are_the_same_writers() -> None:
    frames = numbered(["cedar/044", "cedar/045", "cedar/x", "elsewhere/045"], genuine=1, forged=0)
    assert literature_split(frames).test == ("cedar/045",)


def test_everyone_stands_on_one_side(frames: FrameSet) -> None:
    for split in (
        literature_split(frames),
        fold_split(frames, fold=2),
        cross_split(frames, held_out=["cedar"]),
        random_split(frames),
    ):
        assert sorted(split.training + split.development + split.test) == sorted(frames.writers)


def test_development_is_a_share_of_every_set(frames: FrameSet) -> None:
    counted = {name: len(of_set(literature_split(frames).development, name)) for name in COLLECTIONS}
    assert counted == {"bhsig260_hindi": 18, "bhsig260_bengali": 9, "cedar": 8, "other": 2}


def test_a_set_of_three_gives_one_writer_to_development_and_a_set_of_two_none() -> None:
    frames = numbered(["a/1", "a/2", "a/3", "b/1", "b/2"], genuine=1, forged=0)
    (development,) = random_split(frames).development
    assert development.startswith("a/")


def test_five_folds_test_every_writer_once(frames: FrameSet) -> None:
    tested = Counter(writer for fold in range(5) for writer in fold_split(frames, fold=fold).test)
    assert tested == Counter(frames.writers)


def test_every_fold_tests_a_fifth_of_every_set(frames: FrameSet) -> None:
    for fold in range(5):
        test = fold_split(frames, fold=fold).test
        for name, count in COLLECTIONS.items():
            assert abs(len(of_set(test, name)) - count / 5) < 1


@pytest.mark.parametrize("fold", [-1, 5])
def test_a_fold_that_does_not_exist_is_refused(frames: FrameSet, fold: int) -> None:
    with pytest.raises(BadData, match="of 5"):
        fold_split(frames, fold=fold)


def test_a_set_held_out_is_tested_whole_and_chooses_nothing(frames: FrameSet) -> None:
    split = cross_split(frames, held_out=["cedar", "other"])
    assert of_set(split.test, "cedar") == set(range(1, 56))
    assert of_set(split.test, "other") == set(range(1, 13))
    assert {writer.split("/")[0] for writer in split.training + split.development} == {
        "bhsig260_hindi",
        "bhsig260_bengali",
    }
    assert len(of_set(split.development, "bhsig260_bengali")) == 18


def test_a_split_depends_on_the_writers_and_not_on_their_order(frames: FrameSet) -> None:
    turned = numbered(tuple(reversed(frames.writers)), genuine=1, forged=0)
    assert fold_split(turned, fold=1) == fold_split(frames, fold=1)
    assert literature_split(turned) == literature_split(frames)


def test_a_split_for_nobody_to_test_holds_nobody_back(frames: FrameSet) -> None:
    assert random_split(frames).test == ()


def test_the_names_of_one_hand_stay_together() -> None:
    names = [f"a/{writer}/name{number:02}" for writer in range(10) for number in range(4)]
    frames = numbered(names, writers=[name.rsplit("/", 1)[0] for name in names], genuine=1, forged=0)
    split = fold_split(frames, fold=0)
    parts = [frames.of_writers(side) for side in (split.training, split.development, split.test)]
    assert [len(part.signatories) for part in parts] == [28, 4, 8]
