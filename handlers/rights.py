"""Who may do what: the right that each command, button and window takes, and whose business it is.

`core.usecases.authorise` asks the database. What is not here is for everyone: help, and whatever
was not understood.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot import ids
from bot.comparison_values import read_comparison
from bot.forms import AdoptForm, Attempted, Decided, OrderForm, PushForm
from bot.item_values import ItemValue, read_place
from bot.listening import Need
from bot.requests import Request
from bot.settings_form import SettingsForm, read_settings
from bot.steps import StepRequest
from core.domain.digests import DigestSettings
from core.domain.orders import OrderId
from core.domain.people import Right
from core.domain.pushes import PushId
from core.domain.unfurls import LinkedOrder
from core.usecases.authorise import (
    About,
    AtConnection,
    AtMirror,
    AtOrder,
    AtPush,
    AtStores,
    Everywhere,
    Somewhere,
)
from core.usecases.group_locations import GroupWish
from handlers import grammar

_VIEW, _ACT, _ADMIN = Right.VIEWER, Right.OPERATOR, Right.ADMIN


def _push(request: Request) -> About:
    return AtPush(PushId(int(request.value)))


def _order(request: Request) -> About:
    return AtOrder(OrderId(int(request.value)))


def _question(request: Request) -> About:
    return AtPush(Attempted.of(request.value).push_id)


def _item(request: Request) -> About:
    return AtConnection(ItemValue.of(request.value).connection_id)


def _items(request: Request) -> About:
    return AtConnection(read_place(request.value).connection_id)


def _comparison(request: Request) -> About:
    return AtConnection(read_comparison(request.value)[0])


def _decision(request: Request) -> About:
    return AtMirror(Decided.of(request.value).mirror_id)


def _chosen_store(request: Request) -> About:
    return AtStores([request.chosen])


def _shown_settings(request: Request) -> About:
    return _settings(read_settings(request.view))


def _of_step(request: StepRequest) -> About:
    handle = request.text(ids.STEP_STORE)
    return AtStores([handle]) if handle else Somewhere()


def _somewhere(_told: object) -> About:
    return Somewhere()


def _everywhere(_told: object) -> About:
    return Everywhere()


def _settings(form: SettingsForm) -> About:
    return AtStores([form.shown.destination])


# Buttons.
PUSH: Final = Need(_ACT, _push)
RETRY: Final = Need(_ACT, _push)
ROW: Final = Need(_ACT, _order)
ANSWER: Final = Need(_ACT, _question)
DECIDE: Final[Need[Request]] = Need(
    _ACT, lambda request: AtMirror(Decided.of(request.value).mirror_id)
)
VIEW_ORDER: Final = Need(_VIEW, _order)
VIEW_ERROR: Final = Need(_VIEW, _push)
LISTS: Final = Need(_VIEW, _somewhere)
ACT_SOMEWHERE: Final = Need(_ACT, _somewhere)
APPLY: Final[Need[Request]] = Need(
    _ACT, lambda request: AtConnection(read_comparison(request.value)[0])
)
ITEM: Final = Need(_ACT, _item)
ITEMS: Final[Need[Request]] = Need(
    _VIEW, lambda request: AtConnection(read_place(request.value).connection_id)
)
GROUPS: Final = Need(_ADMIN, _everywhere)
OPEN_SETTINGS: Final = Need(_ADMIN, _chosen_store)
SEE_SETTINGS: Final[Need[Request]] = Need(
    _ADMIN, lambda request: _settings(read_settings(request.view))
)

# Links that somebody writes.
LINK: Final[Need[LinkedOrder]] = Need(
    _VIEW, lambda linked: AtPush(linked.push_id) if linked.push_id else AtOrder(linked.order_id)
)

# Steps of workflows: of the person whom they act for.
STEP_PUSH: Final[Need[StepRequest]] = Need(
    _ACT, lambda request: AtStores([request.text(ids.STEP_STORE)], sources=True)
)
STEP_UNFULFILLED: Final = Need(_VIEW, _of_step)

# Windows that are submitted.
PUSH_FORM: Final[Need[PushForm]] = Need(_ACT, lambda form: AtStores([form.handle], sources=True))
ORDER_FORM: Final[Need[OrderForm]] = Need(_ACT, lambda form: AtPush(form.push_id))
RETRY_FORM: Final[Need[PushId]] = Need(_ACT, AtPush)
ADOPT_FORM: Final[Need[AdoptForm]] = Need(_ACT, lambda form: AtPush(form.asked.push_id))
SETTINGS_FORM: Final[Need[SettingsForm]] = Need(_ADMIN, _settings)
DIGEST_FORM: Final[Need[DigestSettings]] = Need(_ADMIN, _somewhere)
GROUP_FORM: Final[Need[GroupWish]] = Need(_ADMIN, _everywhere)


def _sold_or_shipped(words: Any) -> About:
    """One store's order: its own business, and that of whoever ships for it."""
    return AtStores([words.handle], sources=True) if words.handle else Somewhere()


def _of_both(words: Any) -> About:
    """Two stores that are connected, or one and whoever ships for it."""
    named = [handle for handle in (words.destination, words.source) if handle]
    return AtStores(named, sources=words.source is None)


def _of_one(words: Any) -> About:
    return AtStores([words.handle]) if words.handle else Somewhere()


COMMANDS: Mapping[type[grammar.Command], tuple[Right, Callable[[Any], About]]] = MappingProxyType(
    {
        grammar.Push: (_ACT, _sold_or_shipped),
        grammar.Retry: (_ACT, _sold_or_shipped),
        grammar.RetryAll: (_ACT, _somewhere),
        grammar.Pushes: (_VIEW, _of_one),
        grammar.Unfulfilled: (_VIEW, _of_one),
        grammar.Status: (_VIEW, _somewhere),
        grammar.Subscribe: (_VIEW, _of_one),
        grammar.Unsubscribe: (_ADMIN, _of_one),
        grammar.Mute: (_ACT, _of_one),
        grammar.DigestNow: (_ACT, _somewhere),
        grammar.Digest: (_ADMIN, _somewhere),
        grammar.DigestSwitch: (_ADMIN, _somewhere),
        grammar.Explain: (_VIEW, _sold_or_shipped),
        grammar.History: (_VIEW, _sold_or_shipped),
        grammar.Stock: (_VIEW, _somewhere),
        grammar.Resync: (_ACT, _of_both),
        grammar.Match: (_ACT, _of_both),
        grammar.Items: (_VIEW, _of_both),
        grammar.ItemsPause: (_ACT, _of_both),
        grammar.Locations: (_VIEW, _somewhere),
        grammar.Settings: (_ADMIN, _of_one),
        grammar.Plan: (_ADMIN, _of_one),
        grammar.Pause: (_ACT, _of_one),
        grammar.Resume: (_ACT, _of_one),
        grammar.Allow: (_ADMIN, _somewhere),
        grammar.Deny: (_ADMIN, _somewhere),
        grammar.People: (_VIEW, _somewhere),
        grammar.Audit: (_ADMIN, _of_one),
    }
)
"""By command. Allow, Deny and Subscribe ask once more, for the store that is named."""
