"""What is known of the model that is looked at, and what can be done with it?"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.actions import hint
from app.presenters.models_pictures import TurnedPresenter
from app.presenters.models_questions import back_text, champion_note
from app.presenters.models_shelf import KnownModel, Looked, Shelf
from app.presenters.models_words import facts_text, learnt_from
from app.views.models_card import CardView
from app.views.models_comparison import ComparisonView
from app.views.models_turned import TurnedView
from app.widgets.action_button import ActionTool
from app.widgets.choice import Choice
from app.widgets.words import words
from app.workplace import Workplace

PARTS = ("Comparison", "Changed sides", "Card")
COMPARISON, TURNED, CARD, READING = range(len(PARTS) + 1)
RIGHT_PX = 32


class ModelDetail(QWidget):
    """Name and state, then the comparison, the signatures that changed sides, or the card."""

    def __init__(self, workplace: Workplace, turned: TurnedPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.comparison = ComparisonView(workplace.theme, self)
        self.turned = TurnedView(turned, workplace.theme, self)
        self.card = CardView(self)
        self._stack = QStackedWidget(self)
        for part in (self.comparison, self.turned, self.card, QWidget(self)):
            self._stack.addWidget(part)
        self.parts = Choice(PARTS, name="Show of the model", parent=self)
        self.parts.chosen.connect(self._show_part)
        self._named = self._looked = ""  # digests: of the head, and of what lies below it
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._build_head())
        row = QHBoxLayout()
        row.addWidget(self.parts)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self._stack, 1)
        workplace.theme.changed.connect(self._tint)

    def _build_head(self) -> QWidget:
        head = QWidget(self)
        self.name = QLabel(head)
        self.name.setProperty("kind", "title")
        self.name.setWordWrap(True)
        actions = self._workplace.actions
        self.remove = ActionTool(actions.get("models.remove"), text="Remove", parent=head)
        self.use = QPushButton("Use this model", head)
        self.use.setProperty("kind", "primary")
        self.use.setToolTip(hint(actions.get("models.activate")))
        self.use.clicked.connect(actions.get("models.activate").trigger)
        self.back = QPushButton(head)
        self.back.setToolTip(hint(actions.get("models.roll_back")))
        self.back.clicked.connect(actions.get("models.roll_back").trigger)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        for button in (self.remove, self.back, self.use):
            row.addWidget(button)
        self._facts = words(kind="muted", parent=head)
        self._origin = words(kind="muted", parent=head)
        layout = QVBoxLayout(head)
        layout.setContentsMargins(0, 0, RIGHT_PX, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._facts)
        layout.addWidget(self._origin)
        self._tint()
        return head

    def show_model(self, known: KnownModel, shelf: Shelf) -> None:
        """Show name, state and card; the comparison comes with `show_looked`."""
        self._named = known.digest
        self.name.setText(known.name)
        self._facts.setText(facts_text(known, shelf))
        self._origin.setText(learnt_from(known))
        self.back.setText(back_text(shelf))
        is_back, is_use = known.is_in_use and shelf.previous is not None, not known.is_in_use
        for button, is_wanted in sorted(((self.back, is_back), (self.use, is_use)), key=lambda pair: pair[1]):
            button.setVisible(is_wanted)  # the one that goes before the one that comes: both need much room
        self.remove.setText("Restore" if known.is_removed else "Remove")
        self.remove.setAccessibleName(f"{self.remove.text()} the model")
        self.card.show_model(known)
        self._show_part()

    def show_looked(self, looked: Looked, shelf: Shelf) -> None:
        """Show how the model was compared; one that was not has its card alone."""
        self._looked, outcome = looked.digest, looked.outcome
        if outcome is not None:
            known = shelf.model(looked.digest)
            note = champion_note(known, shelf, looked) if known else ""
            champion = shelf.name(outcome.champion_digest)
            self.comparison.show_outcome(outcome, champion=champion, note=note)
        self.parts.setVisible(outcome is not None)
        self._show_part()
        if looked.is_unreadable:
            self._origin.setText("Its comparison was written by another version of Specimen.")

    @Slot()
    def _show_part(self) -> None:
        """Never one model's comparison under another's name."""
        part = self.parts.current if not self.parts.isHidden() else CARD
        self._stack.setCurrentIndex(part if self._looked == self._named else READING)

    @Slot()
    def _tint(self) -> None:
        self.back.setIcon(self._workplace.actions.get("models.roll_back").icon())
