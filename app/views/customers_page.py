"""Whose signatures does the bank hold? The customers page: find, add, edit, enrol, withdraw."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from app.presenters.customers import CustomersPresenter
from app.presenters.enrol import EnrolPresenter, PagePicture
from app.presenters.specimens import CloseUp, SpecimensPresenter
from app.views.customers_detail import CustomerDetail
from app.views.customers_look import SpecimenLook
from app.views.customers_search import CustomerSearch
from app.views.customers_specimens import INK
from app.views.enrol_crop import EnrolCrop
from app.views.enrol_tray import EnrolTray
from app.views.pad_sheet import PadSheet
from app.views.pen_export import PenExport
from app.widgets.drop_zone import DropCover, ScanIntake
from app.widgets.empty import EmptyPage
from app.workplace import Workplace
from core.image.page import Box
from core.pen.way import Trajectory
from core.store.records import Customer, Signatory

LAST = "customers.last"


class CustomersPage(QWidget):
    """On the left who there is, on the right the one who is looked at."""

    verify_requested = Signal(int)  # a signatory's id

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        desk, lanes, notices = workplace.desk, workplace.lanes, workplace.notices
        self.customers = CustomersPresenter(desk, lanes, notices, self)
        self.wall = SpecimensPresenter(desk, lanes, notices, self)
        self.tray = EnrolPresenter(desk, lanes, notices, self)
        self._intake = ScanIntake(self)
        self._pen_export = PenExport(workplace, self)
        self._listed: str | None = None  # what was searched for when the list was last filled
        self._build()
        self._connect_customers()
        self._connect_specimens()
        self._connect_actions()
        self._enable()

    # building

    def _build(self) -> None:
        self.search = CustomerSearch(self._workplace, self.customers.model, self)
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.VLine)
        line.setForegroundRole(self.palette().ColorRole.Mid)
        line.setFrameShadow(QFrame.Shadow.Plain)
        self._nobody = EmptyPage(
            "customers",
            "Nobody chosen",
            "Choose a customer on the left, or add one: name, number and accounts, then who may sign.",
            action=self._workplace.actions.get("customers.add"),
            button="Add a customer",
            theme=self._workplace.theme,
            parent=self,
        )
        self.detail = CustomerDetail(self._workplace, self.customers, self.wall, self)
        self.enrol_tray = EnrolTray(self._workplace, self.tray, self)
        self.enrol_crop = EnrolCrop(self._workplace, self)
        self._right = QStackedWidget(self)
        for page in (QWidget(self), self._nobody, self.detail, self.enrol_tray, self.enrol_crop):
            self._right.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.search)
        row.addWidget(line)
        row.addWidget(self._right, 1)
        self._cover = DropCover(self._workplace.theme, self)
        self._look = SpecimenLook(self._workplace.theme, self)
        self.pad_sheet = PadSheet(self._workplace.theme, self)

    def _connect_customers(self) -> None:
        presenter = self.customers
        self.search.typed.connect(presenter.search)
        self.search.chosen.connect(self._on_customer_chosen)
        self.search.entered.connect(self._on_search_entered)
        presenter.listed.connect(self._on_listed)
        presenter.customer_shown.connect(self._on_customer_shown)
        presenter.signatory_chosen.connect(self._on_signatory_chosen)
        self.detail.changed.connect(self._on_detail_changed)

    def _connect_specimens(self) -> None:
        specimens, tray = self.detail.specimens, self.tray
        self.wall.changed.connect(self.customers.reload)
        self.wall.close_up.connect(self._on_close_up)
        tray.opened.connect(self._on_tray_opened)
        tray.changed.connect(self._enable)
        tray.draft_found.connect(specimens.show_draft)
        tray.pictured.connect(self._on_pictured)
        tray.emptied.connect(self._show_wall)
        tray.specimens_changed.connect(self.customers.reload)
        specimens.resumed.connect(tray.resume)
        specimens.discarded.connect(tray.discard)
        specimens.looked_closer.connect(self.wall.look_closer)
        specimens.selection_changed.connect(self._enable)
        self.enrol_tray.closed.connect(tray.put_away)
        self.enrol_tray.marking_requested.connect(tray.picture)
        self.enrol_tray.list.selectionModel().currentChanged.connect(self._enable)
        self.enrol_crop.closed.connect(self._show_tray)
        self.enrol_crop.marked.connect(self._on_marked)
        self._look.pen_wanted.connect(self._on_pen_wanted)
        self._intake.given.connect(self._on_given)
        self.pad_sheet.taken.connect(self._on_signature_taken)
        self.pad_sheet.closed.connect(self._on_pad_closed)
        self._intake.refused.connect(self._workplace.notices.warn)
        self._intake.hovered.connect(self._on_hovered)

    def _connect_actions(self) -> None:
        slots = {
            "find": self.first_focus,
            "add": self._on_add_triggered,
            "edit": self._on_edit_triggered,
            "remove": self.customers.remove_customer,
            "add_signatory": self._on_add_signatory_triggered,
            "edit_signatory": self._on_edit_signatory_triggered,
            "remove_signatory": self.customers.remove_signatory,
            "enrol": self._intake.browse,
            "paste": self._intake.paste,
            "sign": self._on_sign_triggered,
            "withdraw": self.detail.specimens.turn_chosen,
            "ink": self.detail.specimens.turn_picture,
            "mark": self._on_mark_triggered,
            "save_specimens": self.tray.enrol,
            "verify": self._on_verify_triggered,
        }
        for name, slot in slots.items():
            self._workplace.actions.get(f"customers.{name}").triggered.connect(slot)

    # what others ask of the page

    @Slot()
    def first_focus(self) -> None:
        """Put the cursor into the search line."""
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.selectAll()

    def show_customer(self, customer_id: int) -> None:
        """Look at this customer."""
        self.detail.leave_forms()
        self.customers.show_customer(customer_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Others may have added customers meanwhile."""
        super().showEvent(event)
        self.customers.refresh()
        if not self.detail.is_editing:
            self.customers.reload()

    # customers

    @Slot(bool)
    def _on_listed(self, is_cut: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.search.show_found(is_cut=is_cut)
        text = self.customers.listed_text
        is_new_search, self._listed = text != self._listed, text
        shown = self.customers.customer
        if self.customers.is_turning:
            return  # somebody was asked for, from another page too, and is about to be shown
        if self.search.mark(shown.id if shown else None) or self.detail.is_editing:
            return
        last = self._workplace.settings.recall(LAST)
        if shown is None and isinstance(last, int) and self.search.mark(last):
            self.customers.show_customer(last)
        elif self._right.currentWidget() in (self.enrol_tray, self.enrol_crop):
            return  # a search does not take a clerk away from work that is not finished
        elif is_new_search and self.customers.model.rowCount():
            self.search.choose_first()
        elif shown is None:
            self._right.setCurrentWidget(self._nobody)

    @Slot(object)
    def _on_customer_chosen(self, customer_id: int) -> None:
        self.detail.leave_forms()
        self.customers.show_customer(customer_id)

    @Slot()
    def _on_search_entered(self) -> None:
        if self.customers.signatory is not None:
            self.detail.signatories.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(object)
    def _on_customer_shown(self, customer: Customer | None) -> None:
        self.search.mark(customer.id if customer else None)
        if customer is None:
            self._right.setCurrentWidget(self._nobody)
        else:
            self._workplace.settings.keep(LAST, customer.id)

    @Slot(object)
    def _on_signatory_chosen(self, signatory: Signatory | None) -> None:
        before = self.tray.signatory
        if before is not None and (signatory is None or before.id != signatory.id):
            self.pad_sheet.dismiss()  # what is half written there bears the name of the one before
        if signatory is None or before is None or before.id != signatory.id or self.tray.is_empty:
            self._show_wall()
        self.wall.show(signatory)
        self.tray.show(signatory)
        self.enrol_tray.show_signatory(signatory)
        self._enable()

    @Slot()
    def _on_detail_changed(self) -> None:
        """While somebody new is typed in, no row of the list is meant."""
        customer = self.customers.customer
        self.search.mark(customer.id if customer and not self.detail.is_adding else None)
        if customer is None and not self.detail.is_editing and not self.customers.is_turning:
            self._right.setCurrentWidget(self._nobody)
        self._enable()

    @Slot()
    def _on_add_triggered(self) -> None:
        self._right.setCurrentWidget(self.detail)
        self.detail.edit_customer(is_new=True)

    @Slot()
    def _on_edit_triggered(self) -> None:
        self.detail.edit_customer(is_new=False)

    @Slot()
    def _on_add_signatory_triggered(self) -> None:
        self.detail.edit_signatory(is_new=True)

    @Slot()
    def _on_edit_signatory_triggered(self) -> None:
        self.detail.edit_signatory(is_new=False)

    @Slot()
    def _on_verify_triggered(self) -> None:
        if self.customers.signatory is not None:
            self.verify_requested.emit(self.customers.signatory.id)

    # specimens

    @Slot(list)
    def _on_given(self, sources: list[Path | bytes]) -> None:
        if self.customers.signatory is None or self.detail.is_editing:
            self._workplace.notices.warn("Choose or add the signatory first, then drop the scans again.")
        else:
            self.tray.add(sources)

    @Slot()
    def _on_sign_triggered(self) -> None:
        signatory = self.customers.signatory
        if signatory is not None:
            self.pad_sheet.start(whose=signatory.name, goes_on=True)

    @Slot(object)
    def _on_signature_taken(self, data: bytes) -> None:
        self._on_given([data])

    @Slot()
    def _on_pad_closed(self) -> None:
        """The keys go where the signatures went."""
        if self._right.currentWidget() is self.enrol_tray:
            self.enrol_tray.first_focus()

    @Slot(bool)
    def _on_hovered(self, is_over: bool) -> None:  # noqa: FBT001 - a signal's argument
        signatory = self.customers.signatory
        if is_over and signatory is not None:
            self._cover.offer(f"Drop to enrol for {signatory.name}")
        else:
            self._cover.hide()

    @Slot()
    def _on_tray_opened(self) -> None:
        if self._right.currentWidget() not in (self.enrol_tray, self.enrol_crop):
            self._show_tray()

    @Slot()
    def _show_tray(self) -> None:
        self._right.setCurrentWidget(self.enrol_tray)
        self.enrol_tray.first_focus()
        self._enable()

    @Slot()
    def _show_wall(self) -> None:
        if self.customers.customer is not None:
            self._right.setCurrentWidget(self.detail)
        self._enable()

    @Slot()
    def _on_mark_triggered(self) -> None:
        key = self.enrol_tray.marked_key()
        if key is not None:
            self.tray.picture(key)

    @Slot(object)
    def _on_pictured(self, pictured: PagePicture) -> None:
        self.enrol_crop.show_page(pictured.key, pictured.page, pictured.picture)
        self._right.setCurrentWidget(self.enrol_crop)
        self.enrol_crop.first_focus()
        self._enable()

    @Slot(int, list)
    def _on_marked(self, key: int, boxes: list[Box]) -> None:
        self.tray.split(key, boxes)
        self._show_tray()

    @Slot(object)
    def _on_close_up(self, close_up: CloseUp) -> None:
        if (card := self.wall.model.card_of(close_up.specimen_id)) is not None:
            as_ink = self.detail.specimens.choice.current == INK
            self._look.show_specimen(close_up, card, as_ink=as_ink)

    @Slot(object, str)
    def _on_pen_wanted(self, trajectory: Trajectory, shown_as: str) -> None:
        self._pen_export.offer(trajectory, shown_as=shown_as)

    # what can be done now

    @Slot()
    def _enable(self) -> None:
        shown = self._right.currentWidget()
        on_wall = shown is self.detail and not self.detail.is_editing
        on_tray = shown is self.enrol_tray
        customer, signatory = self.customers.customer, self.customers.signatory
        can_add = (on_wall or on_tray) and signatory is not None and not self.tray.is_enrolling
        live = self.detail.specimens.chosen_ids(is_withdrawn=False)
        withdrawn = self.detail.specimens.chosen_ids(is_withdrawn=True)
        can = {
            "edit": on_wall and customer is not None,
            "remove": on_wall and customer is not None,
            "add_signatory": on_wall and customer is not None,
            "edit_signatory": on_wall and signatory is not None,
            "remove_signatory": on_wall and signatory is not None,
            "enrol": can_add,
            "paste": can_add,
            "sign": can_add,
            "withdraw": on_wall and bool(live or withdrawn),
            "ink": on_wall and signatory is not None,
            "mark": on_tray and self.enrol_tray.marked_key() is not None and not self.tray.is_enrolling,
            "save_specimens": on_tray and self.tray.can_enrol,
            "verify": on_wall and signatory is not None and signatory.specimen_count > 0,
        }
        for name, is_possible in can.items():
            self._workplace.actions.get(f"customers.{name}").setEnabled(is_possible)
        self.detail.signatories.verify.setEnabled(can["verify"])
        self.detail.specimens.enrol.setEnabled(can["enrol"])
        self.detail.specimens.name_withdraw(is_restore=bool(withdrawn) and not live)
