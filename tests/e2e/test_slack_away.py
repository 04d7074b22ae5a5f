"""Slack refuses a token, or is not there at all when the bot starts."""

from __future__ import annotations

import signal
from pathlib import Path

import httpx

from scripts.loopback import PLAIN
from scripts.people import DEST, People
from scripts.programs import Launch
from scripts.stage import bot, bot_environment, sandbox
from tests.e2e.terminal import ran

SETTINGS = [
    ("SYNCTEC_SLACK_BOT_TOKEN", "xoxb-wrong"),
    ("SYNCTEC_SLACK_APP_TOKEN", "xapp-wrong"),
    ("SYNCTEC_SLACK_APP_TOKEN", "xoxb-sandbox"),
]


def test_a_refused_token_ends_the_bot_with_a_sentence(
    folder: Path, quick: dict[str, str], launch: Launch
) -> None:
    with sandbox(folder, settings=quick) as here:
        for name, value in SETTINGS:
            environment = {**bot_environment(here), name: value}
            ended = ran(launch, ("run",), folder, environment)
            assert ended.returncode == 1
            assert name in ended.stderr
            assert "Traceback" not in ended.stderr


def test_the_bot_waits_for_slack_and_works_meanwhile(
    folder: Path, quick: dict[str, str], launch: Launch
) -> None:
    with (
        sandbox(folder, settings=quick, launch=launch) as here,
        httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http,
    ):
        people = People(http, patience=90)
        people.fault(service="slack", kind="drop_request", times=None)
        with bot(here, up="healthz") as process:
            assert httpx.get(f"{here.bot_url}/readyz").json()["slack"] is False
            # Nothing holds it back when it is told to stop.
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == 0
        with bot(here, up="healthz"):
            order = people.order(("TEE-BLK-M", 1))
            people.until("the order's reading", lambda: _read(people) or None)
            http.delete("/control/faults").raise_for_status()
            alert = people.message(DEST, order["name"], "Push to North Supply")
            people.until("the bot's connection", lambda: _is_connected(people) or None)
            people.click(alert, "Push to North Supply")
            people.message(DEST, order["name"], "Pushed to North Supply as")
        assert len(people.source_orders("north", order["name"])) == 1


def _read(people: People) -> bool:
    calls = people.get("/control/exchanges")
    return any((call["shop"], call["operation"]) == ("dest", "order") for call in calls)


def _is_connected(people: People) -> bool:
    return bool(people.get("/control/slack/workspace")["bot"]["connected"])
