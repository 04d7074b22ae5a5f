"""Every table of the first version, and Procrastinate's, in a schema of its own.

Procrastinate's SQL is kept beside this file as it was in the release named there: a revision must
do the same for ever. A release that changes its schema needs a revision of ours, made of the
files in its `sql/migrations`; a test fails until it is there.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_HERE = Path(__file__).parent


def upgrade() -> None:
    run("0001_first.sql")
    op.execute("CREATE SCHEMA procrastinate")
    op.execute("SET LOCAL search_path TO procrastinate")
    run("0001_procrastinate_3.10.0.sql")
    op.execute("SET LOCAL search_path TO public, procrastinate")


def run(name: str) -> None:
    # Without parameters the driver takes the text as it is: several statements, percent signs.
    op.get_bind().exec_driver_sql(
        (_HERE / name).read_text(), execution_options={"no_parameters": True}
    )
