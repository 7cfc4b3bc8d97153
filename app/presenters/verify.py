"""What happens when a clerk presents a scan, looks at it, and decides?

Holds what the page shows as one `VerifyState` and replaces it as results come home from the lanes. Results of
anything but the newest request never arrive.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Lanes
from app.notices import Notices
from app.presenters import verify_work as work
from app.presenters.newest import Newest
from app.presenters.verify_amount import Amounts
from app.presenters.verify_decisions import Decisions
from app.presenters.verify_pair import PairMaker
from app.presenters.verify_ranking import by_age, by_distance, first
from app.presenters.verify_state import Item, Phase, Presented, Source, Subject, VerifyState
from app.presenters.verify_steps import Steps
from app.presenters.verify_subject import SubjectLoader
from app.settings import Settings
from core.errors import NoSpecimens
from core.image.page import Box
from core.image.quality import is_fit
from core.scoring.verdict import Verdict

if TYPE_CHECKING:
    from core.desk import Desk
    from core.store.records import DecisionRecord, VerificationRecord


class VerifyPresenter(QObject):
    """The verify page without its widgets."""

    changed = Signal()
    item_awaited = Signal()  # decided, and nothing waits: the next signatory or scan can be given
    judged = Signal(float)  # a verdict is there: milliseconds since its scan was read, or signatory chosen
    remark_missed = Signal()  # the decision goes against the advice and needs a remark

    def __init__(
        self, desk: Desk, lanes: Lanes, notices: Notices, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._lanes, self._notices = desk, lanes, notices
        self.state = VerifyState()
        self._wanted_id: int | None = None  # the signatory chosen, loaded or not
        self._item: Item | None = None
        self._queue: deque[Item] = deque()
        self._live: VerifyState | None = None  # what was on the desk before a past verification was opened
        self._is_back_wanted = False  # the past was opened only to correct a decision
        self.amounts = Amounts(self)
        self.amounts.moved.connect(self._compare_anew)
        self._subjects = SubjectLoader(desk, lanes, self)
        self._subjects.loaded.connect(self._on_subject_loaded)
        self._subjects.pictured.connect(self._on_subject_pictured)
        self._subjects.failed.connect(self._on_subject_failed)
        self._subjects.unpictured.connect(notices.fail)
        self._steps = Steps(desk, lanes, notices, self)
        self._steps.read.connect(self._on_read)
        self._steps.examined.connect(self._on_examined)
        self._steps.compared.connect(self._on_compared)
        self._steps.failed.connect(self._on_step_failed)
        self._steps.stopped.connect(self._on_step_stopped)
        self._steps.slowed.connect(self._on_slow)
        self._opening = Newest(self)
        self._opening.failed.connect(self._on_opening_failed)
        self._pairs = PairMaker(lanes, notices, self)
        self._pairs.made.connect(self._on_pair_made)
        self._decisions = Decisions(desk, lanes, notices, settings, self)
        self._decisions.recorded.connect(self._on_decision_recorded)
        self._decisions.referred.connect(self._on_referred)
        self._decisions.remark_missed.connect(self.remark_missed)

    def _set(self, **changes: Any) -> None:
        self.state = state = replace(self.state, waiting=len(self._queue), **changes)
        is_for_subject = state.subject is not None and state.subject.signatory.id == self._wanted_id
        pair = self._pairs.known(state.chosen_id)
        self.state = replace(state, is_for_subject=is_for_subject, pair=pair)
        if self.state.phase is not Phase.WORKING:
            self.state = replace(self.state, is_slow=False)
        self.changed.emit()

    # whom, and what

    def choose_signatory(self, signatory_id: int) -> None:
        """Compare with this signatory from now on, at once where a presented signature is not yet decided."""
        self.leave_past()
        self._wanted_id = signatory_id
        if self.state.phase is Phase.DECIDED:
            self._clear()
        self._set()
        self._load(signatory_id)

    def refresh(self) -> None:
        """Look whether the signatory's specimens have changed, as when the page is shown again."""
        if self._wanted_id is not None and not self.state.is_past and not self._subjects.is_loading:
            self._load(self._wanted_id)

    def present(self, sources: Sequence[Source]) -> None:
        """Check one scan at once; of several, those that cannot be checked at once wait their turn."""
        items = [Item.of(one, self._wanted_id) for one in sources]
        if not items:
            return
        self.leave_past()
        if len(items) > 1 and self.state.phase in (Phase.WORKING, Phase.WAITING, Phase.JUDGED):
            self._queue.extend(items)
            self._set()
            return
        self._queue.extend(items[1:])
        self._take(items[0])

    def next_item(self) -> None:
        """Go to the item that has waited longest, leaving the present one as it is."""
        if self._queue:
            self.leave_past()
            self._take(self._queue.popleft())

    def clear_queue(self) -> None:
        """Forget the items that wait."""
        self._queue.clear()
        self._set()

    def _load(self, signatory_id: int) -> None:
        known = self.state.subject.pictures if self.state.subject is not None else {}
        self._subjects.load(signatory_id, known=known)

    def _take(self, item: Item) -> None:
        if self.state.phase is Phase.JUDGED:
            self._notices.say("The item before was left undecided. It is in the history.")
        self._item = item
        self.amounts.forget_used()
        self._pairs.forget()
        if item.signatory_id is not None and item.signatory_id != self._wanted_id:
            self._wanted_id = item.signatory_id
            self._load(item.signatory_id)
        self._work(presented=None, ranking=by_age(self.state.subject))
        self._steps.begin(item)

    def _work(self, **changes: Any) -> None:
        """Go to work on the item: no verdict is shown until there is a new one."""
        cleared: dict[str, Any] = {"record": None, "decisions": (), "is_correcting": False, "band": ""}
        self._set(phase=Phase.WORKING, **{**cleared, **changes})

    def _clear(self) -> None:
        self._steps.drop()
        self._item = None
        self._set(
            phase=Phase.EMPTY, presented=None, record=None, decisions=(), is_correcting=False,
            ranking=by_age(self.state.subject),
        )  # fmt: skip

    # read, examine, compare

    @Slot(object)
    def _on_read(self, presented: Presented) -> None:
        self._pairs.forget()
        self._work(presented=presented)
        self._steps.examine(presented)

    @Slot(object)
    def _on_examined(self, presented: Presented) -> None:
        if is_fit(presented.findings):
            self._set(presented=presented)
            self._compare()
        else:
            self._steps.pause()
            self._set(phase=Phase.UNFIT, presented=presented)

    def _compare(self) -> None:
        """Compare what has been examined, as soon as there is a signatory to compare with."""
        subject, presented = self.state.subject, self.state.presented
        if self._subjects.is_loading:
            self._steps.pause()  # comes here again once the signatory is loaded
        elif subject is None or presented is None or subject.signatory.id != self._wanted_id:
            self._steps.pause()
            self._set(phase=Phase.WAITING)
        elif not subject.specimens:
            self._steps.pause()
            self._set(phase=Phase.NO_SPECIMENS)
        else:
            self._work(band=self.amounts.words)
            self._steps.compare(subject.signatory.id, presented, amount=self.amounts.take())

    @Slot(object, float)
    def _on_compared(self, record: VerificationRecord, milliseconds: float) -> None:
        ranking = by_distance(self.state.ranking, record)
        self._set(phase=Phase.JUDGED, record=record, ranking=ranking, chosen_id=first(ranking))
        self.judged.emit(milliseconds)
        self._pairs.make(self.state)

    @Slot(object)
    def _on_step_failed(self, error: Exception) -> None:
        if isinstance(error, NoSpecimens):
            self._set(phase=Phase.NO_SPECIMENS)
            return
        self._notices.fail(error)
        if self.state.presented is not None:
            self._set(phase=Phase.STOPPED)
        elif self._queue:
            self.next_item()
        else:
            self._clear()

    @Slot()
    def _on_step_stopped(self) -> None:
        if self.state.presented is None:
            self._clear()
        else:
            self._set(phase=Phase.STOPPED)

    @Slot()
    def _on_slow(self) -> None:
        self._set(is_slow=True)

    def stop(self) -> bool:
        """Stop the work in hand; False where there was none."""
        return self._steps.stop()

    def examine_again(self) -> None:
        """Take up an item that was stopped."""
        if self.state.phase is Phase.STOPPED and self.state.presented is not None:
            self._work()
            self._steps.examine(self.state.presented)

    def choose_page(self, number: int) -> None:
        """Check another page of the same file, counted from 0."""
        presented = self.state.presented
        if self._item is None or presented is None or not 0 <= number < presented.page_count:
            return
        self._work(ranking=by_age(self.state.subject))
        self._steps.begin(self._item, page=number)

    def crop(self, box: Box | None) -> None:
        """Check only what is inside the box; None: the whole page again."""
        if self.state.presented is not None and not self.state.is_past:
            self._work(ranking=by_age(self.state.subject))
            self._steps.cut_out(self.state.presented, box)

    # the signatory's specimens

    @Slot(object)
    def _on_subject_loaded(self, subject: Subject) -> None:
        before = self.state.subject
        is_same = before is not None and before.specimens == subject.specimens
        if is_same and before is not None and before.signatory.id == subject.signatory.id:
            self._set(subject=subject)
        else:
            if self.state.phase is Phase.DECIDED:
                self._clear()
            ranking = by_age(subject)
            self._pairs.forget()
            self._set(subject=subject, ranking=ranking, chosen_id=first(ranking))
            self._compare_anew()
        if self.state.phase is Phase.WORKING and not self._steps.is_busy:
            self._compare()
        self._subjects.show(
            subject, first=[number for number in [self.state.chosen_id] if number is not None]
        )

    @Slot(object)
    def _on_subject_failed(self, error: Exception) -> None:
        self._wanted_id = None
        self._notices.fail(error)
        self._set()
        if self.state.phase is Phase.WORKING and not self._steps.is_busy:
            self._compare()

    @Slot()
    def _compare_anew(self) -> None:
        """Compare with another signatory or specimens, or for another amount, what was examined already."""
        if self.state.is_to_compare:
            self._steps.drop()
            self._work()
            self._compare()

    @Slot(object)
    def _on_subject_pictured(self, subject: Subject) -> None:
        self._set(subject=subject)
        self._pairs.make(self.state)

    def choose_specimen(self, specimen_id: int) -> None:
        """Look at this specimen beside the presented signature."""
        if specimen_id != self.state.chosen_id:
            self._set(chosen_id=specimen_id)
            self._pairs.make(self.state)

    def want_pair(self, *, is_wanted: bool) -> None:
        """Say whether a view is on that lays one signature over the other."""
        self._pairs.want(is_wanted=is_wanted)
        self._pairs.make(self.state)

    @Slot()
    def _on_pair_made(self) -> None:
        self._set()

    # the clerk's decision

    def decide(self, decision: Verdict, *, remark: str) -> None:
        """Record the clerk's decision; ignored where there is nothing to decide."""
        state = self.state
        if state.record is not None and state.can_decide:
            self._decisions.record(state.record, decision, remark=remark)
        elif state.can_refer and decision is Verdict.REFER and state.subject and state.presented:
            self._decisions.refer(state.subject.signatory.id, state.presented, remark=remark)

    @Slot(object)
    def _on_referred(self, referred: work.Referred) -> None:
        record = referred.record
        if self.state.presented is referred.presented and self._wanted_id == record.signatory_id:
            self.state = replace(self.state, record=record)
        self._on_decision_recorded(referred.decision)

    @Slot(object)
    def _on_decision_recorded(self, decision: DecisionRecord) -> None:
        record = self.state.record
        if record is None or record.id != decision.verification_id:
            self._set(last=decision)
            return
        if not self.state.is_past:
            self.amounts.forget_used()
        decisions = (*self.state.decisions, decision)
        self._set(phase=Phase.DECIDED, decisions=decisions, last=decision, is_correcting=False)
        if self._is_back_wanted:
            self.leave_past()
        elif self._queue and not self.state.is_past:
            self.next_item()
        else:
            self.item_awaited.emit()

    def correct(self) -> None:
        """Let the clerk decide again; the earlier decision stays in the record."""
        last, record = self.state.last, self.state.record
        if self.state.phase is Phase.DECIDED:
            self._set(is_correcting=True)
        elif last is not None and (record is None or last.verification_id != record.id):
            self.show_verification(last.verification_id, is_correcting=True)

    # the past

    def show_verification(self, verification_id: int, *, is_correcting: bool = False) -> None:
        """Show a verification out of the history as it was; what is on the desk comes back afterwards."""
        if self._live is None:
            self._live = self.state
        self._subjects.drop()
        self._steps.drop()
        self._is_back_wanted = is_correcting
        job = self._lanes.store.submit(work.load_past, self._desk.bank, verification_id)
        self._opening.start(job, self._on_past_loaded)

    def _on_past_loaded(self, past: work.Past) -> None:
        if not self.state.is_past:
            self._live = self.state  # a decision may have been stored since the past was asked for
        self._pairs.forget()
        ranking = by_distance(by_age(past.subject), past.record)
        self.state = VerifyState(last=self.state.last)
        self._set(
            phase=Phase.DECIDED if past.decisions else Phase.JUDGED,
            subject=past.subject, presented=past.presented, record=past.record, decisions=past.decisions,
            ranking=ranking, chosen_id=first(ranking), is_past=True,
            is_correcting=self._is_back_wanted and bool(past.decisions),
        )  # fmt: skip
        self._subjects.show(past.subject, first=[one.specimen_id for one in ranking])
        self._pairs.make(self.state)

    @Slot(object)
    def _on_opening_failed(self, error: Exception) -> None:
        self._notices.fail(error)
        self.leave_past()

    def leave_past(self) -> bool:
        """Go back to what was on the desk; False where no past verification was open."""
        live, self._live = self._live, None
        if live is None:
            return False
        self._opening.drop()
        self._subjects.drop()
        self._is_back_wanted = False
        self._pairs.forget()
        self.state = replace(live, last=self.state.last)
        self._set()
        if live.phase is Phase.WORKING:
            self._resume()
        if self._wanted_id is not None:
            self._load(self._wanted_id)
        self._pairs.make(self.state)
        return True

    def _resume(self) -> None:
        """Take up again what was being worked on when the past was opened."""
        self._work()
        if self.state.presented is not None:
            self._steps.examine(self.state.presented)
        elif self._item is not None:
            self._take(self._item)
