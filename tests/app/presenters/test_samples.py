"""Does a newcomer get made-up customers, and scans of theirs to try?"""

from __future__ import annotations

from typing import Any, cast

from app.presenters.samples import THUMBNAIL, SampleBank, Trial, trials
from core.data.samples import read_samples
from core.errors import BadData
from core.resources import resource
from core.store.records import Signatory
from tests.app.small_desk import Bench


def looked(bench: Bench) -> list[bool]:
    samples = SampleBank(bench.workplace)
    answers: list[bool] = []
    samples.looked.connect(answers.append)
    samples.look()
    bench.lanes.run_all()
    return answers


def test_empty_bank_is_noticed(small_bench: Bench) -> None:
    small_bench.desk.bank.customers = []
    assert looked(small_bench) == [True]


def test_bank_with_a_customer_is_not_empty(small_bench: Bench) -> None:
    assert looked(small_bench) == [False]


def test_filling_says_how_many_and_that_they_are_made_up(small_bench: Bench) -> None:
    samples = SampleBank(small_bench.workplace)
    offers: list[list[Trial]] = []
    samples.filled.connect(offers.append)
    samples.fill()
    small_bench.lanes.run_all()
    assert small_bench.said[0].text == "4 made-up customers added. They are not real people."
    assert len(offers) == 1


def test_filling_twice_at_once_is_filling_once(small_bench: Bench) -> None:
    samples = SampleBank(small_bench.workplace)
    samples.fill()
    samples.fill()
    assert len(small_bench.lanes.inference.jobs) == 1


def test_filling_that_fails_is_told_and_settles(small_bench: Bench) -> None:
    small_bench.desk.fails = BadData("manifest.json", "it is empty")
    samples = SampleBank(small_bench.workplace)
    settled: list[bool] = []
    samples.settled.connect(lambda: settled.append(True))
    samples.fill()
    small_bench.lanes.run_all()
    assert settled == [True]
    assert "manifest.json" in small_bench.said[-1].text
    assert not samples.is_filling


class ShippedBank:
    """A bank in which every made-up signatory is enrolled."""

    def customer_by_number(self, _number: str) -> Signatory:
        return Signatory(1, 1, "")

    def signatories(self, _customer_id: int) -> list[Signatory]:
        people = [person for sample in read_samples(resource("samples")) for person in sample.signatories]
        return [Signatory(number, 1, person.name) for number, person in enumerate(people)]


def test_shipped_samples_offer_genuine_and_imitated_scans_of_several_people() -> None:
    offered = trials(cast("Any", ShippedBank()), resource("samples"))
    assert {trial.is_genuine for trial in offered} == {True, False}
    assert len({trial.signatory_name for trial in offered}) >= 3
    assert all(trial.file.is_file() for trial in offered)
    assert all(trial.picture.width() <= THUMBNAIL.width() for trial in offered)
