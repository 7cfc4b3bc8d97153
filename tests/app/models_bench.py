"""At which desk do the tests of the models page work? A real bank with untrained models, on held lanes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np

from app.actions import Actions
from app.notices import Notices
from app.settings import Settings
from app.theme.theme import Theme
from app.workplace import Workplace
from core.desk import Desk
from core.learning.compare import BANK, ELSEWHERE, Curve, Domain, Measured, Turned
from core.learning.gate import judge
from core.learning.places import take_in
from core.learning.recalibrate import Evidence, Recalibration
from core.learning.retrain import Outcome
from core.net.checkpoint import load_card, write_card
from core.net.encoder import EncoderConfig
from core.roles import EVERY_ROLE, Role
from core.scoring.intervals import Interval
from core.scoring.policy import calibration_of
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from core.store.learning_records import Label, ModelRecord, NewExample
from tests.app.customers_desk import Heard, stroke_page
from tests.app.held_lanes import HeldLanes
from tests.app.still_retraining import StillRetraining
from tests.app.still_serving import StillServing
from tests.app.untrained import write_untrained_model

OFFICER = "R. Amara"


def write_named_model(path: Path, name: str, *, vector: int = 64) -> str:
    """Write an untrained model with a name; another size of vector is another model. Returns the digest."""
    write_untrained_model(path, config=EncoderConfig(width=8, vector=vector))
    card = load_card(path)
    write_card(card.model_copy(update={"name": name}), path)
    return card.digest


def measured(eer: float, *, shift: float = 0.0) -> Measured:
    """Figures around an error rate; scores two apart."""
    rng = np.random.default_rng(3)
    genuine, forged = rng.normal(1.4 + shift, 1.0, 240), rng.normal(-1.4 - shift, 1.0, 160)
    levels = np.linspace(-4.0, 4.0, 81)
    curve = Curve(
        far=tuple(float(np.mean(forged >= level)) for level in levels),
        frr=tuple(float(np.mean(genuine < level)) for level in levels),
    )
    return Measured(
        eer=Interval(eer, eer * 0.7, eer * 1.4),
        cllr=Interval(0.31, 0.25, 0.4),
        forged_accepted=Interval(0.012, 0.004, 0.03),
        genuine_rejected=Interval(0.018, 0.006, 0.04),
        genuine_referred=Interval(0.21, 0.16, 0.27),
        accept_llr=1.1,
        reject_llr=-1.2,
        curve=curve,
        genuine_llr=tuple(float(llr) for llr in genuine),
        forged_llr=tuple(float(llr) for llr in forged),
    )


def domain(name: str, *, writers: int = 24, turned: Sequence[Turned] = (), change: Interval) -> Domain:
    """One comparison; the challenger's rate follows from the change."""
    return Domain(
        name=name,
        writers=writers,
        genuine=240,
        forged=160,
        specimens=5,
        champion=measured(0.082),
        challenger=measured(0.082 + change.value, shift=0.3),
        change=change,
        turned=tuple(turned),
    )


BETTER, WORSE = Interval(-0.021, -0.034, -0.009), Interval(0.03, 0.012, 0.05)
UNCLEAR = Interval(0.001, -0.004, 0.006)
TURNED = (
    Turned(
        row=1, is_genuine=True, champion_llr=-0.4, challenger_llr=2.3, champion="refer", challenger="accept"
    ),
    Turned(
        row=0, is_genuine=False, champion_llr=1.3, challenger_llr=-1.9, champion="accept", challenger="reject"
    ),
    Turned(
        row=2, is_genuine=True, champion_llr=1.2, challenger_llr=0.3, champion="accept", challenger="refer"
    ),
)


