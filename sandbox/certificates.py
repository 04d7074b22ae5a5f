"""Whose certificates are believed by what the sandbox calls: webhooks, and the app over HTTP."""

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """Read once a process, it takes a moment."""
    return httpx.create_ssl_context()
