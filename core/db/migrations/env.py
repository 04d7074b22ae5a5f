"""How Alembic reaches the database: on the connection that `core.db.migrate` hands it, or, from
the command line (`alembic -c core/db/alembic.ini -x url=postgresql://... revision
--autogenerate -m ...`), on one of its own."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection

from core.db.engine import create_engine
from core.db.migrations.scope import is_ours
from core.db.tables import metadata


def migrate(connection: Connection) -> None:
    """Run the wanted revisions in the connection's transaction."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_name=is_ours,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_migrate(url: str) -> None:
    """The same on a connection of its own, committed at the end."""
    engine = create_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


handed = context.config.attributes.get("connection")
if handed is None:
    asyncio.run(connect_and_migrate(context.get_x_argument(as_dictionary=True)["url"]))
else:
    migrate(handed)
