"""A process that uses the embedded server: `embedded_user.py DATA_DIR [PROGRAMS [USER]]`.

It prints the server's URL when it has it, leaves in good order on SIGTERM or SIGINT, and prints
`left` then. With PROGRAMS it finds the server's package in that folder; with USER it becomes that
user first.
"""

from __future__ import annotations

import asyncio
import os
import pwd
import signal
import sys
from pathlib import Path

from core.db.embedded import embedded_server


async def use(data_dir: Path) -> None:
    """Hold the server until a signal asks to leave."""
    leave = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, leave.set)
    async with embedded_server(data_dir, durable=False) as url:
        _say(url)
        await leave.wait()
    _say("left")


def become(user: str) -> None:
    """Drop root for good."""
    # What Python loads only when it is needed may lie where the user cannot read it.
    asyncio.run(asyncio.to_thread(int))
    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    folder, *more = sys.argv[1:]
    sys.path[:0] = more[:1]
    for name in more[1:]:
        become(name)
    asyncio.run(use(Path(folder)))
