"""What programs on this machine need to talk with each other."""

from __future__ import annotations

import ssl

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For HTTP clients that stay on this machine: it trusts nobody, and no certificates are read for
it. Reading them takes every client a thirtieth of a second."""
