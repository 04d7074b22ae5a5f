"""Programs that start in a moment: one process imports what they import, and forks for each.

A child runs `app.py`, or the module that is named, from its first line as the main program, in a
session of its own, with its own settings, folder and output. It is killed and dies like any other;
only reading its libraries, two seconds of a core, is not done again with each start.
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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from threading import Lock
from typing import Any

from scripts.programs import Command
from scripts.stage import ROOT

_ROOMS = ("core", "bot", "handlers", "sandbox")
_PROGRAMS = (
    "core.db.migrations",
    "core.db.embedded.__main__",
    "sandbox.__main__",
    "sandbox.shopify.__main__",
)
"""Modules that do something when they are imported."""
_LIBRARIES = (
    *("alembic.command", "alembic.runtime.environment"),
    *("anyio._backends._asyncio", "certifi", "h11", "httpcore"),
    *("apscheduler.executors.asyncio", "apscheduler.triggers.interval"),
    *("procrastinate.builtin_tasks", "procrastinate.worker"),
    *("uvicorn.lifespan.off", "uvicorn.lifespan.on", "uvicorn.protocols.http.h11_impl"),
    "uvicorn.protocols.websockets.websockets_sansio_impl",
)
"""What is imported only where it is needed."""
_CERTIFICATES = ("core.shopify.transport", "bot.app", "sandbox.certificates")
"""Who reads certificates, once a process, in `trusted`."""
_READY = "ready\n"


class Hatched:
    """One process; a `scripts.programs.Process`. Safe to be asked by several threads."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._nursery = nursery
        self._lock = Lock()
        # Its number is its own until the nursery was asked how it ended.
        self._handle = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        self._look(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended. Raises subprocess.TimeoutExpired."""
        if not self._look(None if timeout is None else int(timeout * 1000)):
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Does nothing where it has ended."""
        with self._lock:
            if self.returncode is None:
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def _look(self, milliseconds: int | None) -> bool:
        if self.returncode is not None:
            return True
        end = select.poll()
        end.register(self._handle, select.POLLIN)
        if not end.poll(milliseconds):
            return False
        with self._lock:
            if self.returncode is None:
                self.returncode = self._nursery.end_of(self.pid)
                os.close(self._handle)
        return True


class Nursery:
    """Starts processes; safe to be asked by several threads."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lock = Lock()

    def launch(self, command: Command) -> Hatched:
        """A `Launch` of `app.py`, and of `-m` with a module of ours."""
        program, *words = command.arguments
        if program != "-m":
            assert Path(program).name == "app.py"
            words = [str(ROOT / "app.py"), *words]
        order = {"module": program == "-m", "words": words}
        order["environment"] = dict(command.environment)
        places = {name: str(getattr(command, name)) for name in ("cwd", "out", "err")}
        return Hatched(self, self._ask({**order, **places}))

    def end_of(self, pid: int) -> int:
        """The exit code of a process that has ended; asked once."""
        return self._ask({"end": pid})

    def _ask(self, order: Mapping[str, Any]) -> int:
        with self._lock:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(f"{json.dumps(order)}\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A nursery, which ends with the block; the processes are their starter's to end."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.nursery"],
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
            yield Nursery(process)
        finally:
            process.stdin.close()


def main() -> None:
    """A line of JSON in, a number out, until the input ends."""
    for room in _ROOMS:
        for found in walk_packages([str(ROOT / room)], f"{room}."):
            if not found.name.startswith(_PROGRAMS):
                import_module(found.name)
    for name in _LIBRARIES:
        import_module(name)
    for name in _CERTIFICATES:
        import_module(name).trusted()
    # What is imported is kept for good: children do not copy it by counting references.
    gc.freeze()
    sys.stdout.write(_READY)
    sys.stdout.flush()
    for line in sys.stdin:
        order = json.loads(line)
        sys.stdout.write(f"{_ended(order['end']) if 'end' in order else _born(order)}\n")
        sys.stdout.flush()


def _ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _born(order: Mapping[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        _become(order)
    return pid


def _become(order: Mapping[str, Any]) -> None:
    os.setsid()
    os.chdir(order["cwd"])
    added = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    places = ((os.devnull, os.O_RDONLY), (order["out"], added), (order["err"], added))
    for theirs, (place, how) in enumerate(places):
        ours = os.open(place, how, 0o644)
        os.dup2(ours, theirs)
        os.close(ours)
    os.environ.clear()
    os.environ.update(order["environment"])
    code = 1
    try:
        code = _run(order["words"], module=order["module"])
    finally:
        if sys.exc_info()[1] is not None:
            sys.excepthook(*sys.exc_info())
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _run(arguments: list[str], *, module: bool) -> int:
    """As Python runs a program: its exit code; a sentence it ends with is written down."""
    sys.argv = arguments
    try:
        if module:
            runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
        else:
            runpy.run_path(arguments[0], run_name="__main__")
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        sys.stderr.write(f"{ended.code}\n")
        return 1
    return 0


if __name__ == "__main__":
    main()
