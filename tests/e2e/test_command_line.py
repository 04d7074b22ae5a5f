"""`app.py` as people meet it in a terminal: what it lists, refuses, and leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from scripts.people import DEST, People
from scripts.programs import Launch
from scripts.stage import ROOT, Stage
from tests.e2e.terminal import called, ran, told

VERBS = {
    (): (
        *("run", "setup", "explain", "stores", "connections", "locations", "keys"),
        *("settings", "plan", "pause", "resume"),
    ),
    ("stores",): ("add", "list", "check"),
    ("connections",): ("add", "update", "list"),
    ("keys",): ("new", "reseal"),
    ("locations",): ("list", "group", "rename", "remove"),
    ("settings",): ("show", "set"),
}


@pytest.mark.parametrize(("noun", "verbs"), VERBS.items())
def test_help_lists_every_verb(
    noun: tuple[str, ...], verbs: tuple[str, ...], tmp_path: Path, launch: Launch
) -> None:
    shown = ran(launch, (*noun, "--help"), tmp_path, {"COLUMNS": "100"})
    assert shown.returncode == 0
    first_words = {line.strip("│ ").split(" ")[0] for line in shown.stdout.splitlines()}
    assert set(verbs) <= first_words


def test_all_missing_settings_are_named_at_once(tmp_path: Path) -> None:
    ended = _app("run", settings={}, folder=tmp_path)
    assert ended.returncode == 1
    for name in ("SYNCTEC_SECRET_KEYS", "SYNCTEC_SLACK_BOT_TOKEN", "SYNCTEC_SLACK_APP_TOKEN"):
        assert name in ended.stderr
    _kept_quiet(ended, tmp_path)


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    ended = _app("run", settings={"SYNCTEC_HTTP_PORT": "many"}, folder=tmp_path)
    assert ended.returncode == 1
    assert "SYNCTEC_HTTP_PORT: " in ended.stderr
    _kept_quiet(ended, tmp_path)


def test_a_setting_that_does_not_exist_is_named(tmp_path: Path) -> None:
    ended = _app("run", settings={"SYNCTEC_ADMIN": "*"}, folder=tmp_path)
    assert ended.returncode == 1
    assert "SYNCTEC_ADMIN (meant: SYNCTEC_ADMINS?)" in ended.stderr
    _kept_quiet(ended, tmp_path)


def test_a_store_that_refuses_its_token_is_not_kept(day: Stage) -> None:
    app = partial(called, day)
    before = app("stores", "list", "--json")
    assert {store["handle"] for store in json.loads(before.stdout)} == {"dest", "north", "south"}
    refused = app("stores", "add", "other", "north", "--role", "source", "--token", "shpat_wrong")
    assert refused.returncode == 1
    assert "token" in refused.stderr
    assert "shpat_wrong" not in refused.stderr
    assert "Traceback" not in refused.stderr
    assert app("stores", "list", "--json").stdout == before.stdout


def test_settings_plan_and_pause_for_scripts(day: Stage, people: People) -> None:
    app, rows = partial(called, day), partial(told, day)
    changed = rows("settings", "set", "dest", "north", "phone=+49 30 1234567", "high_risk=on")
    assert changed == [
        {"setting": "high_risk", "was": "off", "is": "on"},
        {"setting": "phone", "was": "none", "is": "+49301234567"},
    ]
    people.message(DEST, "Somebody at the command line", "phone contact none → +49301234567")
    shown = rows("settings", "show", "dest", "north")
    assert {row["setting"]: row["value"] for row in shown}["phone"] == "+49301234567"
    refused = app("settings", "set", "dest", "north", "phon=none")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Did you mean phone?" in refused.stderr
    said = app("settings", "set", "dest", "north", "phone=none", "high_risk=off")
    assert "phone contact +49301234567 → none" in said.stdout
    assert "held" in app("pause", "dest").stdout
    (again,) = rows("pause", "dest")
    assert (again["changed"], again["by"]) == (False, "command line")
    assert "resumed" in app("resume", "dest").stdout
    (plan,) = rows("plan", "dest")
    assert plan["plans"] == ["Starter", "Traction", "Scale"]


def _kept_quiet(ended: subprocess.CompletedProcess[str], folder: Path) -> None:
    assert "Traceback" not in ended.stderr
    assert list(folder.iterdir()) == []


def _app(*words: str, settings: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs it in a folder without `.env`; of this machine's own settings none reach it."""
    machine = {name: value for name, value in os.environ.items() if _is_the_machines(name)}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "app.py"), *words],
        cwd=folder,
        env={**machine, "COLUMNS": "100", **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _is_the_machines(name: str) -> bool:
    return not name.startswith("SYNCTEC_") and name != "DATABASE_URL"
