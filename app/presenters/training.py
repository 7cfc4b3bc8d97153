"""What is there to learn from, and what would a training do with it?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Job
from app.workplace import Workplace
from core.learning.words import LossName, Start
from core.progress import Report, Tick

if TYPE_CHECKING:
    from core.learning.plan import Holdings, Plan
    from core.store.bank import Bank


class Prospect(NamedTuple):
    """What the bank holds, and the plan for each way to start; `device` is cpu or cuda."""

    holdings: Holdings
    plans: dict[Start, Plan]
    digest: str
    model_name: str
    device: str
    seconds_per_step: float


class TrainingPresenter(QObject):
    """Counts on the learning lane. The machine's speed is measured once for each model in use."""

    seen = Signal(object)  # a Prospect

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._looking: Job | None = None
        self.prospect: Prospect | None = None
        self.start = Start.CHAMPION
        self.loss = LossName.CONTRASTIVE

    @property
    def plan(self) -> Plan | None:
        """The plan as chosen; None until it was counted what there is."""
        if self.prospect is None:
            return None
        return self.prospect.plans[self.start]._replace(loss=self.loss)

    @Slot()
    def look(self) -> None:
        """Count again; an answer still on its way is dropped."""
        if self._looking is not None:
            self._looking.cancel()
        place = self._workplace
        self._looking = place.lanes.learning.submit(
            _prospect,
            place.desk.bank,
            shipped=place.serving.shipped,
            device=place.serving.device,
            before=self.prospect,
            reports=True,
        )
        self._looking.done.connect(self._on_looked)
        self._looking.failed.connect(place.notices.fail)
        place.notices.follow(self._looking, "Counting what there is to learn from")

    @Slot(object)
    def _on_looked(self, prospect: Prospect) -> None:
        self.prospect = prospect
        self.seen.emit(prospect)


def _prospect(bank: Bank, *, shipped: Path, device: str, before: Prospect | None, report: Report) -> Prospect:
    from core.learning.gather import gather
    from core.learning.material import collection_of
    from core.learning.plan import holdings_of, plan_for, speed_of
    from core.learning.switch import in_use
    from core.net.checkpoint import load_card
    from core.scoring.verifier import device_name

    gather(bank, report=report)
    now = in_use(bank, shipped=shipped)
    frames = collection_of(bank).frames
    report(Tick(0, 0, "counting"))
    if before is not None and before.digest == now.digest:
        where, speed = before.device, before.seconds_per_step
    else:
        where = device_name(device)
        speed = speed_of(now.file, device=where)
    return Prospect(
        holdings=holdings_of(frames),
        plans={start: plan_for(frames, start=start, seconds_per_step=speed) for start in Start},
        digest=now.digest,
        model_name=load_card(now.file).name,
        device=where,
        seconds_per_step=speed,
    )
