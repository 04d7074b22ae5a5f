"""Order numbers in what somebody wrote."""

from __future__ import annotations

import re

_MARKED = re.compile(r"#([A-Za-z]{0,6}-?\d{2,12})\b")
_BARE = re.compile(r"(?<![\w.:/#-])((?:[A-Z]{1,6}-)?\d{3,12})(?![\w.:/-])")
_MOST = 10


def numbers_in(text: str) -> list[str]:
    """What may be an order's number, the likeliest first: those marked with `#`, then others. No
    times, amounts, links or dates."""
    found = [*_MARKED.findall(text), *_BARE.findall(text)]
    return list(dict.fromkeys(found))[:_MOST]
