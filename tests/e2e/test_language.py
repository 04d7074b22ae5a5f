"""The bot in German: its settings say so, and Slack shows it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import DEST, People
from scripts.programs import Launch
from scripts.stage import Stage, bot_environment, stage
from tests.databases import Databases
from tests.e2e.conftest import quick_on
from tests.e2e.terminal import ran


@pytest.fixture(scope="module")
def german(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("german")
    with postgres.migrated() as url:
        settings = {**quick_on(url), "SYNCTEC_LANGUAGE": "de"}
        with stage(folder, settings=settings, launch=launch) as here:
            yield here


@pytest.fixture
def people(german: Stage) -> Iterator[People]:
    with httpx.Client(verify=PLAIN, base_url=german.sandbox_url, timeout=10) as http:
        yield People(http, patience=90)


def test_an_alert_and_a_failed_push_are_told_in_german(people: People) -> None:
    people.set_stock("north", "CAP-NVY", 0)
    order = people.order(("CAP-NVY", 100))
    alert = people.message(DEST, order["name"], "Neue Bestellung", ",00\u00a0$")
    people.click(alert, "An North Supply übertragen")
    people.message(DEST, order["name"], "Übertragung fehlgeschlagen", "Erneut versuchen")


def test_a_language_without_a_catalogue_starts_nothing(german: Stage) -> None:
    environment = {**bot_environment(german), "SYNCTEC_LANGUAGE": "tlh"}
    done = ran(german.launch, ("run",), german.folder, environment)
    assert done.returncode == 1
    assert "no catalogue for the language “tlh”" in done.stderr
    assert "de, en" in done.stderr
