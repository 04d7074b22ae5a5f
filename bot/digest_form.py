"""What people chose in the window of a channel's digest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import ids
from bot.forms import Memo, Mistakes
from core.domain.digests import DigestSettings
from core.domain.stores import StoreId
from core.domain.words import say

View = Mapping[str, Any]


def read_digest_form(view: View) -> DigestSettings:
    """Raises Mistakes."""
    errors: dict[str, str] = {}
    at = str(_state(view, ids.INPUT_DIGEST_AT).get("selected_time") or "")
    if not at:
        errors[ids.INPUT_DIGEST_AT] = say("Choose a time.")
    zone = str(_state(view, ids.INPUT_DIGEST_ZONE).get("value") or "").strip()
    if not _is_zone(zone):
        errors[ids.INPUT_DIGEST_ZONE] = say("There is no such zone: type one as Europe/Berlin.")
    enabled = bool(_chosen(view, ids.INPUT_DIGEST_ON))
    days = frozenset(int(each) for each in _chosen(view, ids.INPUT_DIGEST_DAYS))
    if enabled and not days:
        errors[ids.INPUT_DIGEST_DAYS] = say("Choose at least one day, or switch the digest off.")
    stores = tuple(StoreId(int(each)) for each in _chosen(view, ids.INPUT_DIGEST_STORES))
    if not stores:
        errors[ids.INPUT_DIGEST_STORES] = say("Choose at least one store.")
    if errors:
        raise Mistakes(errors)
    return DigestSettings(Memo.of(view).about, at, zone, enabled, days, stores)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _chosen(view: View, name: str) -> list[str]:
    return [each["value"] for each in _state(view, name).get("selected_options") or []]


def _state(view: View, name: str) -> View:
    values = (view.get("state") or {}).get("values") or {}
    found: View = (values.get(name) or {}).get(name) or {}
    return found
