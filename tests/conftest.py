"""A real PostgreSQL for every test that asks for one.

- `database_url`: the URL of a migrated, empty database of the test's own. One server serves the
  whole run (`tests.databases`).
- `empty_database_url`: the same without any table.
- `engine`: an engine of `core.db` on `database_url`, disposed after the test.
- `folder`, `data_dir`: for tests of the embedded server itself.

- `launch`: starts a bot, or runs a command, in a moment.

Nothing here starts before a test asks for it, so unit tests pay nothing.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.embedded import EmbeddedServer, postmaster
from core.db.engine import create_engine
from scripts.programs import Launch
from tests.databases import Databases
from tests.nursery import nursery
from tests.unit.soak import shares

# The many processes that tests start compile our modules once, not each for itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


# What is imported stays: the collector need not look through all of it again and again.
gc.disable()


def pytest_report_header() -> str:
    """How much this run tries."""
    return shares()


def pytest_collection_finish() -> None:
    """From here on there is something to collect."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The run's server, which does not wait for the disk."""
    data_dir: Path = tmp_path_factory.mktemp("postgres")
    server = EmbeddedServer(data_dir, durable=False)
    url = server.start()
    try:
        with psycopg.connect(url, autocommit=True) as admin:
            yield Databases(url, admin)
    finally:
        server.stop()


@pytest.fixture(scope="session")
def launch() -> Iterator[Launch]:
    """Starts bots and runs commands without reading their libraries each time."""
    with nursery() as born:
        yield born.launch


@pytest.fixture
def database_url(postgres: Databases) -> Iterator[str]:
    """The URL of a fresh, migrated, empty database of this test's own."""
    with postgres.migrated() as url:
        yield url


@pytest.fixture
def empty_database_url(postgres: Databases) -> Iterator[str]:
    """The URL of a fresh database without any table."""
    with postgres.empty() as url:
        yield url


@pytest_asyncio.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on the test's own database."""
    made = create_engine(database_url)
    yield made
    await made.dispose()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user can enter; pytest's own is closed to others."""
    made = Path(tempfile.mkdtemp(prefix="embedded "))
    made.chmod(0o777)
    yield made
    for cluster in made.rglob("cluster"):
        # Of a test that failed before it could stop its server.
        if left := postmaster.running(cluster):
            postmaster.stop(left)
            shutil.rmtree(left.sockets)
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def made_cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a cluster in it, stopped. Never started: copied."""
    data_dir = tmp_path_factory.mktemp("cluster") / "data"
    server = EmbeddedServer(data_dir, durable=False)
    server.start()
    server.stop()
    return data_dir


@pytest.fixture
def data_dir(folder: Path, made_cluster: Path) -> Path:
    """A data folder of the test's own with a cluster in it: copying is quicker than making."""
    copy = folder / "data"
    subprocess.run(["/bin/cp", "-a", str(made_cluster), str(copy)], check=True)  # noqa: S603 - our own folders
    return copy
