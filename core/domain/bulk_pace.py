"""How patiently a bulk operation is waited for: catalogues and stock are listed by such."""

from __future__ import annotations

from datetime import datetime, timedelta

TRIES = 3
"""How often a listing is asked for when Shopify itself fails at it."""
TOLD_EVERY = timedelta(seconds=3)
"""How often the message that counts up is edited."""
_WAITS = (
    # A small store is listed within seconds.
    (timedelta(seconds=10), timedelta(seconds=0.5)),
    (timedelta(minutes=1), timedelta(seconds=2)),
    (timedelta(minutes=10), timedelta(seconds=5)),
)
_LONGEST_WAIT = timedelta(seconds=15)


def next_look(since: datetime, now: datetime) -> timedelta:
    """How long until it is looked at again: soon at first, later ever more rarely."""
    age = now - since
    return next((wait for until, wait in _WAITS if age < until), _LONGEST_WAIT)
