"""Bots that start in a moment: one process imports what `app.py` imports, and forks for each.

A child runs `app.py` from its first line as the main program, in a session of its own, with its
own settings and log. It is killed and dies like any other; only reading its libraries, 3 seconds
of a core, is not done again with each start.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from threading import Lock
from typing import Any

from scripts.stage import ROOT

_ROOMS = ("core", "bot", "handlers")
_PROGRAMS = ("core.db.migrations", "core.db.embedded.__main__")
"""Modules that do something when they are imported."""
_READY = "ready\n"
_DEATH_MILLISECONDS = 5000


@dataclass(frozen=True, slots=True)
class Bot:
    """One process of the bot."""

    pid: int
    handle: int

    def kill(self) -> None:
        """SIGKILL; returns when it is dead."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
        self._ended(_DEATH_MILLISECONDS)

    def forget(self) -> None:
        """It is dead; nothing is asked of it any more."""
        os.close(self.handle)

    def runs(self) -> bool:
        """Whether it has not ended."""
        return not self._ended(0)

    def _ended(self, milliseconds: int) -> bool:
        end = select.poll()
        end.register(self.handle, select.POLLIN)
        return bool(end.poll(milliseconds))


class Incubator:
    """Starts bots; safe to be asked by several threads."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lock = Lock()

    def start(self, words: Sequence[str], settings: Mapping[str, str], log: Path) -> Bot:
        """One more, with these words after `app.py`."""
        order = {"words": list(words), "settings": dict(settings), "log": str(log)}
        with self._lock:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(f"{json.dumps(order)}\n")
            self._process.stdin.flush()
            pid = int(self._process.stdout.readline())
            return Bot(pid, os.pidfd_open(pid))


@contextmanager
def incubator() -> Iterator[Incubator]:
    """An incubator, which ends with the block; the bots are their starter's to end."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.crash.incubator"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == _READY, "the bot's modules cannot be imported"
        try:
            yield Incubator(process)
        finally:
            process.stdin.close()


def main() -> None:
    """A line of JSON in, the number of a process out, until the input ends."""
    for room in _ROOMS:
        for found in walk_packages([str(ROOT / room)], f"{room}."):
            if not found.name.startswith(_PROGRAMS):
                import_module(found.name)
    import_module("uvicorn")
    # What is imported is kept for good: children do not copy it by counting references.
    gc.freeze()
    sys.stdout.write(_READY)
    sys.stdout.flush()
    # Nobody waits for the children here: they are let go when they end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(order)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _become(order: Mapping[str, Any]) -> None:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    os.environ.clear()
    os.environ.update(order["settings"])
    program = ROOT / "app.py"
    sys.argv = [str(program), *order["words"]]
    code = 0
    try:
        runpy.run_path(str(program), run_name="__main__")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if isinstance(ended.code, str):
            sys.stderr.write(f"{ended.code}\n")
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
