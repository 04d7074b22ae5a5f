"""The use cases that jobs carry out, and what the timer starts."""

from __future__ import annotations

from datetime import timedelta

from core.bootstrap.rooms import Rooms
from core.jobs.handlers import JobUseCases
from core.jobs.schedule import Tick
from core.ports import Directory, Notifier
from core.settings import Settings
from core.usecases.answer_question import CarryOutAdopt
from core.usecases.compare_nightly import StartNightlyComparisons
from core.usecases.deliver import Deliver
from core.usecases.digest import StartDueDigests
from core.usecases.explain_order import CarryOutExplain, Explain
from core.usecases.forget_old import ForgetOld, Keep
from core.usecases.gather_storms import GatherStorms
from core.usecases.give_up_push import GiveUpPush
from core.usecases.judge_order import JudgeOrder
from core.usecases.judge_store_again import CarryOutJudgeStoreAgain, StartJudgingAgain
from core.usecases.judgement import Judge
from core.usecases.list_orders import ListUnfulfilled
from core.usecases.listing import list_jobs
from core.usecases.look_up_push import LookUpPush
from core.usecases.match_nightly import StartNightlyMatches
from core.usecases.matching import match_jobs
from core.usecases.mirror_book import MirrorBook
from core.usecases.mirror_cancellation import MirrorCancellation
from core.usecases.mirror_edits import MirrorEdits
from core.usecases.mirror_order import Carriers, MirrorOrder
from core.usecases.mirror_parcels import MirrorParcels
from core.usecases.mirror_refunds import MirrorRefunds
from core.usecases.mirror_returns import MirrorReturns
from core.usecases.mirror_source_side import MirrorSourceSide
from core.usecases.order_cards import OrderCards
from core.usecases.place_source_order import PlaceSourceOrder
from core.usecases.poll_store import PollStore, StartPolls
from core.usecases.prepare_store import PrepareStore, StartPreparations
from core.usecases.probe_store import KeepWatch, ProbeStore
from core.usecases.protect_customers import EraseOrders, ForgetStore, TellDataRequest
from core.usecases.publish_order import PublishOrder
from core.usecases.push_by_number import CarryOutPushByNumber
from core.usecases.push_order import PushOrder
from core.usecases.read_user_groups import CarryOutReadUserGroup, StartReadingUserGroups
from core.usecases.refresh_source_order import RefreshSourceOrder
from core.usecases.remake_order import RemakeOrder
from core.usecases.stocking import stock_jobs
from core.usecases.sweep_mirrors import SweepMirrors
from core.usecases.sweep_pushes import SweepPushes
from core.usecases.tell_change import TellChange
from core.usecases.tell_failure import TellFailure
from core.usecases.tell_fault import KeepFault, TellFault
from core.usecases.tell_findings import TellFindings
from core.usecases.tell_health import TellHealth
from core.usecases.tell_history import TellHistory
from core.usecases.tell_result import TellResult
from core.usecases.workflow_steps import StepJobs
from core.usecases.write_refund import WriteRefund

_SWEEP = timedelta(seconds=2)
_MIRRORS = timedelta(seconds=10)
_DIGESTS = timedelta(seconds=30)
_PREPARE = timedelta(hours=1)
_MATCHES = timedelta(minutes=10)
_JUDGE_AGAIN = timedelta(hours=1)
_FORGET = timedelta(days=1)
_GROUPS = timedelta(minutes=15)
_WATCH = timedelta(seconds=30)
_SAFETY_POLLS = timedelta(minutes=5)
"""Shopify does not promise to deliver every webhook; what was missed is found by these."""


