"""How are the presented signature and the specimens looked at? The upper part of the verify page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.actions import Actions
from app.presenters.verify_state import Phase, VerifyState
from app.presenters.verify_words import (
    deleted_presented,
    missing_specimen,
    pair_caption,
    presented_caption,
    specimen_heading,
    strip_items,
)
from app.theme.theme import Theme
from app.theme.tokens import SPACE_PX
from app.widgets.action_button import ActionTool
from app.widgets.comparison import Comparison, Mode
from app.widgets.crop_frame import CropFrame
from app.widgets.drop_zone import DropZone
from app.widgets.specimen_strip import SpecimenStrip
from app.widgets.view_bar import ViewBar
from app.widgets.viewport import ZOOM_STEP
from core.image.page import Box

MODES = {f"verify.{mode.value}": mode for mode in Mode}
CROP_WORDS = "Drag, or arrow keys and Shift · Enter takes it · Esc leaves"


class VerifyPictures(QWidget):
    """The pictures, the ways to look at them, and the strip of specimens."""

    specimen_chosen = Signal(int)
    pair_wanted = Signal(bool)
    page_chosen = Signal(int)  # counted from 0
    box_drawn = Signal(object)  # Box, or None for the whole page

    def __init__(
        self,
        sentence: str,
        *,
        theme: Theme,
        actions: Actions,
        pictures_days: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pictures_days = pictures_days
        self._theme, self._actions = theme, actions
        self._state = VerifyState()
        self._build(sentence)
        self._prepare_modes()
        self._connect()

    def _build(self, sentence: str) -> None:
        self.comparison = Comparison(self._theme, self)
        self.zone = DropZone(sentence, action=self._actions.get("verify.open"), theme=self._theme)
        self.comparison.presented.stack.addWidget(self.zone)
        self.crop = CropFrame(self.comparison.presented_view, self._theme)
        self._build_page_tools()
        self._bar = ViewBar(self._theme, self._actions, self)
        self.strip = SpecimenStrip(self._theme, self)
        self._strip_words = QLabel("Distance to\neach specimen", self)
        self._strip_words.setProperty("kind", "small")
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE_PX)
        line.addWidget(self._strip_words)
        line.addWidget(self.strip, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_PX)
        layout.addWidget(self.comparison, 1)
        layout.addWidget(self._bar)
        layout.addLayout(line)

    def _build_page_tools(self) -> None:
        """The page of the file, and the part of the page, are chosen above the presented picture."""
        pane = self.comparison.presented
        self._previous_page = ActionTool(self._actions.get("verify.previous_page"), parent=pane)
        self._page_number = QLabel(pane)
        self._page_number.setProperty("kind", "muted")
        self._next_page = ActionTool(self._actions.get("verify.next_page"), parent=pane)
        self._whole = QPushButton("Whole page", pane)
        self._whole.setProperty("kind", "quiet")
        self._crop_tool = ActionTool(self._actions.get("verify.crop"), parent=pane)
        for widget in (self._previous_page, self._page_number, self._next_page, self._whole, self._crop_tool):
            pane.tools.addWidget(widget)

    def _prepare_modes(self) -> None:
        group = QActionGroup(self)
        for name in MODES:
            action = self._actions.get(name)
            action.setCheckable(True)
            action.setChecked(MODES[name] is Mode.SIDE_BY_SIDE)
            group.addAction(action)
            action.triggered.connect(self._on_mode_triggered)
        self._actions.get("verify.ink").setCheckable(True)

    def _connect(self) -> None:
        self.strip.chosen.connect(self.specimen_chosen)
        self.comparison.pair_wanted.connect(self.pair_wanted)
        self.comparison.turned.connect(self._caption_pair)
        self.crop.taken.connect(self._on_box_taken)
        self.crop.left.connect(self._on_crop_left)
        self._whole.clicked.connect(self._on_whole_clicked)
        for name, slot in (
            ("ink", self._on_ink_triggered),
            ("crop", self._on_crop_triggered),
            ("previous_page", self._on_previous_page),
            ("next_page", self._on_next_page),
            ("previous_specimen", self._on_previous_specimen),
            ("next_specimen", self._on_next_specimen),
            ("zoom_in", self._on_zoom_in),
            ("zoom_out", self._on_zoom_out),
            ("fit", self._on_fit),
        ):
            self._actions.get(f"verify.{name}").triggered.connect(slot)

    # drawing

    def show_ink(self, *, is_ink: bool) -> None:
        """Show the ink alone, or the scans."""
        self._actions.get("verify.ink").setChecked(is_ink)
        self.comparison.set_ink(is_ink=is_ink)

    def show_state(self, state: VerifyState) -> None:
        """Draw what is on the desk."""
        before, self._state = self._state, state
        presented, subject = state.presented, state.subject
        if presented is not None and (
            before.presented is None or before.presented.whole is not presented.whole
        ):
            self.comparison.fit()
        if presented is None and self.crop.isVisible():
            self.crop.leave()
        left = presented.picture if presented is not None else None
        right = subject.pictures.get(state.chosen_id or 0) if subject is not None else None
        self.comparison.show_pictures(
            scans=(left.scan if left else None, right.scan if right else None),
            inks=(left.ink if left else None, right.ink if right else None),
            pair=state.pair,
        )
        deleted = deleted_presented(state, pictures_days=self._pictures_days)
        is_awaited = presented is None and not deleted and state.phase is not Phase.WORKING
        shown = self.zone if is_awaited else self.comparison.presented_view
        self.comparison.presented.stack.setCurrentWidget(shown)
        self.comparison.presented_view.say(deleted)
        self.comparison.specimen_view.say(missing_specimen(state))
        self.comparison.pair_view.say("" if state.pair else deleted or "Nothing to lay over each other yet.")
        self.strip.show_items(strip_items(state), chosen=state.chosen_id)
        self._strip_words.setVisible(bool(state.ranking))
        self._show_words()

    def _show_words(self) -> None:
        if self.crop.isVisible():
            self.comparison.presented.say("DRAW A BOX", CROP_WORDS)
        else:
            self.comparison.presented.say("PRESENTED", presented_caption(self._state.presented))
        self.comparison.specimen.say(*specimen_heading(self._state))
        self._caption_pair()
        self._show_page_tools()

    def _show_page_tools(self) -> None:
        presented, is_past = self._state.presented, self._state.is_past
        count, number = (presented.page_count, presented.whole.number) if presented is not None else (0, 0)
        self._page_number.setText(f"page {number + 1} of {count}")
        for widget in (self._previous_page, self._page_number, self._next_page):
            widget.setVisible(count > 1 and not self.crop.isVisible())
        self._whole.setVisible(presented is not None and presented.box is not None and not is_past)
        self._crop_tool.setVisible(presented is not None and not is_past)
        self._actions.get("verify.previous_page").setEnabled(number > 0)
        self._actions.get("verify.next_page").setEnabled(number + 1 < count)
        self._actions.get("verify.crop").setEnabled(presented is not None and not is_past)

    @Slot()
    def _caption_pair(self) -> None:
        comparison = self.comparison
        self.comparison.both.say(*pair_caption(self._state, comparison.mode, shown=comparison.blink_words()))
        self._bar.legend.show_entries(comparison.legend())

    # the way of looking

    @Slot()
    def _on_mode_triggered(self) -> None:
        if self.crop.isVisible():
            self.crop.leave()
        focused = QApplication.focusWidget()
        has_focus = focused is not None and self.comparison.isAncestorOf(focused)
        self.comparison.set_mode(MODES[self.sender().objectName()])
        self._caption_pair()
        if has_focus:
            self.comparison.focus_pictures()

    @Slot()
    def _on_ink_triggered(self) -> None:
        self.comparison.set_ink(is_ink=self._actions.get("verify.ink").isChecked())

    @Slot()
    def _on_zoom_in(self) -> None:
        self.comparison.active_viewport.zoom_by(ZOOM_STEP)

    @Slot()
    def _on_zoom_out(self) -> None:
        self.comparison.active_viewport.zoom_by(1 / ZOOM_STEP)

    @Slot()
    def _on_fit(self) -> None:
        self.comparison.active_viewport.reset()

    @Slot()
    def _on_previous_specimen(self) -> None:
        self.strip.step(-1)

    @Slot()
    def _on_next_specimen(self) -> None:
        self.strip.step(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys without Ctrl, for the hand that rests on the pictures."""
        match event.key():
            case Qt.Key.Key_Left:
                self.strip.step(-1)
            case Qt.Key.Key_Right:
                self.strip.step(1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._on_zoom_in()
            case Qt.Key.Key_Minus:
                self._on_zoom_out()
            case Qt.Key.Key_0:
                self._on_fit()
            case _:
                super().keyPressEvent(event)

    # the part of the page

    @Slot()
    def _on_previous_page(self) -> None:
        self._turn_page(-1)

    @Slot()
    def _on_next_page(self) -> None:
        self._turn_page(1)

    def _turn_page(self, steps: int) -> None:
        if self._state.presented is not None:
            self.page_chosen.emit(self._state.presented.whole.number + steps)

    @Slot()
    def _on_crop_triggered(self) -> None:
        presented = self._state.presented
        if self.crop.isVisible():
            self.crop.leave()
        elif presented is not None:
            self._actions.get("verify.side_by_side").setChecked(True)
            self.comparison.show_whole(presented.whole_scan)
            whole = presented.whole
            self.crop.start(width_px=whole.width_px, height_px=whole.height_px, box=presented.box)
            self._show_words()

    @Slot(object)
    def _on_box_taken(self, box: Box) -> None:
        self._end_crop()
        self.box_drawn.emit(box)

    @Slot()
    def _on_crop_left(self) -> None:
        self._end_crop()

    @Slot()
    def _on_whole_clicked(self) -> None:
        self.box_drawn.emit(None)

    def _end_crop(self) -> None:
        self.comparison.show_whole(None)
        self._show_words()
        self.comparison.focus_pictures()
