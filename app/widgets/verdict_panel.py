"""What does the machine advise, why, and where does the clerk decide?

Every part keeps its place whether it has something to say or not, so that nothing moves when a verdict comes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.actions import Actions
from app.assets import icon_pixmap
from app.theme.theme import TITLE, Theme
from app.theme.tokens import SPACE_PX
from app.widgets.action_button import ActionButton
from app.widgets.elided import ElidedLabel
from app.widgets.score_scale import Reading, ScoreScale

SIGN_PX = 24
SIDE_PX = 384


@dataclass(frozen=True)
class PanelWords:
    """What the panel says. `verdict` gives the headline its colour; without one it is plain.

    `differing` and `agreeing` are the reasons; `advice` stands in their place where there is no verdict.
    `offer` is a button beside the advice: its words, and the name it is emitted under.
    """

    headline: str = ""
    sign: str = ""
    verdict: str = ""
    strength: str = ""
    reading: Reading | None = None
    thresholds: str = ""
    agreeing: str = ""
    differing: str = ""
    advice: str = ""
    offer: str = ""
    offer_name: str = ""
    recorded: str = ""
    can_correct: bool = False


class VerdictPanel(QFrame):
    """The verdict, its scale and reasons, and below them the clerk's three keys, which always look alike."""

    offer_taken = Signal(str)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = PanelWords()
        self.setProperty("kind", "card")
        self._build_verdict()
        self._build_decision(actions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, SPACE_PX + 4)
        layout.setSpacing(SPACE_PX)
        layout.addWidget(self._verdict)
        layout.addWidget(self._decision)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def _build_verdict(self) -> None:
        self._verdict = QWidget(self)
        self._sign = QLabel(self._verdict)
        self._sign.setFixedSize(SIGN_PX, SIGN_PX)
        self._headline = QLabel(self._verdict)
        self._headline.setTextFormat(Qt.TextFormat.PlainText)
        self._strength = ElidedLabel(parent=self._verdict)
        line = QHBoxLayout()
        line.setSpacing(SPACE_PX)
        line.addWidget(self._sign)
        line.addWidget(self._headline)
        line.addWidget(self._strength, 1)
        self._reasons = QStackedWidget(self._verdict)
        self._reasons.addWidget(self._build_reasons())
        self._advice = QLabel(self._reasons)
        self._advice.setTextFormat(Qt.TextFormat.PlainText)
        self._advice.setWordWrap(True)
        self._advice.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._reasons.addWidget(self._advice)
        self._side = QStackedWidget(self._verdict)
        self._side.addWidget(self._build_scale())
        self._side.addWidget(self._build_offer())
        grid = QGridLayout(self._verdict)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * SPACE_PX)
        grid.setVerticalSpacing(2)
        grid.addLayout(line, 0, 0)
        grid.addWidget(self._reasons, 1, 0)
        grid.addWidget(self._side, 0, 1, 2, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(1, SIDE_PX)

    def _build_reasons(self) -> QWidget:
        reasons = QWidget(self)
        layout = QGridLayout(reasons)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(SPACE_PX)
        layout.setVerticalSpacing(2)
        self._differing, self._agreeing = ElidedLabel(parent=reasons), ElidedLabel(parent=reasons)
        for row, (name, label) in enumerate((("Differs", self._differing), ("Agrees", self._agreeing))):
            sign = QLabel(name, reasons)
            sign.setProperty("kind", "muted")
            label.setAccessibleName(name)
            layout.addWidget(sign, row, 0)
            layout.addWidget(label, row, 1)
        layout.setColumnStretch(1, 1)
        return reasons

    def _build_scale(self) -> QWidget:
        side = QWidget(self)
        self.scale = ScoreScale(self._theme, side)
        self._thresholds = ElidedLabel(kind="small", parent=side)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.scale)
        layout.addWidget(self._thresholds)
        layout.addStretch(1)
        return side

    def _build_offer(self) -> QWidget:
        side = QWidget(self)
        self.offer = QPushButton(side)
        self.offer.setAutoDefault(False)
        self.offer.clicked.connect(self._on_offer_clicked)
        layout = QHBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignVCenter)
        return side

    def _build_decision(self, actions: Actions) -> None:
        self._decision = QWidget(self)
        layout = QHBoxLayout(self._decision)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_PX)
        self.buttons = [
            ActionButton(actions.get(name), parent=self._decision)
            for name in ("verify.accept", "verify.refer", "verify.reject")
        ]
        for button in self.buttons:
            button.setMinimumWidth(128)
            layout.addWidget(button)
        self.remark = QLineEdit(self._decision)
        self.remark.setAccessibleName("Remark")
        self.remark.setPlaceholderText("Remark, kept with the decision")
        self.remark.setMaxLength(500)
        self.remark.setAcceptDrops(False)
        self.remark.installEventFilter(self)
        layout.addWidget(self.remark, 1)
        self._recorded = ElidedLabel(kind="muted", parent=self._decision)
        layout.addWidget(self._recorded)
        self._recorded.hide()
        self.correct = ActionButton(actions.get("verify.correct"), text="Correct", parent=self._decision)
        self.correct.setProperty("kind", "quiet")
        layout.addWidget(self.correct)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter decides nothing, in the remark neither."""
        is_enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.remark and is_enter and event.type() == QEvent.Type.KeyPress:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def show_words(self, words: PanelWords) -> None:
        """Say this, in the places reserved for it."""
        before, self._words = self._words, words
        self._headline.setText(words.headline)
        self._strength.setText(words.strength)
        self.scale.show_reading(words.reading)
        self._thresholds.setText(words.thresholds)
        has_reasons = bool(words.agreeing or words.differing)
        for label, text in ((self._agreeing, words.agreeing), (self._differing, words.differing)):
            label.setText(text)
        self._advice.setText(words.advice)
        self._advice.setEnabled(bool(words.headline))
        self._reasons.setCurrentIndex(0 if has_reasons else 1)
        self.offer.setText(words.offer)
        self.offer.setAccessibleName(words.offer)
        self._side.setCurrentIndex(1 if words.offer else 0)
        self._recorded.setText(words.recorded)
        self._recorded.setVisible(bool(words.recorded))
        self.correct.setVisible(words.can_correct)
        self._paint_headline()
        told = " ".join(part for part in (words.headline, words.strength, words.advice) if part)
        self.setAccessibleName(told)
        if words.headline and (words.headline, words.strength) != (before.headline, before.strength):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def refuse_without_remark(self) -> None:
        """Ask for the remark that going against the advice needs."""
        self.remark.setPlaceholderText("Going against the advice needs a remark")
        self.remark.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_remark(self) -> None:
        """Start the next item without the last one's remark."""
        self.remark.clear()
        self.remark.setPlaceholderText("Remark, kept with the decision")

    def _paint_headline(self) -> None:
        tokens = self._theme.tokens
        colour = tokens.verdict(self._words.verdict) if self._words.verdict else tokens.text
        palette = QPalette(self._headline.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self._headline.setPalette(palette)
        if self._words.sign:
            ratio = self.devicePixelRatioF()
            self._sign.setPixmap(icon_pixmap(self._words.sign, colour=colour, size_px=SIGN_PX, ratio=ratio))
        else:
            self._sign.clear()
        self._sign.setVisible(bool(self._words.sign))

    @Slot()
    def _on_theme_changed(self) -> None:
        title = self._theme.font(TITLE, is_bold=True)
        self._headline.setFont(title)
        self._headline.setMinimumHeight(self._headline.fontMetrics().height())
        self._paint_headline()

    @Slot()
    def _on_offer_clicked(self) -> None:
        self.offer_taken.emit(self._words.offer_name)
