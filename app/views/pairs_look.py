"""What is odd about a collected signature, which others does it concern, and what was ever said of it?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.models.thumbnails import Thumbnail
from app.presenters.pairs_cards import Closer, PastLine
from app.theme.theme import Theme
from app.widgets.sheet import Sheet
from app.widgets.thumbnail_view import ThumbnailView
from app.widgets.words import words

WIDTH_PX, PICTURE_PX = 760, 160
MOST_OTHERS, MOST_PAST = 2, 6


class PairLook(Sheet):
    """A sheet with the signature, the others beside it, and its history."""

    wanted = Signal(list)  # the keys of the pictures to be made

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, width_px=WIDTH_PX, parent=parent)
        self.setAccessibleName("Signature")
        self.views: dict[int, ThumbnailView] = {}
        self._title = QLabel(self.card)
        self._title.setProperty("kind", "title")
        self._close = QPushButton("Close", self.card)
        self._close.clicked.connect(self.dismiss)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self._layout = QVBoxLayout(self.card)
        self._layout.setContentsMargins(24, 16, 24, 24)
        self._layout.setSpacing(8)
        self._layout.addLayout(head)
        self._body = QWidget(self.card)
        self._layout.addWidget(self._body)

    def show_closer(self, closer: Closer) -> None:
        """Show all that is known of this signature; `wanted` asks for the pictures."""
        self._title.setText(closer.title)
        body = QWidget(self.card)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(self._pictures(closer, body))
        for sentence in closer.odd:
            rows.addWidget(words(sentence, kind="heading", parent=body))
        rows.addSpacing(8)
        if closer.past:
            rows.addWidget(words("What was said of it, newest first", kind="small", parent=body))
            rows.addLayout(_history(closer.past, body))
        self._layout.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        self.open(self._close)
        self.wanted.emit(list(self.views))

    def show_picture(self, key: int, picture: Thumbnail) -> None:
        """Show a picture that was made, where it is one of these."""
        if key in self.views and not self.isHidden():
            self.views[key].show_picture(picture)

    def _pictures(self, closer: Closer, body: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.views = {}
        for key, name in ((closer.key, "this signature"), *closer.others[:MOST_OTHERS]):
            view = ThumbnailView(name[:1].upper() + name[1:], height_px=PICTURE_PX, parent=body)
            self.views[key] = view
            row.addWidget(view, 1)
        return row


def _history(past: tuple[PastLine, ...], parent: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(3, 1)
    for row, line in enumerate(past[:MOST_PAST]):
        for column, (text, kind) in enumerate(
            ((line.when, "muted"), (line.said, "heading"), (line.who, "muted"), (line.why, ""))
        ):
            label = words(text, kind=kind, parent=parent)
            label.setWordWrap(column == 3)
            grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
    if len(past) > MOST_PAST:
        more = f"and {len(past) - MOST_PAST} earlier"
        grid.addWidget(words(more, kind="muted", parent=parent), MOST_PAST, 0, 1, 4)
    return grid
