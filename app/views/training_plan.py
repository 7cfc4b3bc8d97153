"""What would a training do, how long would it take, and may it start?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.assets import icon_pixmap
from app.presenters.training import Prospect
from app.presenters.training_words import LOSSES, STARTS, device_text, shortfall_texts, time_text
from app.theme.theme import Theme
from app.views.training_holdings import HoldingsCard
from app.widgets.choice import Choice
from app.widgets.main_button import MainButton
from app.widgets.words import words
from app.workplace import Workplace
from core.learning.words import LossName, Start

_SIGN_PX = 16
_UNKNOWN = "–"
_FACTS = ("From the model", "Steps", "Time, all in all", "Runs on")


class TrainingPlan(QScrollArea):
    """Left the signatures, right the plan and the button that starts it."""

    chosen = Signal(str, str)  # a Start and a LossName

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._prospect: Prospect | None = None
        inside = QWidget(self)
        self.holdings = HoldingsCard(inside)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.holdings, 1)
        row.addWidget(self._plan_card(workplace, inside), 1)
        layout.addLayout(row)
        layout.addStretch(1)
        self.setWidget(inside)
        self._explain()

    @property
    def start(self) -> Start:
        """What it would start from."""
        return list(STARTS)[self.starts.current]

    @property
    def loss(self) -> LossName:
        """What it would learn by."""
        return list(LOSSES)[self.losses.current]

    def first_focus(self) -> None:
        """Go to the button where it can be pressed, else to the first choice."""
        target: QWidget = self.button if self.button.isEnabled() else self.starts.button(self.starts.current)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_prospect(self, prospect: Prospect) -> None:
        """Fill in what was counted."""
        self._prospect = prospect
        self.holdings.show_prospect(prospect)
        self._refresh()

    def _plan_card(self, workplace: Workplace, parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("kind", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        heading = QLabel("What a training would do", card)
        heading.setProperty("kind", "heading")
        layout.addWidget(heading)
        self.starts = Choice([word for word, _ in STARTS.values()], name="Start from", parent=card)
        self.losses = Choice([word for word, _ in LOSSES.values()], name="Learn by", parent=card)
        self._start_text, self._loss_text = words(kind="small", parent=card), words(kind="small", parent=card)
        for name, choice, text in (
            ("Start from", self.starts, self._start_text),
            ("Learn by", self.losses, self._loss_text),
        ):
            layout.addLayout(_named(name, choice, card))
            layout.addWidget(text)
            choice.chosen.connect(self._on_chosen)
        layout.addLayout(self._fact_table(card))
        self.lacking = Lacking(workplace.theme, card)
        layout.addWidget(self.lacking)
        layout.addSpacing(8)
        self.button = MainButton(workplace.actions.get("training.start"), parent=card)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return card

    def _fact_table(self, card: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.facts: dict[str, QLabel] = {}
        for place, name in enumerate(_FACTS):
            label = QLabel(name, card)
            label.setProperty("kind", "muted")
            fact = self.facts[name] = QLabel(_UNKNOWN, card)
            fact.setWordWrap(True)
            fact.setAccessibleName(name)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(fact, place, 1)
        return grid

    @Slot(int)
    def _on_chosen(self, _place: int) -> None:
        self._explain()
        self._refresh()
        self.chosen.emit(self.start.value, self.loss.value)

    def _explain(self) -> None:
        self._start_text.setText(STARTS[self.start][1])
        self._loss_text.setText(LOSSES[self.loss][1])

    def _refresh(self) -> None:
        if self._prospect is None:
            return
        plan = self._prospect.plans[self.start]
        facts = (
            self._prospect.model_name if self.start is Start.CHAMPION else "none: from nothing",
            f"{plan.steps:,}",
            f"{time_text(plan.seconds)}; you can go on working meanwhile",
            device_text(self._prospect.device),
        )
        for name, fact in zip(_FACTS, facts, strict=True):
            self.facts[name].setText(fact)
        self.lacking.say(shortfall_texts(plan.shortfalls))


class Lacking(QWidget):
    """Why a training may not start: a line for each thing that there is too little of."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign = QLabel(self)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setAccessibleName("Why it cannot start")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        theme.changed.connect(self._tint)
        self._tint()
        self.hide()

    def say(self, lines: list[str]) -> None:
        """Say these; nothing where nothing is lacking."""
        said = ["It cannot start yet: there is too little to learn from.", *(f"•  {line}" for line in lines)]
        self.text.setText("\n".join(said) if lines else "")
        self.setVisible(bool(lines))

    @Slot()
    def _tint(self) -> None:
        colour, ratio = self._theme.tokens.text, self.devicePixelRatioF()
        self._sign.setPixmap(icon_pixmap("warning", colour=colour, size_px=_SIGN_PX, ratio=ratio))


def _named(name: str, choice: Choice, parent: QWidget) -> QHBoxLayout:
    label = QLabel(name, parent)
    label.setMinimumWidth(72)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(label)
    row.addWidget(choice)
    row.addStretch(1)
    return row
