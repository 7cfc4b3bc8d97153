"""How is the desk put together? Read top to bottom: everything is built here and passed in."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.actions import Actions
from app.assets import program_icon
from app.collector import Collector
from app.engine.awaited import AwaitedVerifier, Choice, ModelInUse, ModelWatch, verifier_loader
from app.engine.deliveries import Deliveries
from app.engine.forgetting import Forgetting
from app.engine.retraining import Retraining
from app.engine.serving import Serving
from app.engine.support import Support
from app.faults import Faults, say_why_not, start_log, stop_log
from app.lanes import Lanes
from app.messages import explain, explain_pen
from app.notices import Notices
from app.options import Options, read_options
from app.screenshot import OFFICER, Screenshot, made_up_clock
from app.settings import Settings
from app.theme.theme import Theme
from app.views.main_window import Facts, MainWindow
from app.workplace import Workplace
from core import folders
from core.address import Place
from core.errors import SpecimenError, UnusableManagedFile
from core.resources import resource
from core.roles import roles_of

if TYPE_CHECKING:
    from core.managed import Managed
    from core.store.bank import Bank

_log = logging.getLogger(__name__)

NO_SCREEN = (
    "Specimen needs a screen, and there is none (DISPLAY is not set). "
    "Start it under xvfb-run, or take a picture with --screenshot FILE.\n"
)
FOLDER_IS_SETTLED = "The data folder is set by your bank's IT, so --data-folder cannot be used."
DATABASE = folders.DATABASE
DEFAULT_MODEL = ("models", "default.safetensors")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the desk until it is closed; returns the exit code."""
    options = read_options(sys.argv[1:] if arguments is None else arguments)
    if not has_screen():
        if options.screenshot is None:
            sys.stderr.write(NO_SCREEN)
            return 1
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = make_application()
    try:
        managed = settled()
    except UnusableManagedFile as refusal:
        return refuse(f"{refusal}.", is_seen=options.screenshot is None)
    if options.screenshot is not None:
        return photograph(options, application)
    if managed is not None and managed.data_folder and options.data_folder is not None:
        return refuse(FOLDER_IS_SETTLED)
    settings = Settings(folders.usual_settings(), managed=managed.values if managed else None)
    program = Program(options, settings=settings, log_folder=folders.usual_log_folder(), managed=managed)
    program.start()
    code = application.exec()
    if not leave(program):
        os._exit(code)  # a lane hangs in foreign code; what was saved is saved, and waiting would be for ever
    return code


def has_screen() -> bool:
    """Whether a window can be shown; Qt would end the program where none can."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def settled() -> Managed | None:
    """Read what IT settled, None where there is no file; raises UnusableManagedFile."""
    if folders.managed_file() is None:
        return None
    from core.managed import read_managed  # only here: it takes long, and the window waits

    return read_managed()


def refuse(sentence: str, *, is_seen: bool = True) -> int:
    """Say why nothing is started, to the shell and to whoever sits here; returns the exit code."""
    sys.stderr.write(f"{sentence}\n")
    if is_seen:
        say_why_not(sentence)
    return 1


def photograph(options: Options, application: QApplication) -> int:
    """Save a picture of a page, on a temporary copy of the sample bank; returns the exit code."""
    with TemporaryDirectory(prefix="specimen-", ignore_cleanup_errors=True) as folder:
        away = replace(options, data_folder=Path(folder))
        settings = Settings(None)
        settings.officer = OFFICER
        settings.theme = options.theme or "light"
        program = Program(away, settings=settings, log_folder=Path(folder), clock=made_up_clock())
        shot = Screenshot(program.window, options)
        program.opened.connect(shot.prepare)
        program.start()
        code = application.exec()
        leave(program)
    return code


def leave(program: Program) -> bool:
    """Stop the desk and take its window down while there is still an application; False as for `stop`."""
    has_stopped = program.stop()
    program.window.deleteLater()
    QApplication.sendPostedEvents(program.window, QEvent.Type.DeferredDelete)
    return has_stopped


def make_application() -> QApplication:
    """The one application, named so that every platform knows it."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Specimen")
    application.setApplicationDisplayName("")  # titles say it already
    application.setDesktopFileName("specimen")
    application.setWindowIcon(program_icon())
    return application


