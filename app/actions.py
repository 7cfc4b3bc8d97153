"""What can a clerk do, and by which key?

One table feeds the menu, the buttons, the shortcuts, the F1 sheet and Ctrl+K.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from app.assets import icon
from app.theme.theme import Theme
from core.roles import EVERY_ROLE, WHOSE, Deed, Role, may


@dataclass(frozen=True)
class ActionSpec:
    """One thing to do: `page` None means everywhere; `shortcut` in Qt's portable form, empty for none."""

    id: str
    text: str
    shortcut: str = ""
    page: str | None = None
    icon: str = ""
    short: str = ""  # where there is little room; else the text


TABLE: tuple[ActionSpec, ...] = (
    ActionSpec("go.verify", "Verify", "Ctrl+1", icon="verify"),
    ActionSpec("go.customers", "Customers", "Ctrl+2", icon="customers"),
    ActionSpec("go.history", "History", "Ctrl+3", icon="history"),
    ActionSpec("go.pairs", "Pairs", "Ctrl+4", icon="pairs"),
    ActionSpec("go.training", "Training", "Ctrl+5", icon="training"),
    ActionSpec("go.calibration", "Calibration", "Ctrl+6", icon="calibration"),
    ActionSpec("go.models", "Models", "Ctrl+7", icon="models"),
    ActionSpec("go.settings", "Settings", "Ctrl+,", icon="settings"),
    ActionSpec("desk.find", "Find anything", "Ctrl+K", icon="search", short="Find"),
    ActionSpec("desk.undo", "Undo the last change", "Ctrl+Z", icon="undo"),
    ActionSpec("desk.cancel", "Cancel the running work", "Esc", icon="clear"),
    ActionSpec("desk.sample_bank", "Add the sample bank", icon="samples"),
    ActionSpec("desk.keys", "Keys of this page", "F1", icon="keys"),
    ActionSpec("desk.report", "Copy a report for support", icon="paste"),
    ActionSpec("desk.about", "About Specimen", icon="about"),
    ActionSpec("desk.quit", "Quit", "Ctrl+Q"),
    ActionSpec("verify.choose", "Choose a signatory", "Ctrl+F", "verify", "search"),
    ActionSpec("verify.open", "Open a scan", "Ctrl+O", "verify", "open"),
    ActionSpec("verify.paste", "Paste a scan", "Ctrl+V", "verify", "paste"),
    ActionSpec("verify.sign", "Sign on the pad", "Ctrl+Shift+P", "verify", "signature"),
    ActionSpec("verify.save_pen", "Save the pen's way", "", "verify", "export"),
    ActionSpec("verify.accept", "Accept", "F8", "verify", "accept"),
    ActionSpec("verify.refer", "Refer", "F9", "verify", "refer"),
    ActionSpec("verify.reject", "Reject", "F10", "verify", "reject"),
    ActionSpec("verify.remark", "Write a remark", "Ctrl+R", "verify", "remark"),
    ActionSpec("verify.amount", "Type the amount of the item", "Ctrl+M", "verify", "edit"),
    ActionSpec("verify.next", "Next item", "Ctrl+N", "verify", "next"),
    ActionSpec("verify.side_by_side", "Side by side", "1", "verify", "side_by_side"),
    ActionSpec("verify.overlay", "Overlay", "2", "verify", "overlay"),
    ActionSpec("verify.blink", "Blink", "3", "verify", "blink"),
    ActionSpec("verify.difference", "Difference", "4", "verify", "difference"),
    ActionSpec("verify.ink", "Ink or scan", "I", "verify", "ink"),
    ActionSpec("verify.previous_specimen", "Previous specimen", "PgUp", "verify", "previous"),
    ActionSpec("verify.next_specimen", "Next specimen", "PgDown", "verify", "next"),
    ActionSpec("verify.zoom_in", "Zoom in", "Ctrl++", "verify", "zoom_in"),
    ActionSpec("verify.zoom_out", "Zoom out", "Ctrl+-", "verify", "zoom_out"),
    ActionSpec("verify.fit", "Fit to the window", "Ctrl+0", "verify", "fit"),
    ActionSpec("verify.crop", "Draw a box around the signature", "C", "verify", "crop"),
    ActionSpec("verify.correct", "Correct the last decision", "F7", "verify", "edit"),
    ActionSpec("verify.again", "Examine again", "F5", "verify", "refresh"),
    ActionSpec("verify.previous_page", "Previous page of the file", "Ctrl+PgUp", "verify", "previous"),
    ActionSpec("verify.next_page", "Next page of the file", "Ctrl+PgDown", "verify", "next"),
    ActionSpec("customers.find", "Find a customer", "Ctrl+F", "customers", "search"),
    ActionSpec("customers.add", "Add a customer", "Ctrl+N", "customers", "add"),
    ActionSpec("customers.edit", "Edit the customer", "F2", "customers", "edit"),
    ActionSpec("customers.remove", "Remove the customer", "Ctrl+Shift+Backspace", "customers", "remove"),
    ActionSpec("customers.add_signatory", "Add a signatory", "Ctrl+Shift+N", "customers", "add_person"),
    ActionSpec("customers.edit_signatory", "Edit the signatory", "Shift+F2", "customers", "edit"),
    ActionSpec("customers.remove_signatory", "Remove the signatory", "", "customers", "remove"),
    ActionSpec("customers.enrol", "Add specimens", "Ctrl+O", "customers", "open"),
    ActionSpec("customers.paste", "Paste a specimen", "Ctrl+V", "customers", "paste"),
    ActionSpec("customers.sign", "Sign on the pad", "Ctrl+Shift+P", "customers", "signature"),
    ActionSpec("customers.withdraw", "Withdraw the specimen", "Ctrl+Backspace", "customers", "withdraw"),
    ActionSpec("customers.ink", "Ink or scan", "I", "customers", "ink"),
    ActionSpec("customers.mark", "Mark signatures on the page", "M", "customers", "crop"),
    ActionSpec("customers.save_specimens", "Enrol the scans that are kept", "Ctrl+S", "customers", "done"),
    ActionSpec("customers.verify", "Verify with this signatory", "Ctrl+Return", "customers", "verify"),
    ActionSpec("history.find", "Search the history", "Ctrl+F", "history", "search"),
    ActionSpec("history.clear", "Clear the filters", "Ctrl+L", "history", "clear"),
    ActionSpec("history.refresh", "Read again", "F5", "history", "refresh"),
    ActionSpec("history.export", "Export as CSV", "Ctrl+E", "history", "export"),
    ActionSpec("pairs.find", "Search the pairs", "Ctrl+F", "pairs", "search"),
    ActionSpec("pairs.clear", "Clear the filters", "Ctrl+L", "pairs", "clear"),
    ActionSpec("pairs.genuine", "Label as genuine", "G", "pairs", "accept", "Genuine"),
    ActionSpec("pairs.forged", "Label as forged", "F", "pairs", "reject", "Forged"),
    ActionSpec("pairs.unknown", "Label as unknown", "U", "pairs", "refer", "Unknown"),
    ActionSpec("pairs.exclude", "Exclude from learning", "X", "pairs", "withdraw", "Exclude"),
    ActionSpec("pairs.confirm", "Confirm the label", "C", "pairs", "done", "Confirm"),
    ActionSpec("pairs.look", "Look closer, with its history", "H", "pairs", "history", "Look"),
    ActionSpec("pairs.ink", "Ink or scan", "I", "pairs", "ink"),
    ActionSpec("pairs.check", "Check the labels", "F5", "pairs", "verify", "Check"),
    ActionSpec("pairs.import_folder", "Import a folder", "Ctrl+O", "pairs", "folder", "Import folder"),
    ActionSpec("pairs.import_table", "Import a table", "Ctrl+Shift+O", "pairs", "open", "Import table"),
    ActionSpec("pairs.export", "Export as a folder", "Ctrl+E", "pairs", "export", "Export"),
    ActionSpec("pairs.remove_import", "Remove this import", "", "pairs", "remove"),
    ActionSpec("training.start", "Start the training", "Ctrl+Return", "training", "play"),
    ActionSpec("training.pause", "Pause or go on", "P", "training", "pause"),
    ActionSpec("training.go_on", "Go on with the training", "G", "training", "play"),
    ActionSpec("training.stop", "Stop the training and keep its place", "S", "training", "stop"),
    ActionSpec("training.give_up", "Give the training up", "", "training", "remove"),
    ActionSpec("training.compare", "Compare with the model in use", "Ctrl+E", "training", "side_by_side"),
    ActionSpec("training.another", "Plan another training", "Ctrl+N", "training", "add"),
    ActionSpec("training.refresh", "Count again", "F5", "training", "refresh"),
    ActionSpec("calibration.use", "Use these thresholds", "Ctrl+Return", "calibration", "done"),
    ActionSpec("calibration.add_band", "Add an amount band", "Ctrl+N", "calibration", "add"),
    ActionSpec("calibration.what_if", "Judge past decisions again", "Ctrl+J", "calibration", "history"),
    ActionSpec("calibration.refresh", "Measure again", "F5", "calibration", "refresh"),
    ActionSpec("models.activate", "Use this model", "Ctrl+Return", "models", "done"),
    ActionSpec("models.roll_back", "Return to what served before", "Ctrl+B", "models", "undo"),
    ActionSpec("models.remove", "Remove or restore the model", "Ctrl+Backspace", "models", "remove"),
    ActionSpec("models.record", "Record of changes", "Ctrl+R", "models", "history"),
    ActionSpec("models.refresh", "Read again", "F5", "models", "refresh"),
)

