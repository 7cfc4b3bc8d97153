"""At which desk do the tests of the calibration page work? A few people's waves, and an untrained model."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, cast

from app.actions import Actions
from app.notices import Notice, Notices
from app.presenters.calibration import CalibrationPresenter
from app.presenters.calibration_state import CalibrationState
from app.settings import Settings
from app.theme.theme import Theme
from app.workplace import Workplace
from core.desk import Desk
from core.roles import EVERY_ROLE, Role
from core.scoring.verdict import Verdict
from core.scoring.verifier import Verifier, framed
from core.store.bank import Bank
from core.store.learning_records import Label, NewExample
from tests.app.customers_desk import stroke_page
from tests.app.held_lanes import HeldLanes
from tests.app.still_retraining import StillRetraining
from tests.app.still_serving import StillServing
from tests.app.untrained import write_untrained_model

OFFICER = "R. Amara"
GENUINE, FORGED = 3, 2


def fill(bank: Bank, *, people: int) -> None:
    """Import three genuine signatures and two forgeries of each person."""
    new = []
    for person in range(people):
        for number in range(GENUINE + FORGED):
            is_genuine = number < GENUINE
            page = stroke_page(7 * person + number + (0 if is_genuine else 31), name=f"{person}-{number}.png")
            scan = framed(page)
            new.append(
                NewExample(
                    scan.findings,
                    scan.shape,
                    scan.frame,
                    page=page,
                    writer=f"person {person}",
                    batch="waves",
                    label=Label.GENUINE if is_genuine else Label.FORGED,
                )
            )
    bank.keep_examples(new, officer=OFFICER)


def decide(desk: Desk, *, decisions: int) -> None:
    """Enrol three specimens of one person, then accept as many presented signatures."""
    customer = desk.bank.add_customer(number="10021", name="Okafor Trading")
    maria = desk.bank.add_signatory(customer.id, name="Maria Okafor")
    desk.enrol(maria.id, desk.examine_many([stroke_page(number) for number in range(3)]))
    for number in range(decisions):
        record = desk.verify(maria.id, desk.examine(stroke_page(3 + number)))
        desk.decide(record.id, decision=Verdict.ACCEPT, officer=OFFICER)


class Bench:
    """A presenter on held lanes at a real bank, and what was said to the officer."""

    def __init__(self, folder: Path, *, people: int = 4, roles: Collection[Role] = EVERY_ROLE) -> None:
        self.model = folder / "untrained.safetensors"
        write_untrained_model(self.model)
        self.bank = Bank.open(folder / "specimen.sqlite")
        fill(self.bank, people=people)
        self.lanes, self.notices, self.serving = HeldLanes(), Notices(), StillServing()
        self.serving.shipped = self.model
        self.said: list[Notice] = []
        self.notices.posted.connect(self.said.append)
        self.settings = Settings(None)
        self.settings.officer = OFFICER
        theme = Theme("light")
        self.workplace = Workplace(
            desk=Desk(self.bank, cast("Any", Verifier.load(self.model, device="cpu"))),
            lanes=cast("Any", self.lanes),
            notices=self.notices,
            settings=self.settings,
            actions=Actions(theme, roles=roles),
            theme=theme,
            serving=cast("Any", self.serving),
            retraining=cast("Any", StillRetraining()),
        )

    def another(self) -> CalibrationPresenter:
        """A presenter that has not measured yet."""
        presenter = CalibrationPresenter(self.workplace)
        presenter.setParent(self.notices)  # lives as long as the bench
        return presenter

    def presenter(self) -> CalibrationPresenter:
        """A presenter that has measured and tried what is in use."""
        presenter = self.another()
        presenter.refresh()
        self.lanes.run_all()
        return presenter

    def ready(self, presenter: CalibrationPresenter) -> CalibrationState:
        """What the page shows once everything that was asked is done."""
        self.lanes.run_all()
        return presenter.state
