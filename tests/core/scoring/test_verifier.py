"""Does a verifier examine and compare as it says, whatever its network has learnt?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import NoSpecimens, SpecimenError, UnfitScan, UnusableModel
from core.image.drawing import draw
from core.image.frame import FRAME_SIZE
from core.image.page import Page
from core.image.quality import FindingKind
from core.net.checkpoint import Calibration, Cut, ModelCard, save_model
from core.net.encoder import Encoded
from core.net.pen.checkpoint import save_pen
from core.net.twin import Alike
from core.progress import Cancelled, Tick
from core.scoring.evidence import NAMES
from core.scoring.pen import PenJudge
from core.scoring.verdict import ReasonKind, Verdict, advise
from core.scoring.verifier import EMBED_AT_ONCE, Examined, Reference, Verifier, device_name
from tests.core.image.drawn import painted, written, zigzag
from tests.core.net.pen.small import PEN_CARD, small_pen
from tests.core.net.small import SMALL, small_twin
from tests.core.pen.builders import written as way_of

CPU = torch.device("cpu")
WEIGHTS = tuple({"distance, mean": -2.0, "aspect": -1.0}.get(name, 0.0) for name in NAMES)
CARD = ModelCard(
    name="untrained",
    created="2026-01-01",
    digest="ab" * 32,
    encoder=SMALL,
    calibrations=tuple(
        Calibration(specimens=n, offset=1.5 + 0.1 * n, weights=WEIGHTS, bound=1.55) for n in (1, 3)
    ),
    thresholds=Cut(accept_llr=1.0, reject_llr=-1.0, accept_far=0.01, reject_frr=0.02),
)
BLANK = Page(grey=np.full((80, 160), 240, np.uint8), name="blank.png")


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier(small_twin(), CARD, device=CPU)


@pytest.fixture(scope="module")
def examined(verifier: Verifier) -> list[Examined]:
    """Four signatures of one writer, and the first of another."""
    pages = [painted(written(3, k=k)) for k in range(4)]
    return verifier.examine_many([*pages, painted(written(5))])


def references(*scans: Examined, first: int = 1) -> list[Reference]:
    found = []
    for number, scan in enumerate(scans, first):
        assert scan.embedding is not None
        assert scan.shape is not None
        found.append(Reference(number, scan.embedding, scan.shape, scan.page.trajectory))
    return found


def test_a_fit_scan_is_embedded(examined: list[Examined]) -> None:
    scan = examined[0]
    assert scan.embedding is not None
    assert scan.shape is not None
    assert scan.frame is not None
    assert scan.frame.shape == (1, FRAME_SIZE.height, FRAME_SIZE.width)
    assert float(np.linalg.norm(scan.embedding.vector)) == pytest.approx(1.0, abs=1e-5)
    assert scan.embedding.local.dtype == scan.embedding.weights.dtype == np.float16


@pytest.mark.parametrize(
    "page, kind",
    [
        (BLANK, FindingKind.BLANK),
        (painted(zigzag(size=0.12, thickness=1)), FindingKind.TOO_SMALL),
        (Page(grey=np.zeros((1, 1), np.uint8)), FindingKind.BLANK),
    ],
    ids=["blank", "too small", "one pixel"],
)
def test_an_unfit_scan_is_not_embedded_and_never_compared(
    verifier: Verifier, examined: list[Examined], page: Page, kind: FindingKind
) -> None:
    scan = verifier.examine(page)
    assert kind in {finding.kind for finding in scan.findings}
    assert (scan.shape, scan.frame, scan.embedding) == (None, None, None)
    with pytest.raises(UnfitScan) as refused:
        verifier.compare(scan, references(examined[0]))
    assert kind.value in refused.value.findings


def test_the_thinnest_pen_on_the_largest_scan_is_seen(verifier: Verifier) -> None:
    """A pen of one pixel on a drawing of 1,200 is widened before it is made smaller."""
    drawn = zigzag(width=1400, height=600, left=80, top=40, size=5.0, thickness=1)
    scan = verifier.examine(Page(grey=np.where(drawn, 0, 255).astype(np.uint8)))
    assert scan.frame is not None
    assert np.count_nonzero(scan.frame) > 400


def test_what_leaves_no_strokes_in_the_frame_is_never_compared(verifier: Verifier) -> None:
    """A row of small dots: all such frames would look equal."""
    dots = np.full((700, 1500), 255, np.uint8)
    for number in range(25):
        row, column = 20 + 27 * number, 20 + 58 * number
        dots[row : row + 4, column : column + 4] = 0
    scan = verifier.examine(Page(grey=dots))
    assert scan.embedding is None
    with pytest.raises(UnfitScan, match="faint"):
        verifier.compare(scan, references(verifier.examine(painted(zigzag()))))


def test_many_are_examined_as_one_by_one(verifier: Verifier) -> None:
    """Blank pages between them do not shift the rest; halves keep three digits."""
    pages = [painted(written(1)), BLANK, painted(written(2)), painted(written(3)), BLANK]
    for page, scan in zip(pages, verifier.examine_many(pages), strict=True):
        alone = verifier.examine(page)
        assert scan.page is page
        assert scan.findings == alone.findings
        assert scan.shape == alone.shape
        if alone.embedding is None:
            assert scan.embedding is None
            continue
        assert scan.embedding is not None
        assert np.allclose(scan.embedding.vector, alone.embedding.vector, atol=1e-5)
        assert np.allclose(scan.embedding.local, alone.embedding.local, atol=2e-3)
        assert np.array_equal(scan.embedding.weights, alone.embedding.weights)


def test_examining_reports_between_batches_and_stops_when_told(verifier: Verifier) -> None:
    ticks: list[Tick] = []
    assert len(verifier.examine_many([BLANK] * (EMBED_AT_ONCE + 1), ticks.append)) == EMBED_AT_ONCE + 1
    assert [tick.done for tick in ticks] == [0, EMBED_AT_ONCE, EMBED_AT_ONCE + 1]

    def stop(tick: Tick) -> None:
        if tick.done:
            raise Cancelled

    with pytest.raises(Cancelled):
        verifier.examine_many([BLANK] * (EMBED_AT_ONCE + 1), stop)


def test_no_pages_and_no_specimens(verifier: Verifier, examined: list[Examined]) -> None:
    assert verifier.examine_many([]) == []
    with pytest.raises(NoSpecimens):
        verifier.compare(examined[0], [])


def test_distances_belong_to_their_specimens(verifier: Verifier, examined: list[Examined]) -> None:
    specimens = references(examined[1], examined[0], examined[4], first=11)
    comparison = verifier.compare(examined[0], specimens)
    assert list(comparison.distances) == [11, 12, 13]
    assert comparison.distances[12] == pytest.approx(0.0, abs=1e-3)
    assert comparison.distance == comparison.distances[12] == min(comparison.distances.values())
    presented = examined[0].embedding
    assert presented is not None
    for specimen in specimens:
        wanted = float(np.linalg.norm(presented.vector - specimen.embedding.vector))
        assert comparison.distances[specimen.specimen_id] == pytest.approx(wanted, abs=1e-4)


def test_the_score_is_the_cards_calibration_of_the_evidence(
    verifier: Verifier, examined: list[Examined]
) -> None:
    """A signature against itself: no distance, no difference of form, so the offset remains, bounded."""
    same = verifier.compare(examined[0], references(examined[0]))
    assert same.score == pytest.approx(1.6, abs=1e-3)
    assert same.llr == pytest.approx(1.55)
    assert same.verdict is Verdict.ACCEPT
    assert verifier.compare(examined[0], references(*examined[:1] * 2)).score == pytest.approx(1.6, abs=1e-3)
    assert verifier.compare(examined[0], references(*examined[:1] * 3)).score == pytest.approx(1.8, abs=1e-3)


def test_the_order_of_specimens_does_not_matter(verifier: Verifier, examined: list[Examined]) -> None:
    specimens = references(*examined[1:])
    there = verifier.compare(examined[0], specimens)
    back = verifier.compare(examined[0], [specimens[at] for at in (2, 0, 3, 1)])
    assert back.distances == pytest.approx(there.distances, abs=1e-5)
    assert back.score == pytest.approx(there.score, abs=1e-4)
    assert back.verdict is there.verdict
    assert {reason.kind: reason.agrees for reason in back.reasons} == {
        reason.kind: reason.agrees for reason in there.reasons
    }


def test_a_comparison_carries_findings_reasons_and_its_model(
    verifier: Verifier, examined: list[Examined]
) -> None:
    comparison = verifier.compare(examined[0], references(examined[1]))
    assert comparison.model_digest == verifier.digest == "ab" * 32
    assert comparison.findings == examined[0].findings
    assert ReasonKind.ONE_SPECIMEN in {reason.kind for reason in comparison.reasons}
    assert comparison.milliseconds > 0.0


def test_stored_embeddings_compare_as_fresh_ones(verifier: Verifier, examined: list[Examined]) -> None:
    fresh = references(examined[1])
    stored = [
        replace(each, embedding=type(each.embedding).from_bytes(each.embedding.to_bytes())) for each in fresh
    ]
    assert verifier.compare(examined[0], stored).score == verifier.compare(examined[0], fresh).score


def test_distances_between_specimens_are_symmetric(verifier: Verifier, examined: list[Examined]) -> None:
    table = verifier.distances(references(*examined))
    assert table.shape == (5, 5)
    assert np.array_equal(table, table.T)
    assert np.array_equal(np.diag(table), np.zeros(5))
    known = verifier.compare(examined[0], references(*examined[1:])).distances
    assert table[0, 1:] == pytest.approx(list(known.values()), abs=1e-3)


def test_specimens_are_compared_among_themselves_once(
    verifier: Verifier, examined: list[Examined], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prepared or not, the numbers are the same; a specimen more is another set."""
    four = references(*examined[1:])
    fresh = verifier.compare(examined[0], four)
    batches: list[int] = []
    compare = verifier._twin.compare

    def counted(a: Encoded, b: Encoded) -> Alike:
        batches.append(len(a.vector))
        return compare(a, b)

    monkeypatch.setattr(verifier._twin, "compare", counted)
    assert verifier.compare(examined[0], four).score == fresh.score
    verifier.prepare(four[:3])
    verifier.compare(examined[0], four[:3])
    assert batches == [4, 3, 3]


