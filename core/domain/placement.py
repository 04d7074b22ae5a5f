"""Where a source order stands, and where it should: at the source's locations of the groups that
hold the destination's locations of its lines.

Shopify chooses a location for every new order by its own rules. What it puts elsewhere is moved,
line by line where the lines of one fulfilment order belong to different groups.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.locations import GroupMember, LocationGroup, group_of
from core.domain.pushes import Push, PushLine
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.domain.words import say

OVER = frozenset({"CLOSED", "CANCELLED", "INCOMPLETE"})
"""Statuses of fulfilment orders that nothing is shipped of any more."""


@dataclass(frozen=True, slots=True)
class StandingLine:
    """Units of one line of a source order in one fulfilment order. `line_gid` is the destination's
    line it stands for, `place` the location that line was to ship from; None where the source order
    does not say."""

    gid: str
    quantity: int
    line_gid: str | None
    variant_gid: str | None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One fulfilment order of a source order, with what is still to be shipped of it. `movable` is
    whether Shopify offers to move it now; `location_gid` None where the location was deleted."""

    gid: str
    status: str
    location_gid: str | None
    location: str
    movable: bool
    lines: tuple[StandingLine, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Move these lines of a fulfilment order, or all of it where `lines` is empty."""

    standing: Standing
    to: GroupMember
    lines: tuple[StandingLine, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What is tried once."""
        return self.standing.gid, self.to.location_gid


Homes = Mapping[str, Sequence[GroupMember]]
"""The source's locations of a group, by what is to stand there."""


def places_of(push: Push, groups: Sequence[LocationGroup], destination: StoreId) -> list[str]:
    """Where the source is to ship it from: a location's name, the group's where several stand for
    the same stock; none where no group says so."""
    found = []
    for line in push.lines:
        group = line.place and group_of(groups, destination, line.place)
        members = group.of(push.source_id) if group else ()
        if group and members:
            found.append(members[0].name if len(members) == 1 else group.name)
    return list(dict.fromkeys(found))


def concerns(groups: Iterable[LocationGroup], destination: StoreId, source: StoreId) -> bool:
    """Whether any group says where this source ships for this destination."""
    return any(group.of(destination) and group.of(source) for group in groups)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the lines of one source order may stand: by the destination's location, where the
    source order names it; by the destination's line; and by the source's variant, for an order that
    a person made and that names neither."""

    by_place: Homes
    by_line: Homes
    by_variant: Homes

    @classmethod
    def of(
        cls,
        lines: Iterable[PushLine],
        groups: Sequence[LocationGroup],
        destination: StoreId,
        source: StoreId,
    ) -> Plan:
        """From the lines of a push, each with the location it was to ship from."""
        places: dict[str, list[GroupMember]] = {}
        of_lines: dict[str, list[GroupMember]] = {}
        variants: dict[str, list[GroupMember]] = {}
        for line in lines:
            group = line.place and group_of(groups, destination, line.place)
            for member in group.of(source) if group else ():
                for homes, key in (
                    (places, line.place or ""),
                    (of_lines, line.line_gid),
                    (variants, line.variant_gid),
                ):
                    homes.setdefault(key, []).append(member)
        return cls(places, of_lines, variants)

    def home(self, line: StandingLine) -> Sequence[GroupMember]:
        """The locations of one line; none where it may stand anywhere."""
        if line.place is not None:
            return self.by_place.get(line.place, ())
        if line.line_gid is not None:
            return self.by_line.get(line.line_gid, ())
        return self.by_variant.get(line.variant_gid or "", ())

    def outside(self, standing: Standing) -> tuple[StandingLine, ...]:
        """The lines that stand where they should not."""
        if standing.status in OVER:
            return ()
        return tuple(line for line in standing.lines if self._is_outside(line, standing))

    def step(self, found: Iterable[Standing], tried: Collection[tuple[str, str]]) -> Step | None:
        """The next move that was not tried yet; None where nothing is left to do."""
        for standing in sorted(found, key=lambda one: one.gid):
            lines = self.outside(standing) if standing.movable else ()
            for member in dict.fromkeys(home for line in lines for home in self.home(line)):
                going = tuple(line for line in lines if member in self.home(line))
                step = Step(standing, member, () if going == standing.lines else going)
                if step.key not in tried:
                    return step
        return None

    def _is_outside(self, line: StandingLine, standing: Standing) -> bool:
        home = self.home(line)
        at_home = any(member.location_gid == standing.location_gid for member in home)
        return line.quantity > 0 and bool(home) and not at_home


def outside_group(order: str, at: str, homes: Sequence[GroupMember], refusal: str | None) -> Reason:
    """A source order that Shopify leaves at a location which stands for other stock."""
    wanted = " or ".join(dict.fromkeys(member.name for member in homes[:3]))
    because = f": {refusal.rstrip('.')}" if refusal else say(", for its fulfilment has begun")
    return Reason(
        "placed_outside_group",
        say(
            "{order} stands at {at} and could not be moved to {wanted}{because}.",
            order=order,
            at=at,
            wanted=wanted,
            because=because,
        ),
        say(
            "Move it to {wanted} in Shopify, or put {at} into the same location group.",
            wanted=wanted,
            at=at,
        ),
    )


def not_looked_at(order: str, refusal: Reason) -> Reason:
    """The source store could not be asked where the order stands."""
    return Reason(
        "placement_unknown",
        say(
            "Where {order} is to be shipped from could not be seen: {sentence}",
            order=order,
            sentence=refusal.sentence,
        ),
        refusal.remedy,
    )
