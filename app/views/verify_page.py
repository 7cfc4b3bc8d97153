"""Is this signature genuine? The page on which a clerk looks, is advised, and decides."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.engine.serving import Serving
from app.presenters.signatory_search import SignatorySearch
from app.presenters.verify import VerifyPresenter
from app.presenters.verify_state import Phase, Source, VerifyState
from app.presenters.verify_words import panel_words
from app.theme.tokens import SPACE_PX
from app.views.pad_sheet import PadSheet
from app.views.pen_export import PenExport
from app.views.verify_head import VerifyHead
from app.views.verify_pictures import VerifyPictures
from app.widgets.drop_zone import DropCover, DropZone, ScanIntake
from app.widgets.verdict_panel import VerdictPanel
from app.workplace import Workplace
from core.scoring.verdict import Verdict

EMPTY_SENTENCE = "Drop a scan here, paste it, browse for it, or have it signed on the pad."
NO_DESK, DESK = 0, 1


class VerifyPage(QWidget):
    """Draws what the presenter holds, and tells it what the clerk wants."""

    enrol_requested = Signal(int)  # a customer's id: add specimens there first
    measured = Signal(float)  # milliseconds from the scan to the newest verdict
    recorded = Signal(object)  # datetime, local, at which the newest decision was stored

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions, self._theme = workplace.actions, workplace.theme
        self._settings, self._notices = workplace.settings, workplace.notices
        self._pictures_days = workplace.pictures_days
        desk, lanes = workplace.desk, workplace.lanes
        self.presenter = VerifyPresenter(desk, lanes, self._notices, self._settings, self)
        self._search = SignatorySearch(desk, lanes, self._notices, self)
        self._pen_export = PenExport(workplace, self)
        self._shown = VerifyState()
        self._intake = ScanIntake(self)
        self._build()
        self._connect()
        self._follow_amounts(workplace.serving)
        self.pictures.show_ink(is_ink=self._settings.show_ink_first)
        self.pictures.comparison.set_still(is_still=self._settings.reduce_motion)
        self._render()

    # what other pages ask for

    def choose_signatory(self, signatory_id: int) -> None:
        """Compare with this signatory from now on."""
        self.presenter.choose_signatory(signatory_id)

    def present(self, source: Path) -> None:
        """Check this scan."""
        self.presenter.present([source])

    def show_verification(self, verification_id: int) -> None:
        """Show a verification out of the history as it was."""
        self.presenter.show_verification(verification_id)

    def first_focus(self) -> None:
        """Put the focus where a clerk would go on."""
        state = self.presenter.state
        if state.presented is not None and (state.phase is not Phase.DECIDED or state.is_past):
            self.pictures.comparison.focus_pictures()
        elif state.subject is not None and state.presented is None:
            self.pictures.zone.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.head.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    # how it is put together

    def _build(self) -> None:
        self.head = VerifyHead(self._search, self._actions, self)
        self.body = QStackedWidget(self)
        browse = self._actions.get("verify.open")
        self.body.addWidget(DropZone(EMPTY_SENTENCE, action=browse, theme=self._theme, inset_px=1))
        desk = QWidget(self)
        self.pictures = VerifyPictures(
            EMPTY_SENTENCE,
            theme=self._theme,
            actions=self._actions,
            pictures_days=self._pictures_days,
            parent=desk,
        )
        self.panel = VerdictPanel(self._theme, self._actions, desk)
        inner = QVBoxLayout(desk)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE_PX)
        inner.addWidget(self.pictures, 1)
        inner.addWidget(self.panel)
        self.body.addWidget(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE_PX, SPACE_PX + 4, 3 * SPACE_PX, SPACE_PX + 4)
        layout.setSpacing(SPACE_PX)
        layout.addWidget(self.head)
        layout.addWidget(self.body, 1)
        self._cover = DropCover(self._theme, self)
        self.pad_sheet = PadSheet(self._theme, self)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.changed.connect(self._render)
        presenter.judged.connect(self.measured)
        presenter.item_awaited.connect(self._on_item_awaited)
        presenter.remark_missed.connect(self.panel.refuse_without_remark)
        self.head.signatory_chosen.connect(self._on_signatory_chosen)
        self.head.queue_cleared.connect(presenter.clear_queue)
        self.head.past_left.connect(self._on_past_left)
        self.pictures.specimen_chosen.connect(presenter.choose_specimen)
        self.pictures.pair_wanted.connect(self._on_pair_wanted)
        self.pictures.page_chosen.connect(presenter.choose_page)
        self.pictures.box_drawn.connect(presenter.crop)
        self.panel.offer_taken.connect(self._on_offer_taken)
        self._intake.given.connect(self._on_scans_given)
        self._intake.refused.connect(self._notices.warn)
        self._intake.hovered.connect(self._on_scan_hovered)
        self.pad_sheet.taken.connect(self._on_signature_taken)
        self._settings.changed.connect(self._on_setting_changed)
        for verdict in Verdict:
            self._actions.get(f"verify.{verdict.value}").triggered.connect(self._on_decision_triggered)
        for name, slot in (
            ("choose", self._on_choose_triggered),
            ("open", self._intake.browse),
            ("paste", self._intake.paste),
            ("sign", self._on_sign_triggered),
            ("save_pen", self._on_save_pen_triggered),
            ("remark", self._on_remark_triggered),
            ("next", presenter.next_item),
            ("correct", self._on_correct_triggered),
            ("again", presenter.examine_again),
        ):
            self._actions.get(f"verify.{name}").triggered.connect(slot)

    def _follow_amounts(self, serving: Serving) -> None:
        """Offer a field for the amount while the policy in use tells amounts apart."""
        amounts, head = self.presenter.amounts, self.head
        amounts.offered.connect(head.offer_amount)
        amounts.offered.connect(self._actions.get("verify.amount").setEnabled)
        amounts.cleared.connect(head.clear_amount)
        head.amount.settled.connect(amounts.set_amount)
        self._actions.get("verify.amount").triggered.connect(self._on_amount_triggered)
        serving.changed.connect(amounts.follow)
        amounts.follow(serving.current)

    # drawing

    @Slot()
    def _render(self) -> None:
        before, state = self._shown, self.presenter.state
        self._shown = state
        words = panel_words(state)
        is_bare = state.subject is None and state.presented is None and state.phase is Phase.EMPTY
        self.body.setCurrentIndex(NO_DESK if is_bare else DESK)
        self.head.show_state(state)
        self.pictures.show_state(state)
        self.panel.show_words(words)
        self._enable(state, can_correct=words.can_correct)
        if state.record is not before.record or _is_other_page(state, before):
            self.panel.clear_remark()
        if state.last is not None and state.last is not before.last:
            self.recorded.emit(state.last.at.astimezone())
        if before.subject is not None and _signatory_id(state) != before.subject.signatory.id:
            self.pad_sheet.dismiss()  # what is half written there bears the name of the one before
        self._move_focus(before, state)

    def _enable(self, state: VerifyState, *, can_correct: bool) -> None:
        enabled = {
            **{verdict.value: state.can_decide for verdict in Verdict},
            "refer": state.can_refer,
            "remark": state.can_refer,
            "next": state.waiting > 0,
            "save_pen": state.presented is not None and state.presented.whole.trajectory is not None,
            "correct": can_correct,
            "again": state.phase is Phase.STOPPED,
        }
        for name, is_enabled in enabled.items():
            self._actions.get(f"verify.{name}").setEnabled(is_enabled)
        self.panel.remark.setEnabled(state.can_refer)

    def _move_focus(self, before: VerifyState, state: VerifyState) -> None:
        """Once there is something to look at its keys should work, unless words are being typed."""
        is_new = state.presented is not None and before.presented is None
        if is_new and self.isVisible() and not self.head.finder.text() and not self.panel.remark.hasFocus():
            self.pictures.comparison.focus_pictures()

    # what the clerk wants

    @Slot(list)
    def _on_scans_given(self, sources: list[Source]) -> None:
        self.presenter.present(sources)

    @Slot()
    def _on_sign_triggered(self) -> None:
        subject = self.presenter.state.subject
        self.pad_sheet.start(whose=subject.signatory.name if subject is not None else "")

    @Slot(object)
    def _on_signature_taken(self, data: bytes) -> None:
        self.presenter.present([data])

    @Slot()
    def _on_save_pen_triggered(self) -> None:
        presented = self.presenter.state.presented
        trajectory = presented.whole.trajectory if presented is not None else None
        if presented is not None and trajectory is not None:
            self._pen_export.offer(trajectory, shown_as=presented.name)

    @Slot(bool)
    def _on_scan_hovered(self, is_over: bool) -> None:  # noqa: FBT001 - a signal's argument
        subject = self.presenter.state.subject
        if is_over:
            whom = f" against {subject.signatory.name}" if subject is not None else ""
            self._cover.offer(f"Drop to check{whom}")
        else:
            self._cover.hide()

    @Slot(int)
    def _on_signatory_chosen(self, signatory_id: int) -> None:
        self.presenter.choose_signatory(signatory_id)
        if self.presenter.state.presented is not None:
            self.pictures.comparison.focus_pictures()

    @Slot(bool)
    def _on_pair_wanted(self, is_wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.presenter.want_pair(is_wanted=is_wanted)

    @Slot()
    def _on_item_awaited(self) -> None:
        if self.isVisible() and not self.presenter.state.is_past:
            self.head.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_decision_triggered(self) -> None:
        name = self.sender().objectName().removeprefix("verify.")
        self.presenter.decide(Verdict(name), remark=self.panel.remark.text())

    @Slot()
    def _on_correct_triggered(self) -> None:
        self.presenter.correct()
        self.panel.remark.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_offer_taken(self, name: str) -> None:
        subject = self.presenter.state.subject
        if name == "enrol" and subject is not None:
            self.enrol_requested.emit(subject.customer.id)
        elif name:
            self._actions.get(f"verify.{name}").trigger()

    @Slot()
    def _on_choose_triggered(self) -> None:
        self.presenter.leave_past()
        self.head.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.finder.selectAll()

    @Slot()
    def _on_amount_triggered(self) -> None:
        self.head.amount.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.amount.selectAll()

    @Slot()
    def _on_remark_triggered(self) -> None:
        self.panel.remark.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_past_left(self) -> None:
        self.presenter.leave_past()
        self.first_focus()

    @Slot(str)
    def _on_setting_changed(self, key: str) -> None:
        if key == "reduce_motion":
            self.pictures.comparison.set_still(is_still=self._settings.reduce_motion)
        elif key == "show_ink_first":
            self.pictures.show_ink(is_ink=self._settings.show_ink_first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self._escape():
            super().keyPressEvent(event)

    def _escape(self) -> bool:
        """Stop what runs, else go back from the past; False where there was neither."""
        if self.presenter.stop():
            return True
        if self.presenter.leave_past():
            self.first_focus()
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.presenter.refresh()


def _signatory_id(state: VerifyState) -> int | None:
    return state.subject.signatory.id if state.subject is not None else None


def _is_other_page(state: VerifyState, before: VerifyState) -> bool:
    now, then = state.presented, before.presented
    return (now.whole if now is not None else None) is not (then.whole if then is not None else None)
