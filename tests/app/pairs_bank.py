"""Which collected signatures do the tests of the pairs page look at? Made-up hands, decided and imported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np

from app.actions import Actions
from app.notices import Notices
from app.settings import Settings
from app.theme.theme import Theme
from app.workplace import Workplace
from core.data.synthetic.scan import Paper, Pen, render
from core.data.synthetic.writer import Writer, make_writer
from core.desk import Desk
from core.image.page import Page
from core.image.read import encode_png
from core.learning.gather import gather
from core.scoring.verifier import framed
from core.store.bank import Bank
from core.store.records import NewSpecimen
from tests.app.customers_desk import Heard
from tests.app.held_lanes import HeldLanes
from tests.app.still_serving import StillServing
from tests.core.store.builders import START, embedding, minutes_from, verification

PEN = Pen(width_mm=0.4, contrast=0.5, darkness=0.85, fade=0.3, skips=0.1)
PAPER = Paper(tone=245.0, shade=2.0, grain=0.5)
OFFICER = "R. Amara"
MARIA_NAME, EDDA_NAME = "Maria Okafor", "Edda Brindle"
MARIA, EDDA = make_writer(11, name=MARIA_NAME), make_writer(12, name=EDDA_NAME)


def signature(writer: Writer, number: int) -> Page:
    """A genuine signature of a made-up writer, each number another."""
    page = render(writer.genuine(number), rng=np.random.default_rng(number), dpi=200.0, pen=PEN, paper=PAPER)
    return Page(grey=page.grey, dpi=200.0, name=f"item-{number}.png")


def open_pairs_bank(folder: Path, *, name: str = "specimen.db") -> Bank:
    """A bank with two specimens of Maria and no examples yet."""
    bank = Bank.open(folder / name, clock=minutes_from(START))
    customer = bank.add_customer(number="10021", name="Okafor Trading", accounts=("4711-0082",))
    maria = bank.add_signatory(customer.id, name=MARIA_NAME, role="director")
    bank.enrol(maria.id, [specimen(signature(MARIA, number)) for number in (1, 2)])
    return bank


def specimen(page: Page) -> NewSpecimen:
    """A specimen to enrol, with an embedding that no test looks at."""
    scan = framed(page)
    assert scan.shape is not None
    assert scan.frame is not None
    return NewSpecimen(
        page=page,
        findings=scan.findings,
        shape=scan.shape,
        frame=scan.frame,
        embedding=embedding(),
        digest="model-a",
    )


def decide(bank: Bank, page: Page, decision: str, *, remark: str = "") -> int:
    """Verify a page for Maria and decide on it; returns the verification's id."""
    maria = bank.find_signatories("Maria")[0][1]
    new = replace(verification(), page=page)
    record, _ = bank.record_decided(maria.id, new, decision=decision, remark=remark, officer=OFFICER)
    return record.id


def collect(bank: Bank, *decisions: str, first: int = 3) -> list[int]:
    """Decide on so many signatures of Maria's and collect them; returns the examples' ids."""
    for number, decision in enumerate(decisions, start=first):
        decide(bank, signature(MARIA, number), decision)
    gather(bank)
    return [example.id for example in bank.examples()]


def write_collection(folder: Path, *, genuine: int, forged: int = 0) -> Path:
    """A folder of Edda's signatures to import."""
    for kind, count, start in (("genuine", genuine, 0), ("forged", forged, 50)):
        place = folder / EDDA_NAME / kind
        place.mkdir(parents=True)
        for number in range(count):
            scan = encode_png(signature(EDDA, start + number))
            (place / f"{number:03d}.png").write_bytes(scan)
    return folder


class PairsBench:
    """A workplace over such a bank; its lanes wait to be told, or work by themselves."""

    def __init__(self, bank: Bank, lanes: Any = None) -> None:
        self.bank = bank
        self.lanes = lanes or HeldLanes()
        self.notices = Notices()
        self.heard = Heard(self.notices)
        self.settings = Settings(None)
        self.settings.officer = OFFICER
        self.serving = StillServing()
        theme = Theme("light")
        self.workplace = Workplace(
            desk=Desk(bank, cast("Any", None)),
            lanes=cast("Any", self.lanes),
            notices=self.notices,
            settings=self.settings,
            actions=Actions(theme),
            theme=theme,
            serving=cast("Any", self.serving),
            retraining=cast("Any", None),
        )
