"""What a person chose in the window of a location group."""

from __future__ import annotations

from bot import ids
from bot.forms import Memo, Mistakes, View
from core.domain.locations import NAME_LENGTH, GroupId
from core.domain.stores import StoreId
from core.domain.words import say
from core.usecases.group_locations import Chosen, GroupWish


def read_group_form(view: View) -> GroupWish:
    """Raises Mistakes."""
    errors: dict[str, str] = {}
    values = (view.get("state") or {}).get("values") or {}
    name = str(_state(values, ids.INPUT_GROUP_NAME).get("value") or "").strip()
    if not name:
        errors[ids.INPUT_GROUP_NAME] = say("Give the group a name.")
    elif len(" ".join(name.split())) > NAME_LENGTH:
        errors[ids.INPUT_GROUP_NAME] = say("Use up to {most} characters.", most=NAME_LENGTH)
    options = _state(values, ids.INPUT_LOCATIONS).get("selected_options") or []
    chosen = tuple(_chosen(each["value"]) for each in options)
    if not chosen:
        errors[ids.INPUT_LOCATIONS] = say("Choose at least one location.")
    if errors:
        raise Mistakes(errors)
    about = Memo.of(view).about
    if not about:
        return GroupWish(name, chosen)
    group_id, edition = read_edition(about)
    return GroupWish(name, chosen, group_id, edition)


def read_edition(value: str) -> tuple[GroupId, int]:
    """A group as somebody saw it, from `id:edition`."""
    group_id, edition = value.split(":")
    return GroupId(int(group_id)), int(edition)


def _chosen(value: str) -> Chosen:
    store_id, seen_in, gid = value.split(" ", 2)
    return Chosen(StoreId(int(store_id)), gid, GroupId(int(seen_in)) if int(seen_in) else None)


def _state(values: View, name: str) -> View:
    found: View = (values.get(name) or {}).get(name) or {}
    return found
