"""Is the challenger better than the champion? The plain sentence, the figures, and the curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from app.models.measures_model import MeasuresModel
from app.presenters.models_words import DOMAINS, RANGE_WORDS, domain_text, measures_of
from app.theme.theme import Theme
from app.views.models_plots import ComparisonPlots
from app.widgets.choice import Choice
from app.widgets.scroll_column import ScrollColumn
from app.widgets.sign_line import SignLine
from app.widgets.table import Table
from app.widgets.words import words

if TYPE_CHECKING:
    from core.learning.retrain import Outcome

ROW_PX = 32
RIGHT_PX = 32


class ComparisonView(ScrollColumn):
    """One comparison; the people it was made on are chosen above the figures."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Comparison", right_px=RIGHT_PX, parent=parent)
        self._theme = theme
        self._outcome: Outcome | None = None
        self._champion = ""
        self._build(self.holder)

    def _build(self, holder: QWidget) -> None:
        layout = self.column
        layout.addWidget(self._build_finding(holder))
        self.domain = Choice(tuple(DOMAINS.values()), name="Compared on", parent=holder)
        self._facts = words(kind="muted", parent=holder)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.domain)
        row.addWidget(self._facts, 1)
        layout.addLayout(row)
        self._model = MeasuresModel(self)
        layout.addWidget(self._build_table(holder))
        explained = words(kind="small", parent=holder)
        explained.setText(RANGE_WORDS)
        layout.addWidget(explained)
        self.plots = ComparisonPlots(self._theme, holder)
        layout.addWidget(self.plots)
        layout.addStretch(1)
        self.domain.chosen.connect(self._show_domain)

    def _build_finding(self, holder: QWidget) -> QFrame:
        card = QFrame(holder)
        card.setProperty("kind", "card")
        self.finding = SignLine(self._theme, parent=card)
        self._against = words(kind="small", parent=card)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.finding)
        layout.addWidget(self._against)
        return card

    def _build_table(self, holder: QWidget) -> Table:
        self.table = Table(holder)
        self.table.setAccessibleName("Champion and challenger, figure by figure")
        self.table.setModel(self._model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.table.horizontalHeader()
        header.setSectionsMovable(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        return self.table

    def show_outcome(self, outcome: Outcome, *, champion: str, note: str) -> None:
        """Show a comparison; `note` says what else should be known of the champion."""
        is_known = (outcome, champion) == (self._outcome, self._champion)
        self._outcome, self._champion = outcome, champion
        is_fine = outcome.finding.may_activate
        self.finding.say(outcome.finding.sentence, sign="done" if is_fine else "warning")
        self._against.setText(note)
        self._against.setVisible(bool(note))
        if not is_known:  # read again it stays where the clerk was reading
            self._show_domain()
            self.verticalScrollBar().setValue(0)

    @Slot()
    def _show_domain(self) -> None:
        outcome = self._outcome
        if outcome is None:
            return
        wanted = tuple(DOMAINS)[self.domain.current]
        domain = next((one for one in outcome.domains if one.name == wanted), None)
        for widget in (self.table, self.plots):
            widget.setVisible(domain is not None)
        if domain is None:
            self._facts.setText("Not measured: nobody was kept aside.")
            return
        self._facts.setText(domain_text(domain))
        self._model.show_measures(measures_of(domain), champion=self._champion, challenger=outcome.name)
        self.table.setSpan(self._model.rowCount() - 1, 1, 1, 2)  # the change is of both
        self._fit()
        self.plots.show_domain(domain, champion=self._champion, challenger=outcome.name)

    def _fit(self) -> None:
        """As high as its rows: it is the page that scrolls."""
        rows = self.table.verticalHeader().length()
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(rows + header + 2 * self.table.frameWidth())
