"""`python -m sandbox --port 8400 --state var/sandbox.json`: the outside world on this machine."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import socket
import sys
from pathlib import Path

from sandbox.server import serve


def main() -> int:
    """Runs the sandbox until it is told to stop; returns the exit code."""
    options = _parser().parse_args()
    # Uvicorn raises the signal once more when it has ended: by then that is all that is left to do.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        listener = socket.create_server(("127.0.0.1", options.port), backlog=256)
    except OSError as error:
        return _fail(f"Port {options.port} of 127.0.0.1 cannot be used: {error.strerror}.")
    with listener, contextlib.suppress(SystemExit):
        try:
            asyncio.run(serve(listener, options.state, options.seed))
        except ValueError as error:
            return _fail(str(error))
    return 0


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8400, help="0 picks a free one")
    parser.add_argument("--state", type=Path, help="the file that keeps the state between starts")
    parser.add_argument("--seed", choices=["demo", "empty"], default="demo", help="without a state")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