DEEDS: Mapping[str, Deed] = {
    "customers.remove": Deed.REMOVE,
    "customers.remove_signatory": Deed.REMOVE,
    "pairs.genuine": Deed.LABEL,
    "pairs.forged": Deed.LABEL,
    "pairs.unknown": Deed.LABEL,
    "pairs.exclude": Deed.LABEL,
    "pairs.confirm": Deed.LABEL,
    "pairs.import_folder": Deed.EXCHANGE,
    "pairs.import_table": Deed.EXCHANGE,
    "pairs.export": Deed.EXCHANGE,
    "pairs.remove_import": Deed.EXCHANGE,
    "training.start": Deed.RETRAIN,
    "training.pause": Deed.RETRAIN,
    "training.go_on": Deed.RETRAIN,
    "training.stop": Deed.RETRAIN,
    "training.give_up": Deed.RETRAIN,
    "calibration.use": Deed.CALIBRATE,
    "models.activate": Deed.ACTIVATE,
    "models.roll_back": Deed.ACTIVATE,
    "models.remove": Deed.DROP_MODEL,
}
"""What not everybody may do; core refuses it too, whichever way it is asked for."""


class Reserved(QAction):
    """What is left to others: it stays off, whatever a page makes of it, and its tool tip says to whom."""

    def __init__(self, text: str, parent: QObject, *, deed: Deed) -> None:
        super().__init__(text, parent)
        self.why = f"For {WHOSE[deed].value}s only, as your bank's IT settled."
        super().setEnabled(False)

    def setEnabled(self, _is_on: bool) -> None:  # noqa: FBT001 - Qt's own
        """Stay off."""

    def setToolTip(self, tip: str) -> None:
        super().setToolTip(tip if self.why in tip else f"{tip}\n{self.why}")