def test_warming_up_changes_nothing(verifier: Verifier, examined: list[Examined]) -> None:
    verifier.warm_up()
    again = verifier.examine(examined[0].page)
    assert again.embedding is not None
    assert examined[0].embedding is not None
    assert np.allclose(again.embedding.vector, examined[0].embedding.vector, atol=1e-5)


@pytest.mark.parametrize("change", [{"thresholds": None}, {"calibrations": ()}])
def test_a_model_that_was_never_calibrated_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(SpecimenError, match="calibrated"):
        Verifier(small_twin(), CARD.model_copy(update=change), device=CPU)


def test_a_model_file_judges_as_the_network_it_was_saved_from(
    tmp_path: Path, verifier: Verifier, examined: list[Examined]
) -> None:
    path = tmp_path / "model.safetensors"
    saved = save_model(small_twin(), CARD, path)
    loaded = Verifier.load(path, device="cpu")
    assert loaded.digest == saved.digest
    assert loaded.device_name == "cpu"
    assert loaded.thresholds.accept_llr == 1.0
    before = verifier.compare(examined[0], references(*examined[1:4]))
    after = loaded.compare(loaded.examine(examined[0].page), references(*examined[1:4]))
    assert after.score == pytest.approx(before.score, abs=1e-3)


def test_a_device_is_taken_as_asked_for() -> None:
    assert device_name("cpu") == "cpu"
    assert device_name("auto") == ("cuda" if torch.cuda.is_available() else "cpu")


