"""Processes of several releases on one database: who migrates, and who leaves it as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.migrate import upgrade
from scripts.house_rules import VERSIONS, narrowing
from scripts.stage import ROOT

NEXT = """
from alembic import op

revision = "9001"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE orders ADD COLUMN of_the_next_release TEXT")
"""
_ALEMBIC_COUNT = """
import asyncio, sys
from core.db.engine import create_engine
from core.db.migrate import upgrade

async def main():
    engine = create_engine(sys.argv[1])
    await upgrade(engine)
    await engine.dispose()

asyncio.run(main())
print(sum(name.startswith("alembic") for name in sys.modules))
"""


def next_release(folder: Path) -> Path:
    """A folder with the revision of a release to come."""
    newest = max(file.stem[:4] for file in (ROOT / VERSIONS).glob("[0-9]*.py"))
    (folder / "9001_next.py").write_text(NEXT.format(newest=newest))
    return folder


async def test_a_newer_release_brings_the_database_further_and_an_older_one_leaves_it_there(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    await upgrade(engine, next_release(tmp_path))
    await upgrade(engine)
    await upgrade(engine, tmp_path)
    async with engine.connect() as connection:
        revision = await connection.execute(text("SELECT version_num FROM alembic_version"))
        assert revision.scalar_one() == "9001"
        await connection.execute(text("SELECT of_the_next_release FROM orders"))


def test_a_start_that_finds_nothing_to_do_does_not_even_import_alembic(database_url: str) -> None:
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _ALEMBIC_COUNT, database_url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.strip() == "0"


def test_our_revisions_only_add() -> None:
    assert list(narrowing(ROOT / VERSIONS)) == []


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ("CREATE TABLE a (b TEXT NOT NULL, CONSTRAINT c CHECK (b <> ''));", True),
        ("CREATE UNLOGGED TABLE a (b TEXT NOT NULL);", True),
        ("ALTER TABLE a ADD COLUMN b TEXT;", True),
        ("ALTER TABLE a ADD COLUMN b BOOLEAN NOT NULL DEFAULT false;", True),
        ("CREATE INDEX a_b ON a (b) WHERE b IS NOT NULL;", True),
        ("-- nothing to drop\nUPDATE a SET b = 1;", True),
        ("ALTER TABLE a ADD COLUMN b BOOLEAN NOT NULL;", False),
        ("ALTER TABLE a DROP COLUMN b;", False),
        ("ALTER TABLE a ALTER COLUMN b DROP DEFAULT;", False),
        ("alter table a alter column b set not null;", False),
        ("ALTER TABLE a ALTER COLUMN b TYPE BIGINT;", False),
        ("ALTER TABLE a RENAME COLUMN b TO c;", False),
        ("ALTER TABLE a ADD CONSTRAINT c UNIQUE (b);", False),
        ("CREATE TABLE a (b TEXT);\nDROP TABLE c;", False),
    ],
)
def test_what_a_revision_may_do(statement: str, allowed: bool, tmp_path: Path) -> None:
    (tmp_path / "0007_made_up.sql").write_text(statement)
    (tmp_path / "0006_of_before.sql").write_text("DROP TABLE a;")
    assert (list(narrowing(tmp_path)) == []) is allowed
