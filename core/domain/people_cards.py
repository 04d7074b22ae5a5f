"""What people are shown of who may do what, and of who did what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.domain.people import Grant, Right
from core.domain.stores import Store


@dataclass(frozen=True, slots=True)
class Roster:
    """What was granted at one store."""

    store: Store
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class PeopleCard:
    """`named` are the admins by the settings, `everywhere` what was granted at every store, `own`
    the highest right of who asks."""

    named: tuple[str, ...]
    everywhere: tuple[Grant, ...]
    rosters: tuple[Roster, ...]
    everyone: bool = False
    own: Right | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing somebody did. `actor` as in an audit entry; `said` is plain text that may name
    people as Slack writes them."""

    at: datetime
    actor: str
    said: str
    store: str


@dataclass(frozen=True, slots=True)
class AuditCard:
    """What people did and changed, newest first. `more`: there is more than is kept here."""

    title: str
    lines: tuple[AuditLine, ...]
    more: bool = False
