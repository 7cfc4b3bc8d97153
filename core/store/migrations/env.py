"""On which connection do migrations run? On the one that `core.store.upgrade` opened, in its transaction."""

from __future__ import annotations

from alembic import context

from core.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
)
context.run_migrations()