class Program(QObject):
    """One running desk. `stop` must be called once at the end; `clock` stands in for the time in pictures."""

    opened = Signal(object)  # the Workplace, once the records are open

    def __init__(
        self,
        options: Options,
        *,
        settings: Settings,
        log_folder: Path,
        clock: Callable[[], datetime] | None = None,
        managed: Managed | None = None,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._managed = managed
        self.settings = settings
        self._log_folder = log_folder
        self._log = start_log(log_folder)
        self._faults = Faults(log_folder, self)
        self._collector = Collector(self)
        self._bank: Bank | None = None
        self._model: ModelInUse | None = None
        self.theme = Theme(theme_wanted(options, settings), self)
        self.theme.apply()
        self.actions = Actions(self.theme, self, roles=roles_of(managed.roles if managed else None))
        self.notices = Notices(self)
        self.lanes = Lanes(self)
        self.database = records(options, settings, managed)
        self._shipped = options.model or resource(*DEFAULT_MODEL)
        self._choice = Choice()
        load = verifier_loader(self._shipped, device=settings.device, choice=self._choice)
        self.verifier = AwaitedVerifier(load)
        self.model_watch = ModelWatch(self.lanes.inference, self.verifier, self)
        self.window = MainWindow(
            settings=settings, actions=self.actions, notices=self.notices, theme=self.theme
        )
        self.support = self._make_support()
        self._connect()

    def _make_support(self) -> Support:
        return Support(
            self.lanes.learning,
            self.notices,
            database=self.database,
            shipped=self._shipped,
            device=lambda: self.settings.device,
            log_folder=self._log_folder,
            parent=self,
        )

    def _connect(self) -> None:
        for lane in (self.lanes.store, self.lanes.inference, self.lanes.learning):
            lane.emptied.connect(self._on_lane_emptied)
        self.settings.changed.connect(self._on_setting_changed)
        self.settings.refused.connect(self._on_setting_refused)
        self.actions.get("desk.report").triggered.connect(self.support.copy)
        self.model_watch.ready.connect(self._on_model_ready)
        self.model_watch.ready.connect(self.window.status_line.show_model)
        self.model_watch.refused.connect(self._on_model_refused)
        self.model_watch.refused.connect(self.window.status_line.show_no_model)

    def start(self) -> None:
        """Show the window; then open the records and load the model, each on its lane."""
        self._faults.install()
        self._collector.start()
        self.window.show()
        opening = self.lanes.store.submit(
            _open_bank, self.database, clock=self._clock, choice=self._choice, shipped=self._shipped
        )
        opening.done.connect(self._on_bank_opened)
        opening.failed.connect(self._on_bank_refused)
        self.model_watch.start()

    def stop(self) -> bool:
        """Stop everything in the order of dependence; False where a lane would not end."""
        self.window.close()
        self.settings.flush()
        self._choice.tell()  # else the model's lane would wait for records that will not be opened
        has_stopped = self.lanes.stop()
        for lane in (self.lanes.learning, self.lanes.inference, self.lanes.store):
            lane.emptied.disconnect(self._on_lane_emptied)  # a last result may come home after the window
        if self._bank is not None and has_stopped:
            self._bank.close()
        self._collector.stop()
        self._faults.uninstall()
        stop_log(self._log)
        return has_stopped

    @Slot(object)
    def _on_bank_opened(self, bank: Bank) -> None:
        from core.desk import Desk  # by now loaded by the lane

        self._bank = bank
        self._serving = Serving(
            bank,
            self.verifier,
            self.lanes.inference,
            shipped=self._shipped,
            device=self.settings.device,
            current=self._choice.in_use,
            parent=self,
        )
        self._serving.loaded.connect(self._on_model_ready)
        self._serving.loaded.connect(self.window.status_line.show_model)
        self._serving.refused.connect(self._on_model_refused)
        self._retraining = Retraining(bank, self.lanes, self.notices, serving=self._serving, parent=self)
        workplace = Workplace(
            desk=Desk(bank, self.verifier),
            lanes=self.lanes,
            notices=self.notices,
            settings=self.settings,
            actions=self.actions,
            theme=self.theme,
            serving=self._serving,
            retraining=self._retraining,
            pictures_days=self._managed.retention.pictures_days if self._managed else None,
        )
        self.window.open_desk(workplace, facts=self._facts)
        self._retraining.look()
        self._look_for_models(bank)
        self._forget(bank)
        self._collector.settle()
        self.opened.emit(workplace)

    def _look_for_models(self, bank: Bank) -> None:
        wanted = self._managed.model if self._managed else None
        if wanted is not None and wanted.folder:
            self._deliveries = Deliveries(
                bank, self.lanes.learning, self.notices, shipped=self._shipped, parent=self
            )
            self._deliveries.look(Path(wanted.folder), key=wanted.key)

    def _forget(self, bank: Bank) -> None:
        """Delete what IT settled to keep no longer: once a start, when the window is of use already."""
        wanted = self._managed.retention if self._managed else None
        if wanted is not None:
            self._forgetting = Forgetting(bank, self.lanes.learning, self.notices, parent=self)
            self._forgetting.start(pictures_days=wanted.pictures_days, removed_days=wanted.removed_days)

    @Slot()
    def _on_lane_emptied(self) -> None:
        if self._bank is not None and self._bank.saved_at is not None:
            self.window.status_line.show_saved(self._bank.saved_at)

    @Slot(object)
    def _on_bank_refused(self, error: Exception) -> None:
        _log.error("the records cannot be opened", exc_info=error)
        self.window.refuse(explain(error), facts=self._facts)

    @Slot(object)
    def _on_model_ready(self, model: ModelInUse) -> None:
        self._model = model
        self._collector.settle()
        if model.pen_refusal is not None:
            self.notices.warn(explain_pen(model.pen_refusal))

    @Slot(object)
    def _on_model_refused(self, error: Exception) -> None:
        self.notices.fail(error)

    @Slot(str)
    def _on_setting_changed(self, key: str) -> None:
        if key == "theme":
            self.theme.set_mode(self.settings.theme)

    @Slot(str)
    def _on_setting_refused(self, key: str) -> None:
        self.notices.warn(f"“{self.settings.label(key)}” is set by your bank's IT. Nothing was changed.")

    def _facts(self) -> Facts:
        """What the about sheet tells: enough for whoever is called for help."""
        model = f"{self._model.name}, {self._model.digest[:16]}" if self._model else "none"
        return (
            ("Version", _version()),
            ("Model", model),
            ("Records", str(self.database)),
            ("Log", str(self._log_folder)),
            ("Licence", "Apache 2.0"),
        )


def theme_wanted(options: Options, settings: Settings) -> str:
    """What was said at the start goes for this time, unless IT settled it."""
    return settings.theme if settings.is_managed("theme") else options.theme or settings.theme


def data_folder(options: Options, settings: Settings) -> Path:
    """Where things are kept: what was said at the start, else what was chosen, else the usual place."""
    if options.data_folder is not None:
        return options.data_folder
    if settings.data_folder:
        return Path(settings.data_folder)
    return folders.usual_data_folder()


def records(options: Options, settings: Settings, managed: Managed | None) -> Place:
    """Where the records are: on the server that IT settled, else in the data folder."""
    server = managed.server if managed is not None else None
    return server or data_folder(options, settings) / DATABASE


def _open_bank(place: Place, *, clock: Callable[[], datetime] | None, choice: Choice, shipped: Path) -> Bank:
    import core.desk  # noqa: F401 - loaded here, so that the window need not wait for it
    from core.store.bank import Bank

    try:
        bank = Bank.open(place) if clock is None else Bank.open(place, clock=clock)
        _choose(bank, choice, shipped=shipped)
    finally:
        choice.tell()
    return bank


def _choose(bank: Bank, choice: Choice, *, shipped: Path) -> None:
    """Tell which model serves; a bank that never changed its model need not load what knows of others."""
    if bank.active() is None:
        return
    from core.learning.switch import in_use

    try:
        choice.tell(in_use(bank, shipped=shipped))
    except SpecimenError as refusal:
        choice.tell(refusal=refusal)


def _version() -> str:
    try:
        return version("specimen")
    except PackageNotFoundError:
        return "from source"
