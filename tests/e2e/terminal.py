"""`app.py` as a script calls it, against the stage's stores."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.programs import Command, Launch
from scripts.stage import ROOT, Stage, bot_environment

_PATIENCE = 120


def called(here: Stage, *words: str) -> subprocess.CompletedProcess[str]:
    """How it ended, and what it said."""
    environment = {"COLUMNS": "200", **bot_environment(here)}
    return ran(here.launch, words, here.folder, environment)


def ran(
    launch: Launch, words: tuple[str, ...], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """The same where there is no stage; it runs in `folder`."""
    with tempfile.TemporaryDirectory() as paper:
        out, err = Path(paper) / "out", Path(paper) / "err"
        arguments = (str(ROOT / "app.py"), *words)
        process = launch(Command(arguments, folder, environment, out, err))
        code = process.wait(_PATIENCE)
        return subprocess.CompletedProcess(words, code, out.read_text(), err.read_text())


def said(here: Stage, *words: str) -> str:
    """What it said; it must have ended well."""
    ended = called(here, *words)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def told(here: Stage, *words: str) -> Any:
    """The same with `--json`, read."""
    return json.loads(said(here, *words, "--json"))
