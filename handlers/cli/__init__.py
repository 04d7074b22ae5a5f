"""The command line: a module per noun. `app.py` mounts it and hands it the way to the core."""

from handlers.cli import (
    connections,
    explain,
    history,
    items,
    keys,
    locations,
    settings,
    setup,
    stores,
)
from handlers.cli.terminal import Terminal

__all__ = [
    "Terminal",
    "connections",
    "explain",
    "history",
    "items",
    "keys",
    "locations",
    "settings",
    "setup",
    "stores",
]
