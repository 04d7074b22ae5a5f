"""Our programs as processes: started, waited for, watched, ended."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Protocol

import httpx

from scripts.loopback import PLAIN

_START_SECONDS = 60.0
_STOP_SECONDS = 20.0
_LOOK_SECONDS = 0.2
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StageError(Exception):
    """A process did not start, or ended by itself; the message says which, why, and where its
    log is."""


class Process(Protocol):
    """What is asked of a process that was started; the words are those of `subprocess.Popen`."""

    @property
    def pid(self) -> int:
        """Its number."""
        ...

    @property
    def returncode(self) -> int | None:
        """As `poll` or `wait` saw it."""
        ...

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """How it ended. Raises subprocess.TimeoutExpired."""
        ...

    def send_signal(self, sig: int, /) -> None:
        """Does nothing where it has ended."""
        ...

    def kill(self) -> None:
        """SIGKILL."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """A program of ours: its file and words, its folder, its environment, and the files that what
    it writes is added to."""

    arguments: Sequence[str]
    cwd: Path
    environment: Mapping[str, str]
    out: Path
    err: Path


Launch = Callable[[Command], Process]
"""A way to start a program; whoever asks for the process ends it."""


def spawn(command: Command) -> Process:
    """The usual way: a Python of its own, and a session of its own. Ctrl-C reaches us alone, and we
    end the processes in their order."""
    with command.out.open("ab") as said, command.err.open("ab") as complained:
        return subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, *command.arguments],
            cwd=command.cwd,
            env=command.environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=complained,
            start_new_session=True,
        )


@dataclass(frozen=True, slots=True)
class Program:
    """One process of ours."""

    name: str
    process: Process
    log: Path


def end_like_ctrl_c() -> None:
    """A terminal that closes and a supervisor that stops us raise KeyboardInterrupt from now on;
    so does SIGINT where a shell that started us in the background had it ignored. Only the first
    of them does, and none once processes are being ended: that is not broken off."""
    for number in _STOPPING:
        signal.signal(number, _interrupt)


def _interrupt(*_: object) -> None:
    undisturbed()
    raise KeyboardInterrupt


def undisturbed() -> None:
    """From here on no signal breaks off what is being done."""
    for number in _STOPPING:
        if signal.getsignal(number) is _interrupt:
            signal.signal(number, signal.SIG_IGN)


@contextmanager
def running(program: Program) -> Iterator[Program]:
    """Ended when the block ends, by whatever way."""
    try:
        yield program
    finally:
        undisturbed()
        _end(program.process)


def _end(process: Process) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def watch(programs: Sequence[Program]) -> NoReturn:
    """For as long as all of them run.

    Raises:
        StageError: one of them ended by itself.
    """
    while True:
        require_running(programs)
        time.sleep(_LOOK_SECONDS)


def wait_for(url: str, needed: Sequence[Program]) -> None:
    """Returns when the address answers; it cannot without any of `needed`."""
    end = time.monotonic() + _START_SECONDS
    # One client for all tries: each new one reads the certificates of the whole world.
    with httpx.Client(verify=PLAIN, timeout=1) as http:
        while time.monotonic() < end:
            require_running(needed)
            with suppress(httpx.TransportError):
                if http.get(url).is_success:
                    return
            time.sleep(0.05)
    logs = " and ".join(str(each.log) for each in needed)
    raise StageError(f"{url} does not answer; read {logs}.")


def require_running(programs: Sequence[Program]) -> None:
    """Raises StageError where one of them has ended."""
    for each in programs:
        code = each.process.poll()
        if code is not None:
            how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended ({code})"
            raise StageError(f"The {each.name} {how}; its log is {each.log}.")
