"""Every list that people look at, in one place for `core.usecases.catalogue`."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Clock, Notifier, UnitOfWorkFactory
from core.usecases.deliver import Deliver
from core.usecases.digest import DigestNow, PostDigest, RefreshDigest
from core.usecases.digest_settings import ChangeDigest, ShowDigest
from core.usecases.list_orders import ListUnfulfilled
from core.usecases.list_pushes import ListPushes
from core.usecases.order_cards import OrderCards
from core.usecases.order_row import Nudge, PushOpen, Snooze
from core.usecases.refresh_window import CarryOutRefreshWindow, FollowWindow
from core.usecases.route_topics import CarryOutEndMute, Mute, Subscribe
from core.usecases.show_linked import CarryOutShowLinked, FindLinked, ShowLinked
from core.usecases.show_order import ShowHome
from core.usecases.show_status import ShowStatus
from core.usecases.tell_nudge import TellNudge
from core.usecases.tell_storm import TellStorm


@dataclass(frozen=True, slots=True)
class ListVerbs:
    """What there is to work through, the dashboard that leads there, and what is done in a row."""

    unfulfilled: ListUnfulfilled
    home: ShowHome
    pushes: ListPushes
    status: ShowStatus
    digest_now: DigestNow
    refresh_digest: RefreshDigest
    digest_form: ShowDigest
    change_digest: ChangeDigest
    push_open: PushOpen
    nudge: Nudge
    snooze: Snooze
    subscribe: Subscribe
    mute: Mute
    find_linked: FindLinked
    show_linked: ShowLinked
    follow: FollowWindow


@dataclass(frozen=True, slots=True)
class ListJobs:
    """For jobs."""

    digest: PostDigest
    storm: TellStorm
    nudge: TellNudge
    end_mute: CarryOutEndMute
    linked: CarryOutShowLinked
    window: CarryOutRefreshWindow


def list_jobs(
    open_unit: UnitOfWorkFactory, notifier: Notifier, cards: OrderCards, clock: Clock
) -> ListJobs:
    """Built."""
    deliver = Deliver(open_unit, notifier)
    pushes, orders = ListPushes(open_unit, cards, clock), ListUnfulfilled(open_unit, cards, clock)
    return ListJobs(
        digest=PostDigest(open_unit, deliver, notifier, cards, clock),
        storm=TellStorm(open_unit, deliver, cards, clock),
        nudge=TellNudge(open_unit, deliver, cards, clock),
        end_mute=CarryOutEndMute(open_unit),
        linked=CarryOutShowLinked(open_unit, notifier, cards, clock),
        window=CarryOutRefreshWindow(open_unit, notifier, clock, pushes, orders),
    )


def list_verbs(
    open_unit: UnitOfWorkFactory, cards: OrderCards, clock: Clock, support: str, digest_at: str
) -> ListVerbs:
    """Built."""
    return ListVerbs(
        unfulfilled=ListUnfulfilled(open_unit, cards, clock),
        home=ShowHome(open_unit, cards, clock, support),
        pushes=ListPushes(open_unit, cards, clock),
        status=ShowStatus(open_unit, clock),
        digest_now=DigestNow(open_unit, clock),
        refresh_digest=RefreshDigest(open_unit, clock),
        digest_form=ShowDigest(open_unit, digest_at),
        change_digest=ChangeDigest(open_unit, clock, digest_at),
        push_open=PushOpen(open_unit),
        nudge=Nudge(open_unit, clock),
        snooze=Snooze(open_unit, clock),
        subscribe=Subscribe(open_unit, clock),
        mute=Mute(open_unit, clock),
        find_linked=FindLinked(open_unit, cards.links),
        show_linked=ShowLinked(open_unit),
        follow=FollowWindow(open_unit, clock),
    )
