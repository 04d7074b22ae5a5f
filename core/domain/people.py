"""Who acts, and what they may. People are known by Slack team and user id, never by a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.errors import Rejected
from core.domain.reasons import Reason
from core.domain.stores import Store, StoreId
from core.domain.words import alternatives, later, say

_PERSON = re.compile(r"[UW][A-Z0-9]{2,30}")
_GROUP = re.compile(r"S[A-Z0-9]{2,30}")


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one workspace."""

    team: str
    user: str


class Right(StrEnum):
    """What somebody may do at a store; each holds what those before it do."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Higher may do more."""
        return list(Right).index(self)

    def covers(self, needed: Right) -> bool:
        """Whether who has this may do what needs `needed`."""
        return self.rank >= needed.rank


@dataclass(frozen=True, slots=True)
class Grant:
    """`subject`, a person's or a user group's id, has this right at a store; at every store where
    `store_id` is None. `by` is who gave it, as in an audit entry."""

    subject: str
    right: Right
    store_id: StoreId | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may do everything whatever is granted: the users listed, or everyone in the workspace
    where `everyone` was chosen. Nobody by default."""

    users: frozenset[str] = frozenset()
    everyone: bool = False

    def allows(self, actor: Actor) -> bool:
        """Whether this person is an admin everywhere."""
        return self.everyone or actor.user in self.users or actor.user == COMMAND_LINE


@dataclass(frozen=True, slots=True)
class Access:
    """What one person may do where."""

    everywhere: Right | None = None
    at_stores: Mapping[StoreId, Right] = field(default_factory=dict)

    @classmethod
    def of(cls, grants: Iterable[Grant]) -> Access:
        """The highest of what was granted to the person and to their groups."""
        everywhere: Right | None = None
        at_stores: dict[StoreId, Right] = {}
        for grant in grants:
            if grant.store_id is None:
                everywhere = _higher(everywhere, grant.right)
            else:
                before = at_stores.get(grant.store_id)
                at_stores[grant.store_id] = _higher(before, grant.right)
        return cls(everywhere, at_stores)

    def at(self, store_id: StoreId) -> Right | None:
        """The right at one store."""
        there = self.at_stores.get(store_id)
        return there if self.everywhere is None else _higher(there, self.everywhere)

    def may(self, needed: Right, store_ids: Iterable[StoreId]) -> bool:
        """Whether the right is held at one of these stores."""
        return any(held.covers(needed) for held in map(self.at, store_ids) if held is not None)

    def may_at_every(self, needed: Right, store_ids: Iterable[StoreId]) -> bool:
        """Whether it is held at each of them."""
        return all(self.may(needed, [store_id]) for store_id in store_ids)

    def may_everywhere(self, needed: Right) -> bool:
        """Whether it is held at whatever store there will be."""
        return self.everywhere is not None and self.everywhere.covers(needed)

    def may_somewhere(self, needed: Right) -> bool:
        """Whether it is held at any store."""
        held = [*self.at_stores.values(), *([self.everywhere] if self.everywhere else [])]
        return any(right.covers(needed) for right in held)

    def among(self, needed: Right, stores: Iterable[Store]) -> list[Store]:
        """Those of these stores at which it is held."""
        return [store for store in stores if self.may(needed, [store.id])]


class NotAllowed(Rejected):
    """The person has no right to it."""


def not_allowed(needed: Right, stores: Iterable[Store], holders: Iterable[str]) -> NotAllowed:
    """The refusal: what is needed where, and who has it (subjects, a few)."""
    where = alternatives([store.name for store in stores])
    named = ", ".join(named_in_slack(subject) for subject in holders)
    remedy = (
        say("Ask {named}.", named=named)
        if named
        else say("Ask whoever runs SyncTec: SYNCTEC_ADMINS names admins.")
    )
    anywhere, there = _ONLY[needed]
    sentence = say(there, where=where) if where else say(anywhere)
    return NotAllowed(Reason("not_allowed", sentence, remedy))


_ONLY = {
    Right.VIEWER: (
        later("Only a viewer may do this."),
        later("Only a viewer at {where} may do this."),
    ),
    Right.OPERATOR: (
        later("Only an operator may do this."),
        later("Only an operator at {where} may do this."),
    ),
    Right.ADMIN: (
        later("Only an admin may do this."),
        later("Only an admin at {where} may do this."),
    ),
}
RIGHTS = {
    Right.VIEWER: later("viewer"),
    Right.OPERATOR: later("operator"),
    Right.ADMIN: later("admin"),
}
"""A right's name, for people."""


def is_person(subject: str) -> bool:
    """Whether it is the id of a person in Slack."""
    return _PERSON.fullmatch(subject) is not None


def is_user_group(subject: str) -> bool:
    """Whether it is the id of a user group in Slack."""
    return _GROUP.fullmatch(subject) is not None


def named_in_slack(subject: str) -> str:
    """A person or a user group, within a sentence that one person alone reads."""
    return f"<!subteam^{subject}>" if is_user_group(subject) else f"<@{subject}>"


COMMAND_LINE = "command line"
"""Who acts there has no Slack user id: an audit entry says this."""


def said_by(actor: str) -> str:
    """Whoever an audit entry names, within a sentence: a user id as a mention."""
    return say("somebody at the command line") if actor == COMMAND_LINE else f"<@{actor}>"


def _higher(one: Right | None, other: Right) -> Right:
    return other if one is None or other.covers(one) else one
