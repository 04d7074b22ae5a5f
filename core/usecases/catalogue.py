"""Every verb that handlers may call, in one place. `core/bootstrap.py` builds it."""

from __future__ import annotations

from dataclasses import dataclass

from core.usecases.answer_mirror import AnswerMirror
from core.usecases.answer_question import Adopt, SendAgain
from core.usecases.authorise import Authorise
from core.usecases.change_settings import ChangeSettings, ShowSettings
from core.usecases.choose_plan import ChoosePlan
from core.usecases.explain_order import Explain, ExplainByNumber
from core.usecases.listing import ListVerbs
from core.usecases.locations import LocationVerbs
from core.usecases.matching import MatchVerbs
from core.usecases.measure import Measure
from core.usecases.pause_push import PausePush
from core.usecases.people import PeopleVerbs
from core.usecases.push_by_number import PushByNumber
from core.usecases.receive_webhook import ReceiveWebhook
from core.usecases.request_push import RequestPush
from core.usecases.retry_pushes import RetryAll, RetryByNumber
from core.usecases.retry_storm import RetryStorm
from core.usecases.setting_up import StoreVerbs
from core.usecases.show_history import ShowHistory
from core.usecases.show_order import ShowFailure, ShowOrder, ShowPushForm
from core.usecases.stocking import StockVerbs
from core.usecases.workflow_steps import BeginSteps


@dataclass(frozen=True, slots=True)
class UseCases:
    """What people and stores can ask of SyncTec."""

    authorise: Authorise
    receive_webhook: ReceiveWebhook
    request_push: RequestPush
    push_by_number: PushByNumber
    steps: BeginSteps
    retry_by_number: RetryByNumber
    retry_all: RetryAll
    retry_storm: RetryStorm
    show_order: ShowOrder
    show_history: ShowHistory
    stock: StockVerbs
    show_failure: ShowFailure
    push_form: ShowPushForm
    lists: ListVerbs
    send_again: SendAgain
    adopt: Adopt
    answer_mirror: AnswerMirror
    stores: StoreVerbs
    locations: LocationVerbs
    explain: Explain
    explain_by_number: ExplainByNumber
    matching: MatchVerbs
    show_settings: ShowSettings
    change_settings: ChangeSettings
    choose_plan: ChoosePlan
    pause_push: PausePush
    measure: Measure
    people: PeopleVerbs