def test_a_model_file_without_calibration_is_refused_as_unusable(tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    save_model(small_twin(), ModelCard(name="raw", created="2026-01-01", encoder=SMALL), path)
    with pytest.raises(UnusableModel, match="calibrated"):
        Verifier.load(path, device="cpu")


@pytest.fixture(scope="module")
def recorded(verifier: Verifier) -> list[Examined]:
    """Four signatures that a pad recorded of one writer."""
    return verifier.examine_many([draw(way_of(3, k=k)) for k in range(4)])


@pytest.fixture(scope="module")
def both() -> Verifier:
    return Verifier(small_twin(), CARD, device=CPU, pen=PenJudge(small_pen(), PEN_CARD))


def test_what_a_pad_recorded_is_judged_by_image_and_pen(
    verifier: Verifier, both: Verifier, recorded: list[Examined]
) -> None:
    by_image = verifier.compare(recorded[0], references(*recorded[1:]))
    judged = both.compare(recorded[0], references(*recorded[1:]))
    assert by_image.pen is None
    assert judged.pen is not None
    assert set(judged.pen.distances) == {1, 2, 3}
    assert judged.pen.image_llr == pytest.approx(by_image.llr, abs=1e-4)
    assert (judged.score, judged.llr) == (judged.pen.fused_score, judged.pen.fused_llr)
    assert judged.verdict is advise(judged.llr, thresholds=judged.thresholds)
    assert judged.thresholds == by_image.thresholds
    assert judged.distances == pytest.approx(by_image.distances, abs=1e-4)
    reasons = {reason.kind: reason for reason in judged.reasons}
    assert set(reasons) == {reason.kind for reason in by_image.reasons} | {
        ReasonKind.RHYTHM,
        ReasonKind.DURATION,
    }
    assert reasons[ReasonKind.RHYTHM].agrees == (judged.pen.llr > 0)
    assert [reason.agrees for reason in judged.reasons] == sorted(reason.agrees for reason in judged.reasons)


def test_the_pen_judges_by_the_specimens_it_has_and_the_image_by_all(
    verifier: Verifier, both: Verifier, recorded: list[Examined]
) -> None:
    first, *others = references(*recorded[1:])
    mixed = [first, *(replace(other, trajectory=None) for other in others)]
    judged = both.compare(recorded[0], mixed)
    assert judged.pen is not None
    assert set(judged.pen.distances) == {1}
    assert set(judged.distances) == {1, 2, 3}
    assert judged.pen.image_llr == pytest.approx(verifier.compare(recorded[0], mixed).llr, abs=1e-4)


@pytest.mark.parametrize("is_presented_recorded", [True, False])
def test_where_only_one_side_was_recorded_the_image_judges_alone(
    verifier: Verifier, both: Verifier, recorded: list[Examined], is_presented_recorded: bool
) -> None:
    scan, known = recorded[0], references(*recorded[1:])
    if is_presented_recorded:
        known = [replace(one, trajectory=None) for one in known]
    else:
        scan = replace(scan, page=replace(scan.page, trajectory=None))
    judged, wanted = (each.compare(scan, known) for each in (both, verifier))
    assert judged.pen is None
    assert judged.score == pytest.approx(wanted.score, abs=1e-4)
    assert [reason.kind for reason in judged.reasons] == [reason.kind for reason in wanted.reasons]


def test_preparing_compares_the_ways_of_the_specimens(both: Verifier, recorded: list[Examined]) -> None:
    known = references(*recorded[:3])
    both.prepare(known)
    assert both.pen is not None
    assert len(next(reversed(both.pen._own.values()))) == 3
    both.prepare([replace(one, trajectory=None) for one in known])


def test_a_pen_model_that_cannot_be_used_leaves_images_to_be_judged(
    tmp_path: Path, recorded: list[Examined]
) -> None:
    path, pen = tmp_path / "model.safetensors", tmp_path / "pen.safetensors"
    save_model(small_twin(), CARD, path)
    without = Verifier.load(path, device="cpu", pen=pen)
    assert without.pen is None
    assert without.pen_refusal is not None
    assert "pen.safetensors: missing" in str(without.pen_refusal)
    assert without.compare(recorded[0], references(*recorded[1:])).pen is None
    save_pen(small_pen(), PEN_CARD, pen)
    loaded = Verifier.load(path, device="cpu", pen=pen)
    assert loaded.pen_refusal is None
    assert loaded.compare(recorded[0], references(*recorded[1:])).pen is not None
