"""The use cases that handlers call, built."""

from __future__ import annotations

from core.bootstrap.rooms import Rooms
from core.shopify.signatures import WebhookSignatures
from core.usecases.answer_mirror import AnswerMirror
from core.usecases.answer_question import Adopt, SendAgain
from core.usecases.authorise import Authorise
from core.usecases.catalogue import UseCases
from core.usecases.change_settings import ChangeSettings, ShowSettings
from core.usecases.choose_plan import ChoosePlan
from core.usecases.explain_order import Explain, ExplainByNumber
from core.usecases.judgement import Judge
from core.usecases.listing import list_verbs
from core.usecases.locations import location_verbs
from core.usecases.matching import match_verbs
from core.usecases.measure import Measure
from core.usecases.order_cards import OrderCards
from core.usecases.pause_push import PausePush
from core.usecases.people import people_verbs
from core.usecases.push_by_number import PushByNumber
from core.usecases.receive_webhook import ReceiveWebhook
from core.usecases.request_push import RequestPush
from core.usecases.retry_pushes import RetryAll, RetryByNumber
from core.usecases.retry_storm import RetryStorm
from core.usecases.setting_up import store_verbs
from core.usecases.show_history import ShowHistory
from core.usecases.show_order import ShowFailure, ShowOrder, ShowPushForm
from core.usecases.stocking import stock_verbs
from core.usecases.workflow_steps import BeginSteps


def use_cases(rooms: Rooms) -> UseCases:
    """Every verb of `core.usecases.catalogue`."""
    settings, open_unit, gateway, clock = (
        rooms.settings,
        rooms.open_unit,
        rooms.gateway,
        rooms.clock,
    )
    links, plans = rooms.links, settings.push_plans
    cards = OrderCards(links, settings.look_up_delays)
    return UseCases(
        authorise=Authorise(open_unit),
        receive_webhook=ReceiveWebhook(open_unit, WebhookSignatures(), clock),
        request_push=RequestPush(open_unit),
        push_by_number=PushByNumber(open_unit),
        steps=BeginSteps(open_unit),
        retry_by_number=RetryByNumber(open_unit),
        retry_all=RetryAll(open_unit),
        retry_storm=RetryStorm(open_unit),
        show_order=ShowOrder(open_unit, cards),
        show_history=ShowHistory(open_unit, links),
        stock=stock_verbs(open_unit, clock, links),
        show_failure=ShowFailure(open_unit, cards),
        push_form=ShowPushForm(open_unit),
        lists=list_verbs(open_unit, cards, clock, settings.support, settings.digest_at),
        send_again=SendAgain(open_unit),
        adopt=Adopt(open_unit),
        answer_mirror=AnswerMirror(open_unit, clock),
        stores=store_verbs(open_unit, gateway, clock, settings.webhook_address, plans),
        locations=location_verbs(open_unit, gateway, clock),
        explain=Explain(open_unit, gateway, Judge(open_unit, gateway, plans), clock, links),
        explain_by_number=ExplainByNumber(open_unit),
        matching=match_verbs(open_unit, rooms.catalogues, clock),
        show_settings=ShowSettings(open_unit, plans),
        change_settings=ChangeSettings(open_unit, plans, clock),
        choose_plan=ChoosePlan(open_unit, plans, clock),
        pause_push=PausePush(open_unit, clock),
        measure=Measure(open_unit, rooms.traffic),
        people=people_verbs(open_unit, clock, settings.policy),
    )
