"""`app.py` as a script calls it, against the stage's stores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from scripts.stage import ROOT, Stage, bot_environment


def called(here: Stage, *words: str) -> subprocess.CompletedProcess[str]:
    """How it ended, and what it said."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "app.py"), *words],
        cwd=here.folder,
        env={**os.environ, "COLUMNS": "200", **bot_environment(here)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def said(here: Stage, *words: str) -> str:
    """What it said; it must have ended well."""
    ended = called(here, *words)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def told(here: Stage, *words: str) -> Any:
    """The same with `--json`, read."""
    return json.loads(said(here, *words, "--json"))
