"""Is the model that ships whole, small, measured, and of use on signatures that nobody real has written?"""

from __future__ import annotations

import pytest

from core.data.samples import SampleSignatory, read_samples
from core.image.read import read_page
from core.net.checkpoint import card_path, load_model
from core.resources import pen_model, resource
from core.scoring.pen import PenJudge
from core.scoring.verifier import Reference, Verifier
from tests.core.pen.builders import written

MODEL = resource("models", "default.safetensors")
MOST_BYTES = 40_000_000


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier.load(MODEL, device="cpu")


def test_shipped_model_is_small_and_matches_its_card() -> None:
    _twin, card = load_model(MODEL)
    assert MODEL.stat().st_size < MOST_BYTES
    assert card.training_sets
    assert card.seed == card.recipe["seed"]


def test_card_prints_measured_figures_with_intervals() -> None:
    _twin, card = load_model(MODEL)
    measured = {(f.protocol, f.set_name, f.measure, f.specimens): f for f in card.figures}
    for key in (("pairs", "bhsig260_hindi", "EER", 1), ("desk", "bhsig260_hindi", "EER", 5)):
        figure = measured[key]
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low <= figure.value <= figure.high


def test_card_names_no_folder_of_the_machine_that_made_it() -> None:
    text = card_path(MODEL).read_text("utf-8")
    assert "/home" not in text
    assert ":\\" not in text


def test_genuine_samples_score_above_imitations(verifier: Verifier) -> None:
    scores: dict[str, list[float]] = {"genuine": [], "forged": []}
    for customer in read_samples(resource("samples")):
        for signatory in customer.signatories:
            for what, llr in _llrs(verifier, signatory):
                scores[what].append(llr)
    pairs = [(good, bad) for good in scores["genuine"] for bad in scores["forged"]]
    # 6 signatories, about 20 scans: three in four pairs in the right order is far beyond chance (p < 0.01).
    assert sum(good > bad for good, bad in pairs) >= 0.75 * len(pairs)


def _llrs(verifier: Verifier, signatory: SampleSignatory) -> list[tuple[str, float]]:
    specimens = [
        Reference(number, scan.embedding, scan.shape)
        for number, scan in enumerate(verifier.examine_many([read_page(p) for p in signatory.specimens]))
        if scan.embedding is not None and scan.shape is not None
    ]
    return [
        (check.what, verifier.compare(verifier.examine(read_page(check.file)), specimens).llr)
        for check in signatory.to_check
    ]


def test_the_shipped_model_of_the_pen_tells_hands_apart() -> None:
    """With three specimens of each made-up writer, those of a mouse too."""
    judge = PenJudge.load(pen_model())
    own, other = [], []
    for writer in range(6):
        known = {k: written(writer, k=k) for k in range(3)}
        own.append(judge.judge(written(writer, k=5, pressed=writer % 2 == 0), known, 0.0).llr)
        other.append(judge.judge(written(writer + 1, k=5), known, 0.0).llr)
    assert min(own) > max(other)


def test_the_shipped_model_of_the_pen_says_where_its_claims_come_from() -> None:
    card = PenJudge.load(pen_model()).card
    for weighing in (card.with_pressure, card.without_pressure):
        assert {1, 3, 5} <= {one.specimens for one in weighing.calibrations}
        assert all(min(one.weights) > 0.0 and one.bound < 3.0 for one in weighing.fusions)
    assert card.command.startswith("python -m core pen train ")
    for name in {one.set_name for one in card.figures}:
        of_five = [one for one in card.figures if (one.set_name, one.specimens) == (name, 5)]
        value = {one.measure: one.value for one in of_five}
        assert value["EER, both"] < value["EER, pen"] < value["EER, image"]
