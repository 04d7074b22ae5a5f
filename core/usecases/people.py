"""Every verb about people, in one place for `core.usecases.catalogue`."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.people import Policy
from core.ports import Clock, UnitOfWorkFactory
from core.usecases.manage_people import Allow, Deny, ListPeople
from core.usecases.read_user_groups import HearUserGroup
from core.usecases.show_audit import ShowAudit


@dataclass(frozen=True, slots=True)
class PeopleVerbs:
    """Who may do what, and who did what."""

    allow: Allow
    deny: Deny
    listed: ListPeople
    audit: ShowAudit
    hear: HearUserGroup


def people_verbs(open_unit: UnitOfWorkFactory, clock: Clock, policy: Policy) -> PeopleVerbs:
    """Built."""
    return PeopleVerbs(
        allow=Allow(open_unit, clock, policy),
        deny=Deny(open_unit, clock, policy),
        listed=ListPeople(open_unit, policy),
        audit=ShowAudit(open_unit),
        hear=HearUserGroup(open_unit),
    )
