"""What every file for a spreadsheet needs."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(text: str) -> str:
    """A text that a spreadsheet would run as a formula begins with an apostrophe (OWASP, CSV
    injection)."""
    return f"'{text}" if text.startswith(_FORMULA) else text