class Actions(QObject):
    """One QAction for each row of the table, tinted by the theme; what these roles may not do is reserved."""

    def __init__(
        self, theme: Theme, parent: QObject | None = None, *, roles: Collection[Role] = EVERY_ROLE
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._roles = roles
        self._actions = {spec.id: self._make(spec) for spec in TABLE}
        theme.changed.connect(self._on_theme_changed)

    def get(self, name: str) -> QAction:
        """The action with that id; KeyError where the table has none."""
        return self._actions[name]

    def of_page(self, page: str | None) -> list[QAction]:
        """The actions of one page in the table's order; with None, those of every page."""
        return [self._actions[spec.id] for spec in TABLE if spec.page == page]

    def _make(self, spec: ActionSpec) -> QAction:
        deed = DEEDS.get(spec.id)
        action = QAction(spec.text, self)
        if deed is not None and not may(self._roles, deed):
            action = Reserved(spec.text, self, deed=deed)
        action.setObjectName(spec.id)
        action.setIconText(spec.short or spec.text)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut, QKeySequence.SequenceFormat.PortableText))
        if spec.icon:
            action.setIcon(icon(spec.icon, self._theme.tokens))
        action.setMenuRole(_role(spec.id))
        action.setToolTip(hint(action))
        return action

    def _on_theme_changed(self) -> None:
        for spec in TABLE:
            if spec.icon:
                self._actions[spec.id].setIcon(icon(spec.icon, self._theme.tokens))


def key_text(action: QAction) -> str:
    """The action's key as this computer writes it, or nothing."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def hint(action: QAction) -> str:
    """What the action does and its key, and where it is left to others, to whom; for a tooltip."""
    key = key_text(action)
    said = f"{action.text()} ({key})" if key else action.text()
    return f"{said}\n{action.why}" if isinstance(action, Reserved) else said


def _role(name: str) -> QAction.MenuRole:
    roles = {
        "desk.quit": QAction.MenuRole.QuitRole,
        "desk.about": QAction.MenuRole.AboutRole,
        "go.settings": QAction.MenuRole.PreferencesRole,
    }
    return roles.get(name, QAction.MenuRole.NoRole)
