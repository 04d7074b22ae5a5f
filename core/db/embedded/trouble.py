"""How the embedded server says that it cannot run: in words a person can act on."""

from __future__ import annotations

from core.domain.errors import Rejected
from core.domain.reasons import Reason


def unusable(sentence: str, remedy: str) -> Rejected:
    """The embedded database cannot be used as asked."""
    return Rejected(Reason("embedded_database_unusable", sentence, remedy))
