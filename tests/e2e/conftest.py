"""The stage of the whole-product tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import People
from scripts.programs import Launch
from scripts.stage import Stage, stage
from tests.databases import Databases
from tests.e2e.gate import Gate

# The waits of the protocol, shortened; the protocol itself is the product's own.
QUICK = {
    "SYNCTEC_PUSH_LEASE_SECONDS": "4",
    "SYNCTEC_REQUEST_TIMEOUT_SECONDS": "3",
    "SYNCTEC_LOOK_UP_SECONDS": "[0.2, 0.3, 0.3, 0.4]",
    "SYNCTEC_SLACK_SPEED": "10",
    # Tests beside each other fail of one cause on purpose, and each looks for its own alert.
    "SYNCTEC_STORM_FROM": "0",
}


def quick_on(database_url: str) -> dict[str, str]:
    """The same for bots that bring no database server of their own: they start sooner."""
    return {**QUICK, "SYNCTEC_DATABASE_URL": database_url}


@pytest.fixture
def quick(database_url: str) -> dict[str, str]:
    """Settings of a stage of the test's own."""
    return quick_on(database_url)


@pytest.fixture(scope="package")
def day(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[Stage]:
    """Bot and sandbox, shared by tests that break neither."""
    folder = tmp_path_factory.mktemp("day")
    with postgres.migrated() as url, stage(folder, settings=quick_on(url), launch=launch) as here:
        yield here


@pytest.fixture
def people(day: Stage) -> Iterator[People]:
    """Who acts on the shared stage."""
    with httpx.Client(verify=PLAIN, base_url=day.sandbox_url, timeout=10) as http:
        yield People(http, patience=90)


@pytest.fixture
def gate() -> Iterator[Gate]:
    """A gate before a sandbox, which can hold requests back."""
    opened = Gate()
    with opened.open():
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return tmp_path / "data"
