"""The demo as a process: started, looked at from outside, told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from scripts.stage import ROOT, Stage, free_port

_START_SECONDS = 90.0
_STOP_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class Demo:
    """One that runs, and what it printed until then."""

    process: subprocess.Popen[str]
    here: Stage
    said: str

    def end(self, number: signal.Signals | None = None) -> tuple[int, str]:
        """Its exit code and last words; with `number` it is sent this signal first."""
        if number is not None:
            self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=_STOP_SECONDS)
        return self.process.returncode, said

    def kill(self, words: str) -> None:
        """SIGKILL to the process of this demo with these words on its command line."""
        (pid,) = (pid for pid in of_folder(self.here.folder) if words in _command(pid))
        _kill(pid)


@contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    """The demo in this folder, on free ports, once it has printed its address. Whatever of it is
    left when the block ends is killed."""
    ports = free_port(), free_port()
    address, bot_url = (f"http://127.0.0.1:{port}" for port in ports)
    here = Stage(address, bot_url, folder, {})
    with subprocess.Popen(  # noqa: S603 - our own program
        command(folder, *ports),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield Demo(process, here, _first_words(process))
        finally:
            process.kill()
            for pid in of_folder(folder):
                _kill(pid)


def command(folder: Path, port: int, bot_port: int) -> list[str]:
    """What `make demo` runs."""
    where = ["--folder", str(folder), "--port", str(port), "--bot-port", str(bot_port)]
    return [sys.executable, "-m", "scripts.demo", *where]


def of_folder(folder: Path) -> list[int]:
    """The processes that belong to a data folder, PostgreSQL's included: they name it on their
    command line or in their settings, or work in it."""
    return [
        int(process.name)
        for process in Path("/proc").glob("[0-9]*")
        if _belongs(process, str(folder.resolve()))
    ]


def none_left(folder: Path) -> bool:
    """Whether nothing of the folder runs; what was killed is given a moment to go."""
    end = time.monotonic() + 5
    while of_folder(folder) and time.monotonic() < end:
        time.sleep(0.05)
    return not of_folder(folder)


def _first_words(process: subprocess.Popen[str]) -> str:
    """Up to the line that says how to stop; all there is when it ends before."""
    assert process.stdout is not None
    late = Timer(_START_SECONDS, process.kill)
    late.start()
    said = ""
    while "Ctrl-C" not in said and (line := process.stdout.readline()):
        said += line
    late.cancel()
    assert "Ctrl-C" in said, said
    return said


def _belongs(process: Path, folder: str) -> bool:
    try:
        settings = (process / "environ").read_bytes().decode(errors="replace").split("\0")
        works_in = str((process / "cwd").readlink())
        named = folder in _command(int(process.name)) or f"SYNCTEC_DATA_DIR={folder}" in settings
    except OSError:
        # It ended meanwhile, or ended and waits for its parent.
        return False
    return named or works_in.startswith(folder)


def _command(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    return words.replace("\0", " ")


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
