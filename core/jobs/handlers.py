"""Which use case carries out which work. A new kind of work is a line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain import work
from core.domain.orders import OrderId
from core.domain.pushes import PushId
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.domain.work import Work
from core.jobs.boundary import Handler, LastWord
from core.usecases.answer_question import CarryOutAdopt
from core.usecases.explain_order import CarryOutExplain
from core.usecases.give_up_push import GiveUpPush
from core.usecases.judge_order import JudgeOrder
from core.usecases.judge_store_again import CarryOutJudgeStoreAgain
from core.usecases.listing import ListJobs
from core.usecases.look_up_push import LookUpPush
from core.usecases.matching import MatchJobs
from core.usecases.mirror_order import MirrorOrder
from core.usecases.place_source_order import PlaceSourceOrder
from core.usecases.poll_store import PollStore
from core.usecases.prepare_store import PrepareStore
from core.usecases.probe_store import ProbeStore
from core.usecases.protect_customers import EraseOrders, ForgetStore, TellDataRequest
from core.usecases.publish_order import PublishOrder
from core.usecases.push_by_number import CarryOutPushByNumber
from core.usecases.push_order import PushOrder
from core.usecases.read_user_groups import CarryOutReadUserGroup
from core.usecases.refresh_source_order import RefreshSourceOrder
from core.usecases.stocking import StockJobs
from core.usecases.tell_change import TellChange
from core.usecases.tell_failure import TellFailure
from core.usecases.tell_fault import KeepFault, TellFault
from core.usecases.tell_findings import TellFindings
from core.usecases.tell_health import TellHealth
from core.usecases.tell_history import TellHistory
from core.usecases.tell_result import TellResult
from core.usecases.workflow_steps import StepJobs


@dataclass(frozen=True, slots=True)
class JobUseCases:
    """What jobs call."""

    judge_order: JudgeOrder
    judge_store_again: CarryOutJudgeStoreAgain
    push_order: PushOrder
    give_up_push: GiveUpPush
    look_up_push: LookUpPush
    place_source_order: PlaceSourceOrder
    mirror_order: MirrorOrder
    stock: StockJobs
    publish_order: PublishOrder
    tell_history: TellHistory
    push_by_number: CarryOutPushByNumber
    steps: StepJobs
    explain_order: CarryOutExplain
    tell_result: TellResult
    adopt: CarryOutAdopt
    lists: ListJobs
    poll_store: PollStore
    prepare_store: PrepareStore
    probe_store: ProbeStore
    refresh_source_order: RefreshSourceOrder
    tell_failure: TellFailure
    tell_change: TellChange
    tell_health: TellHealth
    tell_fault: TellFault
    tell_findings: TellFindings
    keep_fault: KeepFault
    erase_orders: EraseOrders
    tell_data_request: TellDataRequest
    forget_store: ForgetStore
    matching: MatchJobs
    read_user_group: CarryOutReadUserGroup


def handlers_of(use: JobUseCases) -> Mapping[type[Work], Handler]:
    """The use case of every kind of work."""

    return {
        work.JudgeOrder: lambda job: use.judge_order(StoreId(job.store_id), job.order_gid),
        work.JudgeStoreAgain: use.judge_store_again,
        work.PushOrder: lambda job: use.push_order(PushId(job.push_id)),
        work.LookUpPush: lambda job: use.look_up_push(PushId(job.push_id), job.attempt, job.done),
        work.PlaceSourceOrder: lambda job: use.place_source_order(PushId(job.push_id)),
        work.MirrorOrder: lambda job: use.mirror_order(OrderId(job.order_id)),
        **_of_stock(use.stock),
        work.AdoptHeard: lambda job: use.refresh_source_order.if_in_doubt(
            PushId(job.push_id), job.order_gid
        ),
        work.PublishOrder: lambda job: use.publish_order(OrderId(job.order_id)),
        work.TellHistory: lambda job: use.tell_history(OrderId(job.order_id)),
        work.PushByNumber: use.push_by_number,
        work.ExplainOrder: use.explain_order,
        work.TellResult: use.tell_result,
        work.TellChange: use.tell_change,
        work.TellHealth: use.tell_health,
        work.TellFault: use.tell_fault,
        work.TellFindings: use.tell_findings,
        work.AdoptSourceOrder: use.adopt,
        work.EraseOrders: use.erase_orders,
        work.TellDataRequest: use.tell_data_request,
        work.ForgetStore: use.forget_store,
        work.MatchCatalogues: use.matching.step,
        work.TellMatch: use.matching.tell,
        work.RematchProduct: use.matching.product,
        work.ReadUserGroup: use.read_user_group,
        **_of_lists(use.lists),
        **_of_steps(use.steps),
        work.PollStore: lambda job: use.poll_store(StoreId(job.store_id)),
        work.PrepareStore: lambda job: use.prepare_store(StoreId(job.store_id)),
        work.ProbeStore: lambda job: use.probe_store(StoreId(job.store_id)),
        work.RefreshSourceOrder: lambda job: use.refresh_source_order(
            StoreId(job.store_id), job.order_gid
        ),
    }


def _of_lists(use: ListJobs) -> Mapping[type[Work], Handler]:
    return {
        work.PostDigest: lambda job: use.digest(job.channel, job.slot, again=job.again),
        work.TellStorm: use.storm,
        work.TellNudge: use.nudge,
        work.ShowLinked: use.linked,
        work.RefreshWindow: use.window,
        work.EndMute: lambda job: use.end_mute(StoreId(job.store_id)),
    }


def _of_steps(use: StepJobs) -> Mapping[type[Work], Handler]:
    return {
        work.PushForStep: use.push,
        work.EndPushStep: use.end_push,
        work.ListForStep: use.unfulfilled,
    }


def _of_stock(use: StockJobs) -> Mapping[type[Work], Handler]:
    return {
        work.SettleStock: lambda job: use.settle(StoreId(job.source_id)),
        work.TakeStock: lambda job: use.take(OrderId(job.order_id)),
        work.TellOversold: use.oversold,
        work.ListStock: use.listed,
        work.CompareStock: use.compare,
        work.TellComparison: use.compared,
    }


def last_words_of(use: JobUseCases) -> Mapping[type[Work], LastWord]:
    """What is done when a job is given up that somebody waits for."""

    async def push(job: work.PushOrder, reason: Reason, reference: str) -> None:
        await use.give_up_push(PushId(job.push_id), reason, reference)

    async def look_up(job: work.LookUpPush, _reason: Reason, _reference: str) -> None:
        await use.look_up_push.give_up(PushId(job.push_id), job.attempt)

    async def place(job: work.PlaceSourceOrder, reason: Reason, _reference: str) -> None:
        await use.place_source_order.give_up(PushId(job.push_id), reason)

    async def typed(
        job: work.PushByNumber | work.ExplainOrder, reason: Reason, reference: str
    ) -> None:
        await use.tell_failure(job.reply, reason, reference)

    async def adopt(job: work.AdoptSourceOrder, reason: Reason, reference: str) -> None:
        await use.tell_failure(job.reply, reason, reference)

    async def match(job: work.MatchCatalogues, reason: Reason, _reference: str) -> None:
        await use.matching.step.give_up(job, reason)

    async def forget(job: work.ForgetStore, _reason: Reason, _reference: str) -> None:
        await use.forget_store.forget(StoreId(job.store_id))

    return {
        work.PushOrder: push,
        work.LookUpPush: look_up,
        work.PlaceSourceOrder: place,
        work.PushByNumber: typed,
        work.ExplainOrder: typed,
        work.AdoptSourceOrder: adopt,
        work.MatchCatalogues: match,
        work.ForgetStore: forget,
        **_last_words_of_stock(use.stock),
        **_last_words_of_steps(use.steps),
    }


def _last_words_of_stock(use: StockJobs) -> Mapping[type[Work], LastWord]:
    async def listed(job: work.ListStock, reason: Reason, _reference: str) -> None:
        await use.listed.give_up(job, reason)

    async def compare(job: work.CompareStock, reason: Reason, _reference: str) -> None:
        await use.compare.give_up(job, reason)

    return {work.ListStock: listed, work.CompareStock: compare}


def _last_words_of_steps(use: StepJobs) -> Mapping[type[Work], LastWord]:
    async def step(
        job: work.PushForStep | work.EndPushStep | work.ListForStep, reason: Reason, reference: str
    ) -> None:
        await use.give_up(job.execution, reason, reference)

    return dict.fromkeys((work.PushForStep, work.EndPushStep, work.ListForStep), step)