def outcome_of(
    champion: Path, digest: str, name: str, *, keys: Sequence[int], change: Interval = BETTER
) -> Outcome:
    """What a retraining might have reported; `change` is that on the bank's own paper."""
    card = load_card(champion)
    rate = Interval(0.02, 0.01, 0.03)
    domains = (domain(BANK, turned=TURNED, change=change), domain(ELSEWHERE, writers=40, change=UNCLEAR))
    return Outcome(
        name=name,
        champion_digest=card.digest,
        challenger_digest=digest,
        recalibration=Recalibration(
            calibration=calibration_of(card),
            evidence=Evidence(
                writers=24, genuine=240, forged=160, forged_writers=20, specimens=5, is_fused_anew=True
            ),
            outcomes=(),
            eer=rate,
            cllr=rate,
            genuine_llr=(),
            forged_llr=(),
        ),
        domains=domains,
        keys={BANK: tuple(keys)},
        finding=judge(domains, odd_share=0.0),
    )


def fill(desk: Desk) -> tuple[int, ...]:
    """Enrol three specimens and import an example; returns what the rows of a comparison's frames are."""
    bank = desk.bank
    customer = bank.add_customer(number="10021", name="Okafor Trading", accounts=("4711-0082",))
    person = bank.add_signatory(customer.id, name="Maria Okafor")
    pages = [stroke_page(number, name=f"specimen-{number}.png") for number in range(3)]
    specimens = desk.enrol(person.id, desk.examine_many(pages))
    page = stroke_page(7, name="cheque-7.png")
    seen = desk.examine(page)
    new = NewExample(
        seen.findings, seen.shape, seen.frame, page=page, writer="w-1", batch="archive", label=Label.FORGED
    )
    (example_id,) = bank.keep_examples([new], officer=OFFICER)
    return example_id, -specimens[0].id, -specimens[1].id


def add_challenger(
    bank: Bank, file: Path, *, champion: Path, keys: Sequence[int], change: Interval = BETTER
) -> ModelRecord:
    """Take a model among the bank's, with a made-up comparison."""
    card = load_card(file)
    outcome = outcome_of(champion, card.digest, card.name, keys=keys, change=change)
    return bank.add_model(
        card.digest,
        name=card.name,
        file=take_in(bank, file, digest=card.digest),
        parent_digest=outcome.champion_digest,
        report=outcome.model_dump(mode="json"),
    )


class ModelsBench:
    """A bank with three specimens and one example; `shipped` serves. `challenger` is added by `train`."""

    def __init__(
        self,
        folder: Path,
        *,
        theme: str = "light",
        lanes: Any = None,
        roles: Collection[Role] = EVERY_ROLE,
    ) -> None:
        self.folder = folder
        self.shipped = folder / "shipped.safetensors"
        self.shipped_digest = write_named_model(self.shipped, "desk 2026-11")
        self.bank = Bank.open(folder / "bank" / "specimen.sqlite")
        self.verifier = Verifier.load(self.shipped, device="cpu")
        desk = Desk(self.bank, self.verifier)
        self.lanes = lanes or HeldLanes()
        look, notices = Theme(theme), Notices()
        self.heard = Heard(notices)
        settings = Settings(None)
        settings.officer = OFFICER
        self.serving = StillServing()
        self.serving.shipped = self.shipped
        self.workplace = Workplace(
            desk=desk,
            lanes=cast("Any", self.lanes),
            notices=notices,
            settings=settings,
            actions=Actions(look, roles=roles),
            theme=look,
            serving=cast("Any", self.serving),
            retraining=cast("Any", StillRetraining()),
        )
        self.keys = fill(desk)

    def train(
        self, name: str = "retrained 2026-12", *, vector: int = 48, change: Interval = BETTER
    ) -> ModelRecord:
        """Add a challenger, as a finished training does."""
        file = self.folder / f"{vector}.safetensors"
        write_named_model(file, name, vector=vector)
        return add_challenger(self.bank, file, champion=self.shipped, keys=self.keys, change=change)

    def close(self) -> None:
        """Let go of the bank's file."""
        self.bank.close()
