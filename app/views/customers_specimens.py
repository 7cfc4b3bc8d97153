"""What does the wall of a signatory's specimens hold, and what can be done with them?"""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.actions import hint
from app.presenters.customer_words import counted
from app.presenters.specimens import SpecimensPresenter
from app.widgets.action_button import ActionTool
from app.widgets.choice import Choice
from app.widgets.drop_zone import DropZone
from app.widgets.specimen_wall import END_PX, SpecimenWall
from app.workplace import Workplace

SCAN, INK = 0, 1
SENTENCE_PX = 420
DASHES_PX = 16
"""How far inside itself a drop zone draws its frame, which is to stand where the cards would."""
_NOTHING = (
    "No specimens yet. Drop scans of {name}'s signature here, paste them, browse, or have them signed "
    "on the pad. Five are a good start."
)


class SpecimensView(QWidget):
    """The wall with its tools; in its place, what to do while there is nothing on it."""

    resumed = Signal()
    discarded = Signal()
    looked_closer = Signal(object)  # a specimen's id
    selection_changed = Signal()

    def __init__(
        self, workplace: Workplace, presenter: SpecimensPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._workplace = workplace
        banner, tools = self._build_banner(), self._build_tools()
        self.wall = SpecimenWall(self)
        self.wall.setModel(presenter.model)
        self._build(banner, tools)
        self._connect()
        if workplace.settings.show_ink_first:
            self.choice.choose(INK)

    def _build(self, banner: QFrame, tools: QWidget) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.wall)
        action = self._workplace.actions.get("customers.enrol")
        self._empty = DropZone("", action=action, theme=self._workplace.theme, parent=self)
        self._empty.sentence.setFixedWidth(SENTENCE_PX)
        self._empty.sentence.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        room = QWidget(self)
        inside = QHBoxLayout(room)
        inside.setContentsMargins(-DASHES_PX, -DASHES_PX, END_PX - DASHES_PX, -DASHES_PX)
        inside.addWidget(self._empty)
        self._nothing = room
        self._stack.addWidget(room)
        self._stack.addWidget(QWidget(self))  # while the specimens are being read
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, END_PX, 0)
        top.addWidget(banner)
        layout.addLayout(top)
        layout.addWidget(tools)
        layout.addWidget(self._stack, 1)

    def _build_banner(self) -> QFrame:
        self.banner = QFrame(self)
        self.banner.setProperty("kind", "card")
        self._waiting = QLabel(self.banner)
        self._waiting.setWordWrap(True)
        self.resume = QPushButton("Go on", self.banner)
        self.resume.setAccessibleName("Go on with the enrolment")
        self.resume.clicked.connect(self.resumed)
        self.discard = QPushButton("Discard", self.banner)
        self.discard.setAccessibleName("Discard the scans that wait")
        self.discard.setProperty("kind", "quiet")
        self.discard.clicked.connect(self.discarded)
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._waiting, 1)
        row.addWidget(self.resume)
        row.addWidget(self.discard)
        self.banner.hide()
        return self.banner

    def _build_tools(self) -> QWidget:
        self._tools = QWidget(self)
        self._summary = QLabel(self._tools)
        self._summary.setProperty("kind", "muted")
        self._summary.setWordWrap(True)
        actions = self._workplace.actions
        self.withdraw = ActionTool(actions.get("customers.withdraw"), text="Withdraw", parent=self._tools)
        self.withdrawn = QToolButton(self._tools)
        self.withdrawn.setText("Show withdrawn")
        self.withdrawn.setCheckable(True)
        self.withdrawn.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.choice = Choice(("Scan", "Ink"), name="Show specimens as", parent=self._tools)
        sign = ActionTool(actions.get("customers.sign"), parent=self._tools)
        enrol = actions.get("customers.enrol")
        self.enrol = QPushButton(enrol.icon(), enrol.text(), self._tools)
        self.enrol.setToolTip(hint(enrol))
        self.enrol.clicked.connect(enrol.trigger)
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, END_PX, 0)
        row.setSpacing(8)
        row.addWidget(self._summary, 1)
        for widget in (self.withdraw, self.withdrawn, self.choice, sign, self.enrol):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        return self._tools

    def _connect(self) -> None:
        self._presenter.shown.connect(self._on_shown)
        self._presenter.summary_changed.connect(self._summary.setText)
        self.choice.chosen.connect(self._on_choice_chosen)
        self.withdrawn.toggled.connect(self._on_withdrawn_toggled)
        self.wall.removal_pressed.connect(self.turn_chosen)
        self.wall.looked_closer.connect(self.looked_closer)
        self.wall.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._presenter.model.modelReset.connect(self.selection_changed)

    def show_draft(self, pages: int) -> None:
        """Say how many scans wait from an earlier time; 0 says nothing."""
        verb = "waits" if pages == 1 else "wait"
        self._waiting.setText(f"{counted(pages, 'scan')} {verb} from an enrolment that was not finished.")
        self.banner.setVisible(pages > 0)

    def chosen_ids(self, *, is_withdrawn: bool) -> list[int]:
        """The specimens that are selected, those withdrawn or those not."""
        cards = self._presenter.model.cards
        chosen = (cards[row] for row in self.wall.chosen_rows())
        return [card.key for card in chosen if card.is_withdrawn is is_withdrawn]

    def name_withdraw(self, *, is_restore: bool) -> None:
        """Say on the button what it does to what is selected."""
        self.withdraw.setText("Restore" if is_restore else "Withdraw")
        self.withdraw.setAccessibleName(f"{self.withdraw.text()} the specimens that are selected")

    @Slot()
    def turn_chosen(self) -> None:
        """Withdraw what is selected; where all of it is withdrawn already, restore it."""
        if live := self.chosen_ids(is_withdrawn=False):
            self._presenter.withdraw(live)
        else:
            self._presenter.restore(self.chosen_ids(is_withdrawn=True))

    @Slot()
    def turn_picture(self) -> None:
        """Switch between scan and ink."""
        self.choice.choose(SCAN if self.choice.current == INK else INK)

    @Slot()
    def _on_shown(self) -> None:
        signatory, records = self._presenter.signatory, self._presenter.records
        if signatory is None:
            return
        self._empty.sentence.setText(_NOTHING.format(name=signatory.name))
        self._stack.setCurrentWidget(self.wall if records else self._nothing)
        self._tools.setVisible(bool(records))
        has_withdrawn = any(record.is_withdrawn for record in records)
        self.withdrawn.setVisible(has_withdrawn)

    @Slot(int)
    def _on_choice_chosen(self, place: int) -> None:
        self.wall.show_ink(is_on=place == INK)

    @Slot(bool)
    def _on_withdrawn_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._presenter.show_withdrawn(is_on=is_on)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, _added: QItemSelection, _removed: QItemSelection) -> None:
        self.selection_changed.emit()
