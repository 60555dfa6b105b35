"""What Alembic runs: the steps on the connection that it is handed, within its transaction."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,  # SQLite changes a column by making the table anew
    transactional_ddl=False,  # whoever calls has begun a transaction already
)
context.run_migrations()
