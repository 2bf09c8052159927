"""Alembic's entry: it gets its connection from `shared.migrate`, in a transaction that is already open."""

from alembic import context

from eventmgr.shared.db import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