def job_use_cases(rooms: Rooms, notifier: Notifier, directory: Directory) -> JobUseCases:
    """What each kind of work needs."""
    unit, gateway, clock = rooms.open_unit, rooms.gateway, rooms.clock
    judge, delays = Judge(unit, gateway, rooms.settings.push_plans), rooms.settings.look_up_delays
    cards, gather = OrderCards(rooms.links, delays), GatherStorms(clock, rooms.settings.storm_from)
    deliver, operators = Deliver(unit, notifier), rooms.settings.operations_channel
    lease = timedelta(seconds=rooms.settings.push_lease_seconds)
    return JobUseCases(
        judge_order=JudgeOrder(unit, judge, clock),
        judge_store_again=CarryOutJudgeStoreAgain(unit, clock),
        push_order=PushOrder(unit, gateway, judge, clock, rooms.links, lease, delays[0]),
        give_up_push=GiveUpPush(unit),
        look_up_push=LookUpPush(unit, gateway, clock, delays),
        place_source_order=PlaceSourceOrder(unit, gateway),
        mirror_order=MirrorOrder(unit, rooms.mirroring, _carriers(rooms, lease)),
        stock=stock_jobs(unit, rooms.stock, rooms.levels, clock, notifier, rooms.links),
        publish_order=PublishOrder(unit, deliver, cards, clock, gather),
        tell_history=TellHistory(unit, notifier, clock),
        push_by_number=CarryOutPushByNumber(unit, gateway, judge, clock, notifier),
        steps=_steps(rooms, judge, cards, notifier),
        explain_order=CarryOutExplain(Explain(unit, gateway, judge, clock, rooms.links), notifier),
        tell_result=TellResult(unit, notifier, clock),
        adopt=CarryOutAdopt(unit, gateway, notifier, clock),
        lists=list_jobs(unit, notifier, cards, clock),
        poll_store=PollStore(unit, gateway, clock, tells_missed=not rooms.settings.polls_only),
        prepare_store=PrepareStore(unit, gateway, rooms.settings.webhook_address, clock),
        probe_store=ProbeStore(unit, gateway),
        refresh_source_order=RefreshSourceOrder(unit, gateway, clock),
        tell_failure=TellFailure(notifier),
        tell_change=TellChange(unit, deliver),
        tell_health=TellHealth(unit, deliver, operators),
        tell_fault=TellFault(unit, deliver, operators),
        tell_findings=TellFindings(unit, deliver, rooms.links, operators),
        keep_fault=KeepFault(unit),
        erase_orders=EraseOrders(unit, clock),
        tell_data_request=TellDataRequest(unit, deliver, rooms.settings.operations_channel),
        forget_store=ForgetStore(unit, gateway, clock),
        matching=match_jobs(unit, rooms.catalogues, clock, notifier),
        read_user_group=CarryOutReadUserGroup(unit, directory, notifier),
    )


def _steps(rooms: Rooms, judge: Judge, cards: OrderCards, notifier: Notifier) -> StepJobs:
    unit, clock = rooms.open_unit, rooms.clock
    by_number = CarryOutPushByNumber(unit, rooms.gateway, judge, clock, notifier)
    return StepJobs(unit, by_number, ListUnfulfilled(unit, cards, clock), notifier, clock)


def _carriers(rooms: Rooms, lease: timedelta) -> Carriers:
    book = MirrorBook(rooms.open_unit, rooms.clock, lease)
    write = WriteRefund(rooms.amending, book)
    return Carriers(
        parcels=MirrorParcels(rooms.mirroring, book),
        cancellation=MirrorCancellation(rooms.amending, write, book),
        refunds=MirrorRefunds(write, book),
        returns=MirrorReturns(rooms.amending, book),
        edits=MirrorEdits(rooms.amending, RemakeOrder(rooms.amending, book), book),
        source_side=MirrorSourceSide(rooms.amending, write, book),
    )


def ticks(rooms: Rooms) -> list[Tick]:
    """What is done again and again, and how often."""
    settings, unit = rooms.settings, rooms.open_unit
    sweep = SweepPushes(unit, rooms.clock, settings.look_up_delays[0])
    digests = StartDueDigests(unit, rooms.clock, settings.digest_at)
    polls = timedelta(seconds=settings.poll_seconds) if settings.polls_only else _SAFETY_POLLS
    return [
        Tick("sweep", _SWEEP, sweep, everywhere=True),
        Tick("mirrors", _MIRRORS, SweepMirrors(unit, rooms.clock)),
        Tick("digests", _DIGESTS, digests),
        Tick("match", _MATCHES, StartNightlyMatches(unit, rooms.clock)),
        Tick("resync", _MATCHES, StartNightlyComparisons(unit, rooms.clock)),
        Tick("prepare", _PREPARE, StartPreparations(unit), at_start=True),
        Tick("poll", polls, StartPolls(unit), at_start=True),
        Tick("judge-again", _JUDGE_AGAIN, StartJudgingAgain(unit, rooms.clock)),
        Tick("user-groups", _GROUPS, StartReadingUserGroups(unit), at_start=True),
        Tick("watch", _WATCH, KeepWatch(unit, rooms.clock)),
        Tick("forget", _FORGET, ForgetOld(unit, rooms.clock, _keep(settings))),
    ]


def _keep(settings: Settings) -> Keep:
    return Keep(
        deliveries=timedelta(days=settings.keep_deliveries_days),
        jobs=timedelta(days=settings.keep_jobs_days),
        attempts=timedelta(days=settings.keep_attempts_days),
        customers=timedelta(days=settings.keep_customers_days),
        orders=timedelta(days=settings.keep_orders_days),
    )
