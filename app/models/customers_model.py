"""Which customers did the search find, as a list that a view can show?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.store.records import Customer

Index = QModelIndex | QPersistentModelIndex


class CustomersModel(QAbstractListModel):
    """One row for each customer: the name, and under it the number and the accounts."""

    CUSTOMER = Qt.ItemDataRole.UserRole
    SECOND_LINE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._customers: tuple[Customer, ...] = ()

    def replace(self, customers: Sequence[Customer]) -> None:
        """Show these customers in this order."""
        if tuple(customers) == self._customers:
            return
        self.beginResetModel()
        self._customers = tuple(customers)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._customers)

    def customer_at(self, row: int) -> Customer | None:
        """The customer in a row, None where there is no such row."""
        return self._customers[row] if 0 <= row < len(self._customers) else None

    def row_of(self, customer_id: int | None) -> int:
        """The row of a customer, -1 where the list does not hold it."""
        rows = (row for row, customer in enumerate(self._customers) if customer.id == customer_id)
        return next(rows, -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        customer = self.customer_at(index.row())
        if customer is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return customer.name
            case self.SECOND_LINE:
                return second_line(customer)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{customer.name}, customer {second_line(customer)}"
            case self.CUSTOMER:
                return customer
        return None


def second_line(customer: Customer) -> str:
    """The number and the accounts of a customer on one line."""
    return (
        " · ".join((customer.number, ", ".join(customer.accounts))) if customer.accounts else customer.number
    )
