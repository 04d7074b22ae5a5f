"""Every verb about locations and their groups, in one place for `core.usecases.catalogue`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from core.ports import Clock, StoreGateway, UnitOfWorkFactory
from core.usecases.group_locations import RemoveGroup, SaveGroup
from core.usecases.name_locations import (
    GroupByName,
    GroupOnlyPair,
    RemoveByName,
    RenameByName,
)
from core.usecases.prepare_store import learn_locations
from core.usecases.show_locations import AskForLocations, ReadLocations, ShowGroup, ShowLocations


@dataclass(frozen=True, slots=True)
class LocationVerbs:
    """The first five for people in Slack, the others for the command line."""

    show: ShowLocations
    show_group: ShowGroup
    ask: AskForLocations
    save: SaveGroup
    remove: RemoveGroup
    read: ReadLocations
    group_by_name: GroupByName
    rename_by_name: RenameByName
    remove_by_name: RemoveByName
    group_only_pair: GroupOnlyPair


def location_verbs(
    open_unit: UnitOfWorkFactory, gateway: StoreGateway, clock: Clock
) -> LocationVerbs:
    """Built."""
    save, remove = SaveGroup(open_unit, clock), RemoveGroup(open_unit, clock)
    return LocationVerbs(
        show=ShowLocations(open_unit),
        show_group=ShowGroup(open_unit),
        ask=AskForLocations(open_unit),
        save=save,
        remove=remove,
        read=ReadLocations(open_unit, gateway),
        group_by_name=GroupByName(open_unit, partial(learn_locations, open_unit, gateway), save),
        rename_by_name=RenameByName(open_unit, save),
        remove_by_name=RemoveByName(open_unit, remove),
        group_only_pair=GroupOnlyPair(open_unit, gateway, save),
    )
