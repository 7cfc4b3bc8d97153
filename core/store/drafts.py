"""Which pages were being enrolled when the program was closed?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from core.image.page import Page
from core.store.pictures import pack_page, page_from
from core.store.shelf import Shelf
from core.store.signatories import live_signatory
from core.store.tables import DraftRow


class DraftShelf(Shelf):
    """One unfinished enrolment per signatory."""

    def save_draft(self, signatory_id: int, pages: Sequence[Page]) -> None:
        """Keep these pages as the signatory's draft, in place of what was kept before."""
        rows = [
            DraftRow(
                signatory_id=signatory_id,
                position=position,
                source_name=page.name,
                page_number=page.number,
                dpi=page.dpi,
                page=pack_page(page),
            )
            for position, page in enumerate(pages)
        ]
        with self._writing() as session:
            live_signatory(session, signatory_id)
            session.execute(delete(DraftRow).where(DraftRow.signatory_id == signatory_id))
            session.add_all(rows)

    def draft(self, signatory_id: int) -> list[Page]:
        """Return the pages of the signatory's draft in order; empty where there is none."""
        kept = select(DraftRow).where(DraftRow.signatory_id == signatory_id).order_by(DraftRow.position)
        with self._reading() as session:
            rows = session.scalars(kept).all()
        return [
            page_from(row.page, name=row.source_name, number=row.page_number, dpi=row.dpi) for row in rows
        ]

    def drop_draft(self, signatory_id: int) -> None:
        """Forget the signatory's draft."""
        with self._writing() as session:
            session.execute(delete(DraftRow).where(DraftRow.signatory_id == signatory_id))
