"""What bots wrote of errors in their own words: books may balance, and a test have met one."""

from __future__ import annotations

import json
from pathlib import Path


def errors_in(log: Path) -> list[str]:
    """Each error of a log of JSON lines, and each traceback; none where there is no log."""
    if not log.exists():
        return []
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("Traceback"):
            found.append("a traceback in the log")
        if line.startswith("{") and '"error"' in line:
            entry = json.loads(line)
            if entry.get("level") in ("error", "critical"):
                found.append(f"logged: {entry.get('event')} {entry.get('detail', '')}".strip())
    return found
