"""Who may do what, and who is in Slack's user groups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from core.domain.people import Access, Actor, Grant, Right
from core.domain.stores import StoreId


class People(Protocol):
    """What was granted to whom."""

    async def access(self, actor: Actor) -> Access:
        """What this person may do, by the settings, by name, or as one of a user group."""
        ...

    async def holders(
        self, needed: Right, store_ids: Collection[StoreId], limit: int
    ) -> Sequence[str]:
        """Subjects that hold the right at one of these stores, or everywhere; people before user
        groups."""
        ...

    async def grants(self) -> Sequence[Grant]:
        """Everything granted, the settings' admins first; then by store and subject."""
        ...

    async def give(self, grant: Grant) -> Right | None:
        """Instead of what the subject had at this store: returns that."""
        ...

    async def take(self, subject: str, store_id: StoreId | None) -> Right | None:
        """What the subject had at this store, which is over."""
        ...

    async def user_groups(self) -> Sequence[str]:
        """Those that something was granted to."""
        ...

    async def put_members(self, group_id: str, user_ids: Collection[str]) -> None:
        """These are the people of the user group now."""
        ...


class Directory(Protocol):
    """Slack's user groups."""

    async def members(self, group_id: str) -> Sequence[str]:
        """The people in it, by user id; none where it is switched off.

        Raises:
            NotFound: there is no such user group.
            AccessRefused, Temporary, Broken: as Slack answers.
        """
        ...
